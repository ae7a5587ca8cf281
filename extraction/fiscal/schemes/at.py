"""Austria: the code of the Registrierkassensicherheitsverordnung (RKSV, annex) on every till receipt."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal

from extraction import values
from extraction.coding.outcomes import CONSISTENT, UNCHECKED
from extraction.document_types import OTHER, RECEIPT
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme


def _receipt(found: re.Match[str]) -> Facts | None:
    # Some tills write Base64 with "_" in the last fields, so only the first eleven can be counted on.
    parts = found.string.split("_")
    if len(parts) < 13:
        return None
    _, suite, box, number, moment, *rest = parts
    amounts = [values.amount(part, comma=True) for part in rest[:5]]
    serial, link = rest[6], rest[7]
    at = values.iso_moment(moment)
    if at is None or None in amounts:
        return None
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return Facts(
        document_type=RECEIPT if total else OTHER,
        issuer_ref=f"{suite}:{serial}",
        document_number=number,
        issued_on=at.date(),
        issued_at=at.time(),
        coded_at=moment,
        total=total,
        currency="EUR",
        # The till's user chooses the name of the box ("1" occurs), so the certificate belongs to the identity.
        document_id=f"at:{serial}:{box}/{number}",
        checks={"chain": _chain(box, link), "signature": UNCHECKED if rest[8:] else None, "cash_box": box},
        warnings=() if total else (not_a_purchase("a start or zero receipt"),),
    )


def _chain(box: str, link: str) -> str:
    """The first receipt of a box links to the box itself; for all others the receipt before would be needed."""
    first = base64.b64encode(hashlib.sha256(box.encode()).digest()[:8]).decode()
    return CONSISTENT if link == first else UNCHECKED


SCHEMES = (scheme("at_rksv", r"^_R1-[A-Z]{2}\d+_", _receipt),)
