"""The euro area: the payment code EPC069-12 of the European Payments Council (GiroCode, Stuzza)."""

from __future__ import annotations

import re

from stdnum import iban

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.fiscal.facts import Facts, scheme


def _payment(found: re.Match[str]) -> Facts | None:
    lines = [line.strip() for line in found.string.split("\n")]
    lines += [""] * (12 - len(lines))
    account = lines[6].replace(" ", "")
    if not account:
        return None
    return Facts(
        is_payment=True,
        issuer_name=lines[5] or None,
        issuer_ref=account,
        total=values.amount(lines[7].removeprefix("EUR")),
        currency="EUR",
        checks={"iban": outcome(iban.is_valid(account)), "reference": lines[9] or None, "text": lines[10] or None},
    )


SCHEMES = (scheme("epc069", r"^BCD\r?\n00[12]\r?\n[1-8]?\r?\nSCT", _payment),)
