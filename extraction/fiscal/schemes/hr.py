"""Croatia: the check address on every receipt (JIR or ZKI), and the payment code HUB-3A."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from extraction import values
from extraction.coding.text import parameters
from extraction.fiscal.facts import Facts, scheme

_EURO_SINCE = date(2023, 1, 1)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ZKI = re.compile(r"[0-9a-f]{32}")


def _receipt(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string, lower=True)
    day, _, clock = said.get("datv", "").partition("_")
    issued_on, issued_at = values.day(day, "%Y%m%d"), values.clock(clock, "%H%M")
    jir, zki = said.get("jir", "").lower(), said.get("zki", "").lower()
    if issued_on is None or not (_UUID.fullmatch(jir) or _ZKI.fullmatch(zki)):
        return None
    return Facts(
        issued_on=issued_on,
        issued_at=issued_at,
        coded_at=f"{issued_on}T{issued_at}" if issued_at else issued_on.isoformat(),
        total=_total(said.get("izn", "")),
        currency="EUR" if issued_on >= _EURO_SINCE else "HRK",
        document_id=f"hr:jir:{jir}" if jir else f"hr:zki:{zki}",
    )


def _total(text: str) -> Decimal | None:
    """Cents without a separator, or with a decimal comma: both are on real receipts."""
    return values.amount(text, comma=True) if "," in text or "." in text else values.minor_units(text)


def _payment(found: re.Match[str]) -> Facts | None:
    lines = [line.rstrip("\r") for line in found.string.split("\n")]
    if len(lines) < 14 or lines[1] not in ("HRK", "EUR"):
        return None
    return Facts(
        is_payment=True,
        issuer_name=lines[6] or None,
        issuer_ref=lines[9],
        total=values.minor_units(lines[2]),
        currency=lines[1],
        buyer_name=lines[3] or None,
        checks={"model": lines[10] or None, "reference": lines[11] or None, "description": lines[13] or None},
    )


SCHEMES = (
    scheme("hr_hub3", r"^HRVHUB30\r?\n", _payment),
    scheme("hr_rn", r"^https?://porezna\.gov\.hr/rn[/]?\?", _receipt),
)
