"""Bulgaria: the code of Regulation Н-18: memory number, receipt number, day, time and total."""

from __future__ import annotations

import re
from datetime import date, datetime

from extraction import values
from extraction.fiscal.facts import Facts, scheme

_EURO_SINCE = date(2026, 1, 1)


def _receipt(found: re.Match[str]) -> Facts | None:
    memory, number, day, clock, amount = found.groups()
    issued_on, issued_at, total = values.day(day), values.clock(clock, "%H:%M:%S"), values.amount(amount)
    if issued_on is None or issued_at is None or total is None:
        return None
    return Facts(
        issuer_ref=memory,
        document_number=number,
        issued_on=issued_on,
        issued_at=issued_at,
        coded_at=datetime.combine(issued_on, issued_at).isoformat(),
        total=total,
        currency="EUR" if issued_on >= _EURO_SINCE else "BGN",
        document_id=f"bg:{memory}/{number}",
    )


SCHEMES = (
    scheme(
        "bg",
        r"^(\d{8})\*(\d{1,10})\*(\d{4}-\d{2}-\d{2})\*(\d{2}:\d{2}:\d{2})\*(\d+\.\d{2})$",
        _receipt,
    ),
)
