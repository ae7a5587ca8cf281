"""Type codes of UN/CEFACT 1001, which UBL and CII share, in the words of `document_type`."""

from __future__ import annotations

from extraction.document_types import ADVANCE, CORRECTION, CREDIT_NOTE, INVOICE, OTHER, PRO_FORMA, SELF_BILLED

_BY_CODE = {
    **dict.fromkeys(("381", "261", "262", "296", "308", "396", "420", "458", "532"), CREDIT_NOTE),
    **dict.fromkeys(("383", "384"), CORRECTION),
    "325": PRO_FORMA,
    "386": ADVANCE,
    "389": SELF_BILLED,
    # An invoice for bookkeeping only: the sale is stated elsewhere.
    "751": OTHER,
}


def document_type(code: str | None) -> str:
    """The kind of document for a type code; codes not listed are invoices of one trade or another."""
    return _BY_CODE.get(code or "", INVOICE)
