"""What a program owes its participants: points and credits not spent yet, by unit, sponsor and month of their end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from ledger.kinds import Holder
from ledger.legs import Owner
from ledger.models import Lot
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Owed:
    """How much of one unit, given by one sponsor, ends in one month; `month` is its first day, None for no end."""

    unit: str
    sponsor: Owner
    month: date | None
    amount: int


def liability(program: Program) -> Iterator[Owed]:
    """What is there now, in one question that the database sums up; by unit, then month (no end last), then sponsor.

    Points that each award stretches stand under their present last day.
    """
    lots = Lot.objects.filter(account__program=program, account__kind=Holder.PARTICIPANT, remaining__gt=0)
    by = ("account__unit", "transfer__debit__kind", "transfer__debit__owner", "month")
    rows = lots.annotate(month=TruncMonth("expires_on")).values_list(*by).annotate(sum=Sum("remaining")).order_by()
    for unit, kind, owner, month, amount in sorted(rows, key=lambda row: (row[0], row[3] or date.max, row[1], row[2])):
        yield Owed(unit, Owner(kind, owner), month, amount)
