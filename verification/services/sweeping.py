"""What new sales mean for claims that are there already: those that wait may be proved, those paid may shrink."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from claims.identity import identity_key
from claims.models import Claim
from claims.states import UNDECIDED, Status
from distributors.models import Distributor, Sale
from distributors.services import customers
from verification.services import automatic, checks, crediting

AT_ONCE = 500
"""Sales looked at in one job."""

RELATED = ("campaign", "program", "distributor", "document", "participant__company", "participant__user")


def look_at(*, file_id: str, after: int, now: datetime) -> int:
    """Settle the claims of the file's next sales; the key of the last sale, or 0 when none is left. May be repeated."""
    sales = list(
        Sale.objects.filter(file__uuid=file_id, pk__gt=after).select_related("distributor").order_by("pk")[:AT_ONCE]
    )
    customers.learn_from_sales(sales=sales, now=now)
    for claim in _waiting(sales):
        if automatic.consider(claim=claim, now=now) is None and claim.is_undecided:
            checks.keep(claim=claim, now=now)
    for claim in _paid(sales):
        crediting.credit(claim=claim, now=now)
    return sales[-1].pk if len(sales) == AT_ONCE else 0


def _waiting(sales: Iterable[Sale]) -> QuerySet[Claim]:
    return _claims((sale.distributor, sale.number) for sale in sales).filter(status__in=UNDECIDED)


def _paid(sales: Iterable[Sale]) -> QuerySet[Claim]:
    """Confirmed claims on documents that these sales take something back of."""
    notes = ((sale.distributor, sale.corrects_key) for sale in sales if sale.corrects_key)
    return _claims(notes).filter(status=Status.VERIFIED)


def _claims(documents: Iterable[tuple[Distributor, str]]) -> QuerySet[Claim]:
    keys: dict[int, set[str]] = {}
    for distributor, number in documents:
        key = identity_key(issuer_tax_id=distributor.tax_id, issuer_name=distributor.name, document_number=number)
        keys.setdefault(distributor.program_id, set()).add(key)
    found = Claim.objects.none()
    for program, wanted in keys.items():
        found = found | Claim.objects.filter(program=program, identity_key__in=wanted - {""})
    return found.select_related(*RELATED).order_by("pk")
