"""Uruguay: the check address of electronic tax documents, values between commas; the currency is not stated."""

from __future__ import annotations

import re
from urllib.parse import unquote

from extraction import values
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE
from extraction.fiscal.facts import Facts, scheme

_TYPES = {**dict.fromkeys(("102", "112", "122"), CREDIT_NOTE), **dict.fromkeys(("181", "182"), DELIVERY_NOTE)}


def _document(found: re.Match[str]) -> Facts | None:
    parts = [unquote(part).strip() for part in found.string.partition("?")[2].split(",", 6)]
    if len(parts) < 6 or not parts[3].isdecimal():
        return None
    seller, kind, series, number, total, day, *hashed = parts
    issued_on = values.day(day, "%Y%m%d") or values.day(day, "%d/%m/%Y")
    if issued_on is None:
        return None
    printed = f"{series}-{int(number[:12])}"
    return Facts(
        document_type=_TYPES.get(kind, INVOICE),
        country="UY",
        issuer_tax_id=seller,
        document_number=printed,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(total),
        document_id=f"uy:{seller}/{kind}/{printed}",
        checks={"hash": hashed[0] if hashed else None},
    )


SCHEMES = (scheme("uy_cfe", r"^https?://(?:[a-z0-9-]+\.)*dgi\.gub\.uy/consultaQR/cfe\?", _document),)
