"""Ukraine, Kazakhstan, Uzbekistan: check addresses of till receipts, alike in everything but names."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from extraction import values
from extraction.coding.text import parameters
from extraction.fiscal.facts import Facts, scheme


def _ukraine(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    clock = said.get("time", "").replace(":", "")
    issued_at = values.clock(clock, "%H%M%S" if len(clock) == 6 else "%H%M")
    return _facts(
        ("ua", "UAH", said.get("fn"), said.get("id")),
        values.day(said.get("date"), "%Y%m%d"),
        issued_at,
        values.amount(said.get("sm")),
    )


def _kazakhstan(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    day, _, clock = said.get("t", "").partition("T")
    return _facts(
        ("kz", "KZT", said.get("f"), said.get("i")),
        values.day(day, "%Y%m%d"),
        values.clock(clock),
        values.amount(said.get("s")),
    )


def _uzbekistan(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    moment = said.get("c", "")
    # "s" is the fiscal sign here, not a sum.
    return _facts(
        ("uz", "UZS", said.get("t"), said.get("r")),
        values.day(moment[:8], "%Y%m%d"),
        values.clock(moment[8:]),
        None,
    )


def _facts(
    who: tuple[str, str, str | None, str | None], day: date | None, clock: time | None, total: Decimal | None
) -> Facts | None:
    country, currency, device, number = who
    if day is None or not device or not number:
        return None
    return Facts(
        issuer_ref=device,
        document_number=number,
        issued_on=day,
        issued_at=clock,
        coded_at=f"{day}T{clock}" if clock else day.isoformat(),
        total=total,
        currency=currency,
        document_id=f"{country}:{device}/{number}",
    )


SCHEMES = (
    scheme("ua_dps", r"^https?://cabinet\.tax\.gov\.ua/cashregs/check\?", _ukraine),
    scheme(
        "kz_ofd",
        r"^https?://[a-z0-9.-]+\.kz[^?]*\?(?=.*\bi=)(?=.*\bf=)(?=.*\bs=)(?=.*\bt=)",
        _kazakhstan,
    ),
    scheme("uz_ofd", r"^https?://ofd\.soliq\.uz/(?:check|epi)\?t=", _uzbekistan),
)
