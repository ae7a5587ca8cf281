"""The ledger told once more, small and slow, to compare the real one with: no database, no guards, no cleverness."""

from dataclasses import dataclass, field
from datetime import date

NEVER = date.max


@dataclass
class Lot:
    of: str
    amount: int
    until: date | None
    left: int = 0
    expired: int = 0
    given_back: int = 0

    def __post_init__(self):
        self.left = self.amount


@dataclass
class Purse:
    """One participant's points: lots in the order they came, what is owed, and the balance after each day."""

    lots: list[Lot] = field(default_factory=list)
    owed: int = 0
    days: dict[date, int] = field(default_factory=dict)

    @property
    def balance(self) -> int:
        return sum(lot.left for lot in self.lots)

    @property
    def open_lots(self) -> list[tuple[date | None, int]]:
        return [(lot.until, lot.left) for lot in self.lots if lot.left]

    def take(self, amount: int, first: Lot | None = None) -> list[tuple[Lot, int]]:
        uses = []
        for lot in sorted(self.lots, key=lambda lot: (lot is not first, lot.until or NEVER)):
            part = min(amount, lot.left)
            if part:
                lot.left -= part
                amount -= part
                uses.append((lot, part))
        assert amount == 0
        return uses

    def keep_back(self) -> None:
        amount = min(self.owed, self.balance)
        self.take(amount)
        self.owed -= amount


class Model:
    """Awards, spendings, reversals and expiry of several participants."""

    def __init__(self, owners):
        self.purses = {owner: Purse() for owner in owners}
        self.awards: dict[str, tuple[object, list[Lot]]] = {}
        self.spendings: dict[str, tuple[object, list[tuple[Lot, int]]]] = {}

    def award(self, reference, owner, amounts, until):
        purse = self.purses[owner]
        lots = [Lot(reference, amount, until) for amount in amounts]
        purse.lots += lots
        purse.keep_back()
        self.awards[reference] = (owner, lots)

    def spend(self, reference, owner, amount, today) -> bool:
        purse = self.purses[owner]
        usable = sum(lot.left for lot in purse.lots if (lot.until or NEVER) >= today)
        if usable < amount:
            return False
        self._expire(purse, today)
        self.spendings[reference] = (owner, purse.take(amount))
        return True

    def left_of(self, reference) -> list[int]:
        """What can still be given back of each leg."""
        if reference in self.spendings:
            return [sum(amount for _, amount in self.spendings[reference][1])]
        return [lot.amount - lot.given_back for lot in self.awards[reference][1]]

    def reverse(self, reference, amounts=None):
        amounts = dict(enumerate(self.left_of(reference))) if amounts is None else amounts
        for leg, amount in sorted(amounts.items()):
            if reference in self.spendings:
                owner, uses = self.spendings[reference]
                self.spendings[reference] = (owner, self._put_back(uses, amount))
            else:
                owner, lots = self.awards[reference]
                self._take_back(self.purses[owner], lots[leg], amount)
            self.purses[owner].keep_back()

    def _put_back(self, uses, amount):
        left = []
        for lot, used in reversed(uses):
            part = min(used, amount)
            lot.left += part
            amount -= part
            left.insert(0, (lot, used - part))
        return left

    def _take_back(self, purse, lot, amount):
        lot.given_back += amount
        returned = min(lot.expired, max(0, amount - lot.left))
        lot.left += returned
        lot.expired -= returned
        short = max(0, amount - purse.balance)
        purse.owed += short
        purse.take(amount - short, first=lot)

    def expire(self, today):
        for purse in self.purses.values():
            self._expire(purse, today)

    def _expire(self, purse, today):
        for lot in purse.lots:
            if (lot.until or NEVER) < today:
                lot.expired += lot.left
                lot.left = 0

    def close(self, day):
        for purse in self.purses.values():
            purse.days[day] = purse.balance
