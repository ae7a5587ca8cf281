"""One posting under way: it locks the accounts it touches and is the only place that writes ledger rows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser

from ledger.kinds import KEPT, Holder
from ledger.legs import Owner
from ledger.models import Account, Lot, LotUse, Transfer
from ledger.refusals import not_enough
from programs.models import Program

Key = tuple[str, Owner]


class Book:
    """Works inside the caller's transaction. `move` and `use` note down, `write` writes all of it in three inserts.

    Kept accounts are locked in the order of their numbers, so two postings never wait for each other in a circle;
    a program's shared accounts are never locked, so nobody queues behind the organizer.
    """

    def __init__(
        self,
        *,
        program: Program,
        reference: str,
        keys: Collection[Key],
        by: AbstractBaseUser | None,
        now: datetime,
    ) -> None:
        self.program, self.reference, self.by = program, reference, by
        self.next_leg = 0
        self._accounts: dict[Key, Account] = {}
        self._transfers: list[Transfer] = []
        self._lots: list[Lot] = []
        self._uses: list[LotUse] = []
        self._load(keys)
        # A line is never earlier than the one before it: else no past balance could be read off a line.
        moments = [account.moved_at for account in self._accounts.values() if account.moved_at]
        self.now = max([now, *moments])

    # --- Accounts

    def account(self, unit: str, owner: Owner) -> Account:
        """The account, locked if its balance is kept, opened if it is new."""
        if (unit, owner) not in self._accounts:
            self._load([(unit, owner)])
        return self._accounts[unit, owner]

    def balance(self, unit: str, owner: Owner) -> int:
        """Balance of a participant after what was noted down so far; 0 where there is no account yet."""
        account = self._accounts.get((unit, owner))
        return (account.balance or 0) if account else 0

    def _load(self, keys: Collection[Key]) -> None:
        self._fetch(keys)
        missing = [key for key in sorted(set(keys)) if key not in self._accounts]
        if missing:
            opened = [self._new_account(unit, owner) for unit, owner in missing]
            # Two first postings at once open the same account; the second takes what the first made.
            Account.objects.bulk_create(opened, ignore_conflicts=True)
            self._fetch(missing)

    def _new_account(self, unit: str, owner: Owner) -> Account:
        start = 0 if owner.kind in KEPT else None
        return Account(program=self.program, unit=unit, kind=owner.kind, owner=owner.ref, balance=start)

    def _fetch(self, keys: Collection[Key]) -> None:
        """Find accounts; with a participant's comes, locked too, what that participant owes."""
        owners = {owner for _, owner in keys}
        kept = sorted({owner.ref for owner in owners if owner.kind in KEPT})
        shared = sorted({owner.ref for owner in owners if owner.kind not in KEPT})
        accounts = Account.objects.filter(program=self.program)
        if kept:
            locked = accounts.filter(owner__in=kept, kind__in=KEPT).select_for_update(no_key=True).order_by("pk")
            self._remember(locked)
        if shared:
            self._remember(accounts.filter(owner__in=shared).exclude(kind__in=KEPT))

    def _remember(self, accounts: Iterable[Account]) -> None:
        for account in accounts:
            key = (account.unit, account.holder)
            # One already here may have moved since it was read.
            self._accounts.setdefault(key, account)

    # --- Lines

    def move(
        self,
        *,
        unit: str,
        debit: Owner,
        credit: Owner,
        amount: int,
        kind: str,
        note: str = "",
        reverses: Transfer | None = None,
    ) -> Transfer:
        """Note down a transfer. Raises `NotEnough` if a participant would be overdrawn."""
        giver, receiver = self.account(unit, debit), self.account(unit, credit)
        if debit.kind == Holder.PARTICIPANT and (giver.balance or 0) < amount:
            raise not_enough(program=self.program, unit=unit, needed=amount, held=giver.balance or 0)
        transfer = Transfer(
            program=self.program,
            reference=self.reference,
            leg=self.next_leg,
            kind=kind,
            unit=unit,
            debit=giver,
            credit=receiver,
            amount=amount,
            debit_balance=_move(giver, -amount),
            credit_balance=_move(receiver, amount),
            reverses=reverses,
            note=note,
            made_by_id=self.by.pk if self.by else None,
            made_at=self.now,
        )
        self.next_leg += 1
        self._transfers.append(transfer)
        return transfer

    def put(self, transfer: Transfer, expires_on: date | None = None, stretch: str = "") -> None:
        """What the transfer credits to a participant becomes a lot."""
        lot = Lot(
            account=transfer.credit,
            transfer=transfer,
            amount=transfer.amount,
            remaining=transfer.amount,
            expires_on=expires_on,
            stretch=stretch,
        )
        self._lots.append(lot)

    def use(self, lot: Lot, transfer: Transfer, amount: int) -> None:
        """The transfer takes `amount` out of the lot, or, below zero, puts it back."""
        self._uses.append(LotUse(lot=lot, transfer=transfer, amount=amount))

    def take(self, transfer: Transfer, first: Collection[Lot] = ()) -> None:
        """Name the lots that a participant's debit uses: those given first, then the one that ends soonest."""
        self.write()
        left = transfer.amount
        for lot in _first_of_all(first, transfer.debit):
            amount = min(left, lot.remaining)
            self.use(lot, transfer, amount)
            left -= amount
            if not left:
                return
        raise AssertionError(f"The lots of account {transfer.debit_id} hold {left} less than its balance.")

    def write(self) -> None:
        """Write what was noted down, in three statements whatever its length. The only writer of ledger lines."""
        Transfer.objects.bulk_create(self._transfers)
        Lot.objects.bulk_create(self._lots)
        LotUse.objects.bulk_create(self._uses)
        self._transfers, self._lots, self._uses = [], [], []


def _move(account: Account, amount: int) -> int | None:
    """The running balance after a line. The database does the same sum and refuses the line if it differs."""
    if account.balance is None:
        return None
    account.balance += amount
    return account.balance


def _first_of_all(first: Collection[Lot], account: Account) -> Iterator[Lot]:
    """Lots with something left, in the order of use, fetched as they are needed."""
    given = Lot.objects.filter(pk__in=[lot.pk for lot in first], remaining__gt=0).order_by("pk")
    rest = Lot.objects.filter(account=account, remaining__gt=0).exclude(pk__in=[lot.pk for lot in first])
    # Two questions, because the databases disagree on which side of a sorted index a null stands.
    dated = rest.filter(expires_on__isnull=False).order_by("expires_on", "pk")
    undated = rest.filter(expires_on__isnull=True).order_by("pk")
    return chain(given if first else (), dated.iterator(), undated.iterator())
