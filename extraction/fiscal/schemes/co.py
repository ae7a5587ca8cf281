"""Colombia: the code of the DIAN, lines of names and values; the CUFE needs the seller's secret to recompute."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.outcomes import UNCHECKED
from extraction.document_types import CREDIT_NOTE, INVOICE
from extraction.fiscal.facts import Facts, scheme

_PAIR = re.compile(
    r"\b(NumFac|FecFac|HorFac|NitFac|DocAdq|ValFac|ValIva|ValOtroIm|ValTolFac|CUFE|CUDE)\s{0,3}[:=]\s{0,3}(\S+)"
)


def _invoice(found: re.Match[str]) -> Facts | None:
    said = dict(_PAIR.findall(found.string))
    issued_on, identity = values.day(said.get("FecFac")), said.get("CUFE") or said.get("CUDE")
    if issued_on is None or not identity or not said.get("NitFac"):
        return None
    coded = f"{issued_on}T{said['HorFac']}" if said.get("HorFac") else issued_on.isoformat()
    at = values.iso_moment(coded)
    return Facts(
        document_type=CREDIT_NOTE if "CUDE" in said and "CUFE" not in said else INVOICE,
        issuer_tax_id=said["NitFac"],
        document_number=said.get("NumFac"),
        issued_on=issued_on,
        issued_at=at.time() if at and said.get("HorFac") else None,
        coded_at=coded,
        total=values.amount(said.get("ValTolFac")),
        tax=values.amount(said.get("ValIva")),
        currency="COP",
        buyer_tax_id=said.get("DocAdq"),
        document_id=f"co:{identity.lower()}",
        checks={"cufe": UNCHECKED},
    )


SCHEMES = (scheme("co_dian", r"^\s*NumFac\s*[:=]", _invoice),)
