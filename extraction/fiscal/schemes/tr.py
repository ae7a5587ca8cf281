"""Turkey: the karekod of e-invoices, e-archive invoices and despatch notes, a JSON object with keys in lower case."""

from __future__ import annotations

import re

from stdnum.tr import tckimlik, vkn

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.coding.text import json_object
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme

_PAIR = re.compile(r'"\s{0,3}([a-z()0-9]{2,40})\s{0,3}"\s{0,3}:\s{0,3}"([^"]{0,200})"')


def _document(found: re.Match[str]) -> Facts | None:
    said = _pairs(found.string)
    seller, identity = said.get("vkntckn"), said.get("ettn")
    issued_on = values.day(said.get("tarih"))
    if not seller or not identity or issued_on is None:
        return None
    is_despatch = said.get("senaryo", "").endswith("IRSALIYE") or said.get("tip") == "SEVK"
    kind = CREDIT_NOTE if said.get("tip") == "IADE" else INVOICE
    return Facts(
        document_type=DELIVERY_NOTE if is_despatch else kind,
        issuer_tax_id=seller,
        document_number=said.get("no"),
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(said.get("odenecek") or said.get("vergidahil")),
        currency=said.get("parabirimi"),
        buyer_tax_id=said.get("avkntckn"),
        document_id=f"tr:{identity.lower()}",
        # Firms have ten digits, persons eleven.
        checks={"tax_id": outcome(vkn.is_valid(seller) or tckimlik.is_valid(seller)), "type": said.get("tip")},
        warnings=(not_a_purchase("a despatch note"),) if is_despatch else (),
    )


def _pairs(text: str) -> dict[str, str]:
    whole = json_object(text)
    # Some programs write JSON with faults; the pairs can be told apart even so.
    pairs = whole.items() if whole is not None else _PAIR.findall(text)
    return {key.strip().lower(): str(value).strip() for key, value in pairs}


SCHEMES = (scheme("tr_karekod", r'^\s*\{\s*"\s*vkntckn', _document),)
