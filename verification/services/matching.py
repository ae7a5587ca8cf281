"""Finding the sale that a claim is about in its distributor's files, and keeping in what the two differ."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from campaigns.matching import SURE, Catalogue, match
from campaigns.queries import catalogue
from claims.models import Claim
from common.texts import number_key, tax_key
from distributors.models import Sale, SaleLine
from verification.comparing import NOTHING, Claimed, ClaimedLine, Differing, SoldSide, added_up, compare
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
    sold, back = added_up(_products(_lines_of([sale]), known))
    _credited, more = added_up(_products(_lines_of(credit_notes(claim)), known))
    credited = {
        product: back.get(product, NOTHING) + more.get(product, NOTHING) for product in back.keys() | more.keys()
    }
    side = SoldSide(
        issued_on=sale.issued_on,
        net=sale.net,
        gross=sale.gross,
        buyer=sale.buyer_tax_key,
        quantities=sold,
        credited=credited,
    )
    return compare(_claimed(claim), side)


def credit_notes(claim: Claim) -> list[Sale]:
    """What the distributor's files take back of the claim's document, whether or not they state its sale.

    Numbers begin anew each year: a note belongs to the last document of its number before it.
    """
    key, sale = number_key(claim.document_number), find_sale(claim)
    day = sale.issued_on if sale else claim.issue_date
    if not key or day is None:
        return []
    theirs = Sale.objects.filter(distributor=claim.distributor_id)
    # The index holds credit notes only, and is used only where the question says so itself.
    notes = theirs.filter(~Q(corrects_key=""), corrects_key=key, issued_on__gte=day)
    if anew := theirs.filter(number_key=key, issued_on__gt=day).order_by("issued_on").first():
        notes = notes.filter(issued_on__lt=anew.issued_on)
    return list(notes.order_by("issued_on", "pk"))


def products_of(sales: Iterable[Sale], claim: Claim) -> list[tuple[int | None, Decimal]]:
    """By line of these sales, the product that is surely meant, and how much of it."""
    return _products(_lines_of(sales), catalogue(claim.program, claim.distributor))


def _lines_of(sales: Iterable[Sale]) -> list[SaleLine]:
    return list(SaleLine.objects.filter(sale__in=list(sales)).order_by("sale", "position"))


def _products(lines: Iterable[SaleLine], known: Catalogue) -> list[tuple[int | None, Decimal]]:
    return [(_product(line, known), line.quantity) for line in lines]


def _product(line: SaleLine, known: Catalogue) -> int | None:
    found = match(line.description, gtin=line.gtin or None, sku=line.sku or None, catalogue=known)
    return found.product_id if found and found.score >= SURE else None


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
