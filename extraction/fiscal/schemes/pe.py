"""Peru: the code of electronic invoices and receipts, fields between bars; the currency is not stated."""

from __future__ import annotations

import re

from extraction import values
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE, RECEIPT
from extraction.fiscal.facts import Facts, scheme

_TYPES = {"03": RECEIPT, "07": CREDIT_NOTE, "09": DELIVERY_NOTE}


def _invoice(found: re.Match[str]) -> Facts | None:
    parts = [part.strip() for part in found.string.split("|")]
    parts += [""] * (10 - len(parts))
    seller, kind, series, number, tax, total, day, _, buyer, hashed = parts[:10]
    issued_on = values.day(day) or values.day(day, "%d/%m/%Y")
    if issued_on is None:
        return None
    printed = f"{series}-{int(number[:12])}"
    return Facts(
        document_type=_TYPES.get(kind, INVOICE),
        country="PE",
        issuer_tax_id=seller,
        document_number=printed,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(total),
        tax=values.amount(tax),
        buyer_tax_id=buyer if buyer not in ("", "-") else None,
        document_id=f"pe:{seller}/{kind}/{printed}",
        checks={"hash": hashed or None},
    )


SCHEMES = (scheme("pe_sunat", r"^\d{11}\|\d{2}\|[A-Z0-9]{4}\|\d+\|", _invoice),)
