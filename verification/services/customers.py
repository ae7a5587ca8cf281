"""What a confirmed claim shows of its buyer: by which customer number the distributor knows the participant's firm.

Only a document shows it, and only with somebody's word that it is the firm's: the distributor's own person who
confirmed it, or the document that names the firm. A receipt that was found, and passed by itself, shows nothing.
"""

from datetime import datetime

from claims.models import Claim
from common.texts import tax_key
from distributors.models import CustomerNumber, Sale
from distributors.services import customers
from participants.models import Company, User
from verification.comparing import Difference
from verification.models import SaleMatch
from verification.queries import newest_reading


def learn_from(claim: Claim, *, by: User | None, now: datetime) -> None:
    """Learn the customer number of the claim's sale, if the claim proves whose it is. `by` is who confirmed it."""
    company = claim.participant.company
    if company is None or claim.origin != Claim.Origin.DOCUMENT:
        return
    sale = _matching_sale(claim)
    if sale is None or sale.buyer_tax_key not in ("", tax_key(company.tax_id)):
        return
    if by is not None or _is_named(claim, company):
        customers.learn(
            distributor=sale.distributor,
            number=sale.buyer_number,
            company=company,
            proof=CustomerNumber.Proof.CLAIM,
            reference=str(claim.uuid),
            now=now,
        )


def forget(claim: Claim) -> None:
    """The claim is confirmed no more: what it showed is forgotten."""
    customers.forget_claim(reference=str(claim.uuid))


def _matching_sale(claim: Claim) -> Sale | None:
    """The claim's sale, if it has a customer number and agrees with the claim in all but a buyer it does not name."""
    match = SaleMatch.objects.filter(claim=claim).exclude(sale__buyer_number="").select_related("sale__distributor")
    found = match.first()
    if found is None or any(one["what"] != Difference.BUYER_UNNAMED for one in found.differences):
        return None
    return found.sale


def _is_named(claim: Claim, company: Company) -> bool:
    read = (newest_reading(claim).get("fields") or {}).get("buyer_tax_id", {}).get("value", "")
    return bool(read) and tax_key(read) == tax_key(company.tax_id)
