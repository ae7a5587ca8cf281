"""Finding the sale that a claim is about in its distributor's files, and keeping in what the two differ."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from campaigns import sold
from campaigns.queries import catalogue
from campaigns.sold import Issued
from claims.models import Claim
from common.texts import number_key, tax_key
from distributors.models import Sale
from distributors.queries import company_known_by
from distributors.sales import NOTHING, added_up
from participants.models import Company
from verification.comparing import Claimed, ClaimedLine, Differing, SoldSide, compare
from verification.models import SaleMatch
from verification.queries import newest_reading


def keep_match(claim: Claim, *, now: datetime) -> SaleMatch | None:
    """Compare the claim with its sale as both are now; None where no file of the distributor says anything of it."""
    sale = find_sale(claim)
    if sale is None:
        SaleMatch.objects.filter(claim=claim).delete()
        return None
    differences = [asdict(one) for one in differences_from(claim, sale)]
    values = {"sale": sale, "differences": differences, "made_at": now}
    return SaleMatch.objects.update_or_create(claim=claim, defaults=values)[0]


def find_sale(claim: Claim) -> Sale | None:
    """The distributor's sale with the claim's number: of its day, else the nearest one."""
    key = number_key(claim.document_number)
    if not key or claim.distributor_id is None:
        return None
    found = list(Sale.objects.filter(distributor=claim.distributor_id, number_key=key).order_by("issued_on"))
    day = claim.issue_date
    return min(found, key=lambda sale: abs((sale.issued_on - day).days) if day else 0, default=None)


def differences_from(claim: Claim, sale: Sale) -> tuple[Differing, ...]:
    """In what the claim and this sale differ now."""
    known = catalogue(claim.program, claim.distributor)
    bought, back = added_up(sold.products_of(sold.lines_of([sale]), known))
    _credited, more = added_up(sold.products_of(sold.lines_of(credit_notes(claim)), known))
    credited = {
        product: back.get(product, NOTHING) + more.get(product, NOTHING) for product in back.keys() | more.keys()
    }
    buyer, claimed = sale.buyer_tax_key, _claimed(claim)
    if not buyer and (company := company_known_by(sale.distributor_id, sale.buyer_number)):
        buyer = _told(company)
        if company.pk == claim.participant.company_id:
            claimed = replace(claimed, buyers=claimed.buyers | {buyer})
    side = SoldSide(
        issued_on=sale.issued_on,
        net=sale.net,
        gross=sale.gross,
        buyer=buyer,
        quantities=bought,
        credited=credited,
    )
    return compare(claimed, side)


def credit_notes(claim: Claim) -> list[Sale]:
    """What the distributor's files take back of the claim's document, whether or not they state its sale."""
    key, sale = number_key(claim.document_number), find_sale(claim)
    day = sale.issued_on if sale else claim.issue_date
    if not key or day is None or claim.distributor_id is None:
        return []
    document = Issued(claim.distributor_id, key, day)
    return sold.notes_on([document])[document]


def products_of(sales: Iterable[Sale], claim: Claim) -> list[tuple[int | None, Decimal]]:
    """By line of these sales, the product that is surely meant, and how much of it."""
    return sold.products_of(sold.lines_of(sales), catalogue(claim.program, claim.distributor))


def _told(company: Company) -> str:
    """How a company is named beside tax ids; one without a tax id by its name."""
    return tax_key(company.tax_id) or company.name


def _claimed(claim: Claim) -> Claimed:
    company = claim.participant.company
    read = (newest_reading(claim).get("fields") or {}).get("buyer_tax_id", {}).get("value", "")
    # The document's own word on its buyer counts only for somebody of whom the program knows no firm.
    buyer = tax_key(company.tax_id) if company and company.tax_id else tax_key(read)
    return Claimed(
        issued_on=claim.issue_date,
        total=claim.total,
        buyers=frozenset({buyer} - {""}),
        lines=tuple(
            ClaimedLine(line.position, line.product_id, line.quantity)
            for line in claim.lines.order_by("position")
            if line.product_id
        ),
    )
