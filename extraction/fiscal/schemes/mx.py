"""Mexico: the check address of a CFDI: both tax numbers, total and UUID; no number, date or currency."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.text import parameters
from extraction.document_types import INVOICE
from extraction.fiscal.facts import Facts, scheme

_ANYBODY = ("XAXX010101000", "XEXX010101000")
_UUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def _invoice(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string, lower=True)
    identity, seller, buyer = (said.get(name, "").upper() for name in ("id", "re", "rr"))
    if not _UUID.fullmatch(identity) or not seller:
        return None
    return Facts(
        document_type=INVOICE,
        country="MX",
        issuer_tax_id=seller,
        total=values.amount(said.get("tt")),
        buyer_tax_id=None if buyer in _ANYBODY else buyer or None,
        document_id=f"mx_cfdi:{identity}",
    )


SCHEMES = (
    scheme(
        "mx_cfdi",
        r"^(?:https?://verificacfdi\.facturaelectronica\.sat\.gob\.mx/.*)?\?(?=.*\bre=)(?=.*\brr=)(?=.*\btt=)(?=.*\bid=)",
        _invoice,
        re.IGNORECASE,
    ),
)
