"""Slovakia: eKasa receipts, online (UID) and offline (OKP)."""

from __future__ import annotations

import re
from datetime import datetime

from extraction import values
from extraction.fiscal.facts import Facts, scheme


def _online(found: re.Match[str]) -> Facts | None:
    return Facts(document_id=f"sk_ekasa:{found.string.upper()}", checks={"variant": "online_uid"})


def _offline(found: re.Match[str]) -> Facts | None:
    parts = found.groupdict()
    at = _moment(parts["moment"])
    number, total = parts["number"], values.amount(parts["total"])
    if at is None or total is None:
        return None
    return Facts(
        issuer_ref=parts["till"],
        document_number=number,
        issued_on=at.date(),
        issued_at=at.time(),
        coded_at=at.isoformat(),
        total=total,
        currency="EUR",
        document_id=f"sk_ekasa:{parts['okp'].upper()}",
        checks={"variant": "offline_okp"},
    )


def _moment(text: str) -> datetime | None:
    day, clock = values.day(text[:6], "%y%m%d"), values.clock(text[6:])
    return datetime.combine(day, clock) if day and clock else None


SCHEMES = (
    scheme("sk_ekasa", r"^[OV]-[0-9A-Fa-f]{32}$", _online),
    # With colons the parts speak for themselves.
    scheme(
        "sk_ekasa",
        r"^(?P<okp>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{8}){4}):(?P<till>\d{16,17}):(?P<moment>\d{12}):(?P<number>\d+)"
        r":(?P<total>-?\d+\.\d{2})$",
        _offline,
    ),
    # Run together, a till of 17 digits is tried first, and a total is taken to have no needless zero in front.
    scheme(
        "sk_ekasa",
        r"^(?P<okp>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{8}){4})(?P<till>\d{17})(?P<moment>\d{12})(?P<number>\d+?)"
        r"(?P<total>-?(?:0|[1-9]\d*)\.\d{2})$",
        _offline,
    ),
)
