"""China: the code of fapiao, paper, electronic and fully digital."""

from __future__ import annotations

import re

from extraction import values
from extraction.document_types import INVOICE
from extraction.fiscal.facts import Facts, scheme

_GROSS_KINDS = ("31", "32")
"""Fully digital fapiao state the amount with tax; the others without, so that they give no total."""


def _fapiao(found: re.Match[str]) -> Facts | None:
    parts = found.string.split(",")
    if len(parts) < 6:
        return None
    kind, code, number = parts[1:4]
    amount, issued_on = values.amount(parts[4]), values.day(parts[5], "%Y%m%d")
    if issued_on is None:
        return None
    is_gross = kind in _GROSS_KINDS
    return Facts(
        document_type=INVOICE,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=amount if is_gross else None,
        net=None if is_gross else amount,
        currency="CNY",
        document_id=f"cn:{code}{number}",
        checks={"kind": kind, "check_code": (parts[6] if len(parts) > 6 else None) or None},
    )


SCHEMES = (scheme("cn_fapiao", r"^01,\d{2},\d{0,12},\d{8,20},", _fapiao),)
