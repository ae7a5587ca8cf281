"""Poland: the payment code of the banks' association (Rekomendacja ZBP 2D)."""

from __future__ import annotations

import re

from extraction import values
from extraction.fiscal.facts import Facts, scheme


def _payment(found: re.Match[str]) -> Facts | None:
    nip, _, account, amount, payee, title, *_ = found.string.split("|")
    total = values.minor_units(amount)
    return Facts(
        is_payment=True,
        country="PL",
        issuer_name=payee.strip() or None,
        issuer_tax_id=nip if len(nip) == 10 else None,
        # 000000 stands for an amount that the payer fills in.
        total=total or None,
        currency="PLN",
        checks={"account": account, "title": title.strip() or None},
    )


SCHEMES = (scheme("pl_zbp_2d", r"^\d{0,10}\|[A-Z]{0,2}\|(?:[A-Z]{2})?\d{24,26}\|\d{6,}\|[^|]*\|[^|]*\|", _payment),)
