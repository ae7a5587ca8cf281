"""The numbers of a distributor's documents that lie next to a claim's own: in its sales and in confirmed claims."""

from collections.abc import Iterator

from claims.models import Claim
from claims.states import Status
from common.texts import number_key
from distributors.models import Sale
from verification.problems.facts import Known

EACH_SIDE = 30
"""So many before and so many after it, of the sales and of the claims. A series of its own is always next to it."""


def known_numbers(claim: Claim) -> tuple[Known, ...]:
    """The neighbours, in no order; none where the seller is not known."""
    key = number_key(claim.document_number)
    if not key or claim.distributor_id is None:
        return ()
    return (*_of_sales(claim, key), *_of_claims(claim))


def _of_sales(claim: Claim, key: str) -> Iterator[Known]:
    sales = Sale.objects.filter(distributor=claim.distributor_id, corrects_key="")
    values = sales.values_list("number_key", "issued_on")
    for row in values.filter(number_key__lt=key).order_by("-number_key", "-issued_on")[:EACH_SIDE]:
        yield Known(*row)
    for row in values.filter(number_key__gt=key).order_by("number_key", "issued_on")[:EACH_SIDE]:
        yield Known(*row)


def _of_claims(claim: Claim) -> Iterator[Known]:
    """Confirmed claims by their identity, which begins with the issuer."""
    issuer, found, _number = claim.identity_key.partition("|")
    if not found:
        return
    confirmed = Claim.objects.filter(program=claim.program, status=Status.VERIFIED, issue_date__isnull=False)
    values = confirmed.values_list("identity_key", "issue_date")
    before = values.filter(identity_key__lt=claim.identity_key).order_by("-identity_key")[:EACH_SIDE]
    after = values.filter(identity_key__gt=claim.identity_key).order_by("identity_key")[:EACH_SIDE]
    for identity, day in (*before, *after):
        whose, _found, key = identity.partition("|")
        if whose == issuer and day is not None:
            yield Known(key, day)
