"""Two accounts of one person become one: what the one holds and owes passes to the other, with lines in the books."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from ledger.book import Book
from ledger.kinds import KEPT, Kind, Unit
from ledger.legs import Owner
from ledger.models import Account, Lot, Merger, Transfer
from ledger.queries import newest_award_on, stretched
from ledger.services.expiring import expire_owner
from ledger.services.once import keep_back
from programs.models import Program


class MergeRefused(Refused):
    """Nothing was merged; the sentence says why."""


@transaction.atomic
def merge(
    *, program: Program, source: Owner, target: Owner, reason: str, by: AbstractBaseUser, now: datetime
) -> Merger:
    """Everything of `source` passes to `target`, now and whenever a reversal brings something to `source` later.

    Points keep their last day. No personal data in the reason.
    """
    if source == target:
        raise MergeRefused(_("Choose two different people."))
    if not reason.strip():
        raise MergeRefused(_("Accounts are merged for a reason."))
    if Merger.objects.filter(program=program, source__in=[source.ref, target.ref]).exists():
        raise MergeRefused(_("One of these accounts was merged into another before."))
    merger = Merger.objects.create(
        program=program, source=source.ref, target=target.ref, reason=reason.strip(), made_by_id=by.pk, made_at=now
    )
    carry_over(merger=merger, now=now)
    return merger


def carry_over_all(*, program: Program, owners: Collection[str] | None, now: datetime) -> None:
    """What came to merged accounts since, of all or of these owners, passes on. Safe to run at any time and twice."""
    moved = Account.objects.filter(program=program, kind__in=KEPT).exclude(balance=0)
    mergers = Merger.objects.filter(program=program, source__in=moved.values("owner")).select_related("program")
    if owners is not None:
        mergers = mergers.filter(source__in=owners)
    for merger in mergers.order_by("pk"):
        carry_over(merger=merger, now=now)


@transaction.atomic
def carry_over(*, merger: Merger, now: datetime) -> None:
    """Pass on all that the merged account holds and owes; nothing there, nothing written."""
    source, target = Owner("participant", merger.source), Owner("participant", merger.target)
    for unit in Unit:
        expire_owner(program=merger.program, unit=unit, owner=source, now=now)
    book = Book(
        program=merger.program,
        reference=f"merge:{merger.pk}",
        keys=[(unit, owner) for unit in Unit for owner in (source, target)],
        by=merger.made_by,
        now=now,
    )
    book.next_leg = Transfer.objects.filter(program=merger.program, reference=book.reference).count()
    for unit in Unit:
        _pass_points(book, unit, source, target)
        if (owed := -book.balance(unit, source.debt)) > 0:
            book.move(unit=unit, debit=target.debt, credit=source.debt, amount=owed, kind=Kind.MERGE)
    book.write()
    keep_back(book, [(unit, target) for unit in Unit])
    book.write()


def _pass_points(book: Book, unit: str, source: Owner, target: Owner) -> None:
    """One line for each last day; what the newest award stretches keeps the day that it has by then."""
    account = book.account(unit, source)
    newest = newest_award_on(account)
    parts: dict[tuple[date | None, str], list[Lot]] = {}
    for lot in Lot.objects.filter(account=account, remaining__gt=0).order_by("pk"):
        until = stretched(lot.expires_on, lot.stretch, newest) if lot.expires_on else None
        parts.setdefault((until, lot.stretch), []).append(lot)
    for (until, stretch), lots in parts.items():
        amount = sum(lot.remaining for lot in lots)
        line = book.move(unit=unit, debit=source, credit=target, amount=amount, kind=Kind.MERGE)
        for lot in lots:
            book.use(lot, line, lot.remaining)
        book.put(line, until, stretch)
