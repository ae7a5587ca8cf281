"""Saudi Arabia: the ZATCA code, tag-length-value in Base64; the second phase adds hash, signature and key."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding import ecdsa
from extraction.coding.outcomes import UNVERIFIED, VERIFIED
from extraction.coding.text import from_base64
from extraction.fiscal.facts import Facts, scheme, wall_time


def _invoice(found: re.Match[str]) -> Facts | None:
    tags = _tags(from_base64(found.string) or b"")
    texts = {tag: value.decode(errors="replace").strip() for tag, value in tags.items() if tag <= 7}
    at = values.iso_moment(texts.get(3, "").replace(" ", "T"))
    if at is None or not re.fullmatch(r"\d{15}", texts.get(2, ""), re.ASCII):
        return None
    local = wall_time(at, "Asia/Riyadh")
    hashed = from_base64(texts.get(6, ""))
    plain = f"{texts[2]}/{local:%Y-%m-%dT%H:%M:%S}/{texts.get(4)}"
    return Facts(
        # Simplified invoices, which carry the code, are what a shop hands out.
        issuer_name=texts.get(1) or None,
        issuer_tax_id=texts[2],
        issued_on=local.date(),
        issued_at=local.time().replace(microsecond=0),
        coded_at=f"{at:%Y-%m-%dT%H:%M:%S}Z" if at.tzinfo else at.isoformat(),
        total=values.amount(texts.get(4)),
        tax=values.amount(texts.get(5)),
        currency="SAR",
        document_id=f"sa:sha256:{hashed.hex()}" if hashed else f"sa:{plain}",
        checks={"signature": _signature(hashed, from_base64(texts.get(7, "")), tags.get(8)) if hashed else None},
    )


def _tags(data: bytes) -> dict[int, bytes]:
    """Tag, length, value, each length one byte even above 127; nothing if the lengths do not fit."""
    tags: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(data):
        start, end = at + 2, at + 2 + data[at + 1]
        if end > len(data):
            return {}
        tags[data[at]] = data[start:end]
        at = end
    return tags


def _signature(hashed: bytes, signature: bytes | None, key: bytes | None) -> str:
    point = ecdsa.key_point(key) if key else None
    is_right = bool(point and signature and ecdsa.holds(point, hashed, signature, digest="sha256"))
    return VERIFIED if is_right else UNVERIFIED


SCHEMES = (scheme("sa_zatca", r"^A[QR][A-Za-z0-9+/]{20,}={0,2}$", _invoice),)
