"""Russia: the code of till receipts (54-FZ): fiscal drive, document, sign, time and sum."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.text import parameters
from extraction.document_types import CREDIT_NOTE, OTHER, RECEIPT
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme

# 1 sale, 2 refund of a sale, 3 purchase by the shop, 4 refund of such a purchase.
_TYPES = {"1": RECEIPT, "2": CREDIT_NOTE, "3": OTHER, "4": OTHER}


def _receipt(found: re.Match[str]) -> Facts | None:
    said = parameters(f"?{found.string}")
    day, _, clock = said["t"].partition("T")
    issued_on = values.day(day, "%Y%m%d")
    issued_at = values.clock(clock, "%H%M%S" if len(clock) == 6 else "%H%M")
    if issued_on is None or issued_at is None or said["n"] not in _TYPES:
        return None
    is_purchase = said["n"] in ("1", "2")
    return Facts(
        document_type=_TYPES[said["n"]],
        issuer_ref=said["fn"],
        document_number=said["i"],
        issued_on=issued_on,
        issued_at=issued_at,
        coded_at=f"{issued_on}T{issued_at}",
        total=values.amount(said["s"]),
        currency="RUB",
        document_id=f"ru:{said['fn']}/{said['i']}/{said['fp']}",
        warnings=() if is_purchase else (not_a_purchase("a purchase by the shop"),),
    )


SCHEMES = (scheme("ru_fns", r"^t=\d{8}T\d{4}(?:\d{2})?&s=[\d.]+&fn=\d+&i=\d+&fp=\d+&n=[1-4]", _receipt),)
