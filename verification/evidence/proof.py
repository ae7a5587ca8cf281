"""Whether a document proves its claim by itself: stated by an e-invoice or fiscal code, every line surely matched."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from campaigns.matching import SURE, Catalogue, match
from campaigns.queries import catalogue
from claims.drafts import read_lines
from claims.models import Claim, ClaimLine
from extraction.reading import E_INVOICE, FISCAL_CODE

STATED = ("issuer_tax_id", "document_number", "issue_date", "total")
SURE_OF_LINE = 0.9


def is_proved_by_document(claim: Claim, data: Mapping[str, Any]) -> bool:
    """Who, what number, when and how much are stated, not guessed at; each claimed line is one of the document's."""
    fields = data.get("fields") or {}
    if not all(_is_stated(fields.get(name)) for name in STATED):
        return False
    lines = [line for line in claim.lines.all() if line.product_id]
    places = [line.reading_index for line in lines]
    if not lines or len(set(places)) < len(places):
        return False
    known = catalogue(claim.program, claim.distributor)
    read = read_lines(data)
    return all(_is_matched(line, read, known) for line in lines)


def _is_stated(field: Mapping[str, Any] | None) -> bool:
    return field is not None and field["source"] in (E_INVOICE, FISCAL_CODE) and "recalled" not in field


def _is_matched(line: ClaimLine, read: Any, known: Catalogue) -> bool:
    if line.reading_index is None or line.reading_index >= len(read):
        return False
    found = read[line.reading_index]
    if float(found.get("confidence") or 0) < SURE_OF_LINE or _quantity(found) < line.quantity:
        return False
    meant = match(found["description"], gtin=found.get("gtin"), sku=found.get("sku"), catalogue=known)
    return bool(meant and meant.score >= SURE and meant.product_id == line.product_id)


def _quantity(found: Mapping[str, Any]) -> Decimal:
    try:
        return Decimal(str(found.get("quantity") or 0))
    except InvalidOperation:
        return Decimal(0)
