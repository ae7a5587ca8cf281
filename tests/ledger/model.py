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

    def take(self, amount: int, first: str = "") -> list[tuple[Lot, int]]:
        uses = []
        for lot in sorted(self.lots, key=lambda lot: (lot.of != first, lot.until or NEVER)):
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
        self.awards: dict[str, tuple[object, list[int]]] = {}
        self.spendings: dict[str, tuple[object, list[tuple[Lot, int]]]] = {}
        self.undone: set[str] = set()

    def award(self, reference, owner, amounts, until):
        purse = self.purses[owner]
        purse.lots += [Lot(reference, amount, until) for amount in amounts]
        purse.keep_back()
        self.awards[reference] = (owner, amounts)

    def spend(self, reference, owner, amount, today) -> bool:
        purse = self.purses[owner]
        usable = sum(lot.left for lot in purse.lots if (lot.until or NEVER) >= today)
        if usable < amount:
            return False
        self._expire(purse, today)
        self.spendings[reference] = (owner, purse.take(amount))
        return True

    def reverse(self, reference):
        if reference in self.undone:
            return
        self.undone.add(reference)
        if reference in self.spendings:
            owner, uses = self.spendings[reference]
            for lot, amount in uses:
                lot.left += amount
        else:
            owner, amounts = self.awards[reference]
            self._take_back(self.purses[owner], reference, sum(amounts))
        self.purses[owner].keep_back()

    def _take_back(self, purse, reference, amount):
        for lot in purse.lots:
            if lot.of == reference:
                lot.left += lot.expired
                lot.expired = 0
        short = max(0, amount - purse.balance)
        purse.owed += short
        purse.take(amount - short, first=reference)

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
