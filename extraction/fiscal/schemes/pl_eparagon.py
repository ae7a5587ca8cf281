"""Poland: the JSON of an electronic till receipt, where a code or an export carries it as text."""

from __future__ import annotations

import re

from extraction.einvoices import eparagon
from extraction.fiscal.facts import Facts, scheme


def _receipt(found: re.Match[str]) -> Facts | None:
    receipt = eparagon.read(found.string)
    if receipt is None:
        return None
    invoice = receipt.invoice
    return Facts(
        country="PL",
        issuer_name=invoice.seller.name,
        issuer_tax_id=invoice.seller.tax_id,
        issuer_ref=receipt.till,
        document_number=invoice.number,
        issued_on=invoice.issued_on,
        coded_at=receipt.coded_at,
        total=invoice.total,
        tax=invoice.tax,
        currency=invoice.currency,
        document_id=invoice.identity,
        checks={**receipt.checks, "lines": str(len(invoice.items))},
    )


# Files are bigger than symbols; `registry` lets this scheme have them.
SCHEMES = (scheme("pl_eparagon_json", r'^\s*\{[\s\S]*"(?:dokument|fiscalFooter|protoVersion)"', _receipt),)
