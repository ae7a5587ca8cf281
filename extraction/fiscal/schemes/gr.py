"""Greece: the check address of retail receipts (ΦΗΜ): device, count, signature and total in one run."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.outcomes import UNCHECKED
from extraction.fiscal.facts import Facts, scheme


def _receipt(found: re.Match[str]) -> Facts | None:
    device, count, signature, amount = found.groups()
    return Facts(
        issuer_ref=device,
        document_number=count.lstrip("0") or "0",
        total=values.amount(amount, comma=True),
        currency="EUR",
        document_id=f"gr:{device}/{count}",
        checks={"signature": UNCHECKED, "signature_text": signature},
    )


SCHEMES = (
    scheme(
        "gr_tameiaki",
        r"^https?://(?:www1?\.)?(?:aade|gsis)\.gr/tameiakes/myweb/q1\.php\?SIG="
        r"([A-Z]{3}\d{8})(\d{8})([0-9A-Fa-f]{40})(\d+(?:[.,]\d{1,2})?)$",
        _receipt,
    ),
)
