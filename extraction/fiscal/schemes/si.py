"""Slovenia: the 60 digits of the tax office's code (ZOI, tax number, time), and the payment code UPN QR."""

from __future__ import annotations

import re
from datetime import datetime

from stdnum import iban

from extraction import values
from extraction.coding.outcomes import CONSISTENT, outcome
from extraction.fiscal.facts import Facts, scheme


def _receipt(found: re.Match[str]) -> Facts | None:
    digits = found.string
    number, day, clock = digits[39:47], values.day(digits[47:53], "%y%m%d"), values.clock(digits[53:59])
    # One foreign number in ten has the right check digit, so the moment must be one too.
    if sum(map(int, digits[:59])) % 10 != int(digits[59]) or not day or not clock:
        return None
    zoi = int(digits[:39])
    if zoi.bit_length() > 128:
        return None
    return Facts(
        country="SI",
        issuer_tax_id=f"SI{number}",
        issued_on=day,
        issued_at=clock,
        coded_at=datetime.combine(day, clock).isoformat(),
        currency="EUR",
        document_id=f"si:{zoi:032x}",
        checks={"check_digit": CONSISTENT},
    )


def _payment(found: re.Match[str]) -> Facts | None:
    lines = [line.rstrip("\r") for line in found.string.split("\n")]
    if len(lines) < 19:
        return None
    stated = lines[19].strip() if len(lines) > 19 else ""
    # The last line counts the characters of those before it, line ends included.
    length = sum(len(line) + 1 for line in lines[:19])
    return Facts(
        is_payment=True,
        issuer_name=lines[16].strip() or None,
        issuer_ref=lines[14],
        total=values.minor_units(lines[8]),
        currency="EUR",
        buyer_name=lines[5].strip() or None,
        checks={
            "length": outcome(stated == f"{length:03d}") if stated.isdigit() else None,
            "iban": outcome(iban.is_valid(lines[14])),
            "reference": lines[15] or None,
            "purpose": lines[12] or None,
        },
    )


SCHEMES = (
    scheme("si_furs60", r"^\d{60}$", _receipt),
    scheme("si_upn", r"^UPNQR\r?\n", _payment),
)
