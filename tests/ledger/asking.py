"""Short questions to the ledger, for tests."""

from datetime import date

from ledger import queries
from ledger.kinds import Unit
from ledger.legs import Owner
from ledger.models import Lot, LotUse
from tests.builders.ledger import MAREK
from tests.builders.programs import a_program


def points(owner: Owner = MAREK) -> int:
    return queries.balance(program=a_program(), owner=owner, unit=Unit.POINTS)


def credits_of(owner: Owner = MAREK) -> int:
    return queries.balance(program=a_program(), owner=owner, unit=Unit.CREDITS)


def owed(owner: Owner = MAREK) -> int:
    return queries.owed(program=a_program(), owner=owner, unit=Unit.POINTS)


def open_lots(owner: Owner = MAREK) -> list[tuple[date | None, int]]:
    lots = Lot.objects.filter(account__owner=owner.ref, account__unit=Unit.POINTS, remaining__gt=0).order_by("pk")
    return list(lots.values_list("expires_on", "remaining"))


def used(reference: str) -> list[tuple[date | None, int]]:
    """Last days and amounts of the lots that a reference used."""
    uses = LotUse.objects.filter(transfer__reference=reference).order_by("pk")
    return list(uses.values_list("lot__expires_on", "amount"))


def lines(owner: Owner = MAREK) -> list[tuple[str, int, int]]:
    """Kind, amount and balance of each line, oldest first."""
    rows = queries.statement(program=a_program(), owner=owner, unit=Unit.POINTS)
    return [(row.kind.value, row.amount, row.balance) for row in reversed(rows)]
