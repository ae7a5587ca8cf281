"""Text and bytes as codes carry them: query strings, Base64, checksums. Nothing here raises on bad input."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9+/]*")


def parameters(url: str, *, lower: bool = False) -> dict[str, str]:
    """The parameters after the first question mark; a plus sign stays one, the first of equal names wins."""
    query = url.partition("?")[2].partition("#")[0].replace("&amp;", "&")
    found: dict[str, str] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        found.setdefault(name.lower() if lower else name, unquote(value).strip())
    return found


def from_base64(text: str, *, url: bool = False) -> bytes | None:
    """The bytes of strict Base64 text, padding optional; None if it is anything else."""
    plain = (text.replace("-", "+").replace("_", "/") if url else text).rstrip("=")
    if not _BASE64.fullmatch(plain):
        return None
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        return None


def json_object(text: str | bytes | None) -> dict[str, Any] | None:
    """A JSON object, None if the text is anything else."""
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def crc8(data: bytes) -> int:
    """CRC-8, polynomial 0x07, initial 0, not reflected: Poland's KSeF and the Basque TicketBAI."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = ((crc << 1) ^ 0x07) & 0xFF if crc & 0x80 else crc << 1
    return crc


def weighted_from_right(text: str, highest: int) -> int:
    """The sum of characters times 2, 3 … highest, 2 …, from the right; a character counts its code less 48."""
    return sum((ord(char) - 48) * (2 + place % (highest - 1)) for place, char in enumerate(reversed(text)))
