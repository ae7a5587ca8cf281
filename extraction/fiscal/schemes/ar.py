"""Argentina: the code of the tax office (AFIP, now ARCA), JSON in Base64 in an address."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from extraction import values
from extraction.coding.text import from_base64, json_object, parameters
from extraction.document_types import CREDIT_NOTE, INVOICE
from extraction.fiscal.facts import Facts, scheme

_CURRENCIES = {"PES": "ARS", "DOL": "USD", "012": "BRL", "060": "EUR"}
_CREDIT_NOTES = (3, 8, 13, 53, 203, 208, 213)


def _invoice(found: re.Match[str]) -> Facts | None:
    packed = parameters(found.string).get("p", "")
    said = json_object(from_base64(packed, url=True))
    if said is None:
        return None
    seller, point, kind, number = (_whole(said.get(name)) for name in ("cuit", "ptoVta", "tipoCmp", "nroCmp"))
    issued_on = values.day(str(said.get("fecha")))
    if seller is None or point is None or number is None or issued_on is None:
        return None
    buyer, currency = _whole(said.get("nroDocRec")), str(said.get("moneda"))
    return Facts(
        document_type=CREDIT_NOTE if kind in _CREDIT_NOTES else INVOICE,
        country="AR",
        issuer_tax_id=str(seller),
        document_number=f"{point:05d}-{number:08d}",
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=_amount(said.get("importe")),
        currency=_CURRENCIES.get(currency, currency if re.fullmatch(r"[A-Z]{3}", currency) else None),
        buyer_tax_id=str(buyer) if buyer else None,
        document_id=f"ar:{seller}-{kind}-{point}-{number}",
        checks={"authorisation": str(_whole(said.get("codAut")) or "") or None},
    )


def _amount(value: Any) -> Decimal | None:
    """Numbers come as numbers, as floats and as text."""
    return values.amount(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    amount = _amount(value)
    return int(amount) if amount is not None and 0 <= amount < 10**15 and amount == int(amount) else None


SCHEMES = (scheme("ar_afip", r"^https?://(?:www\.)?(?:afip|arca)\.gob\.ar/fe/qr/?\?p=", _invoice),)
