"""Bolivia: the address of the tax office's invoice page, whose CUF packs seller, moment and number into hexadecimal."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.coding.text import parameters, weighted_from_right
from extraction.document_types import INVOICE
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme


def _invoice(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    cuf = said.get("cuf", "").upper()
    digits = _digits(cuf)
    seller = said.get("nit")
    if digits is None or not seller:
        return None
    issued_on, issued_at = values.day(digits[13:21], "%Y%m%d"), values.clock(digits[21:27])
    if issued_on is None or issued_at is None:
        return None
    rest = weighted_from_right(digits[:-1], 9) % 11
    return Facts(
        document_type=INVOICE,
        issuer_tax_id=seller,
        document_number=said.get("numero"),
        issued_on=issued_on,
        issued_at=issued_at,
        coded_at=f"{issued_on}T{issued_at}",
        currency="BOB",
        document_id=f"bo:{cuf}",
        checks={
            "check_digit": outcome(rest % 10 == int(digits[-1])),
            "seller": outcome(digits[:13].lstrip("0") == seller.lstrip("0")),
            "branch": digits[30:34],
        },
        warnings=if_test("//piloto" in found.string),
    )


def _digits(cuf: str) -> str | None:
    """The first 42 hexadecimal digits as the 54 decimal ones that they stand for; a control code follows."""
    if not re.fullmatch(r"[0-9A-F]{42,80}", cuf):
        return None
    digits = str(int(cuf[:42], 16)).zfill(54)
    return digits if len(digits) == 54 else None


SCHEMES = (scheme("bo_siat", r"^https?://(?:[a-z0-9-]+\.)*impuestos\.gob\.bo/consulta/QR\?", _invoice),)
