"""Taiwan: the left code of uniform invoices, of fixed width, and the Code 39 above it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from stdnum.tw import ubn

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.fiscal.facts import Facts, scheme

_ERA = 1911
"""Years are counted from the founding of the Republic."""


def _left(found: re.Match[str]) -> Facts | None:
    text = found.string
    issued_on = values.day(f"{int(text[10:13]) + _ERA:04d}{text[13:17]}", "%Y%m%d")
    if issued_on is None:
        return None
    sales, buyer, seller = int(text[21:29], 16), text[37:45], text[45:53]
    total = Decimal(int(text[29:37], 16))
    return Facts(
        issuer_tax_id=seller,
        document_number=text[:10],
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=total,
        # Zero stands for a sum whose tax was not separated.
        net=Decimal(sales) if sales else None,
        currency="TWD",
        buyer_tax_id=buyer if buyer != "00000000" else None,
        document_id=f"tw:{text[:10]}/{issued_on.year}",
        checks={"tax_id": outcome(ubn.is_valid(seller)), "random": text[17:21]},
    )


def _code39(found: re.Match[str]) -> Facts | None:
    text = found.string
    month = int(text[3:5])
    if not 1 <= month <= 12:
        return None
    period = date(int(text[:3]) + _ERA, month, 1)
    return Facts(
        document_number=text[5:15],
        currency="TWD",
        document_id=f"tw:{text[5:15]}/{period.year}",
        checks={"period": f"{period:%Y-%m}", "random": text[15:19]},
    )


SCHEMES = (
    scheme(
        "tw_einvoice_left",
        r"^[A-Z]{2}\d{8}\d{7}\d{4}[0-9A-Fa-f]{8}[0-9A-Fa-f]{8}\d{8}\d{8}.{24}(?::|$)",
        _left,
    ),
    scheme("tw_einvoice_code39", r"^\d{5}[A-Z]{2}\d{12}$", _code39),
)
