"""Portugal: the QR code of every invoice and receipt, with the ATCUD (Portaria 195/2020)."""

from __future__ import annotations

import re
from decimal import Decimal

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE, OTHER, PRO_FORMA
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme
from extraction.reading import Warning

_CONSUMER = "999999990"
_TYPES = {
    "NC": CREDIT_NOTE,
    **dict.fromkeys(("PF", "OR", "NE"), PRO_FORMA),
    **dict.fromkeys(("GR", "GT", "GA", "GC", "GD"), DELIVERY_NOTE),
}
_BASES_AND_TAXES = tuple(f"{region}{place}" for region in "IJK" for place in range(2, 9))


def _document(found: re.Match[str]) -> Facts | None:
    # Some scanners put blanks around the values.
    parts = [part.partition(":") for part in found.string.split("*")]
    said = {key.strip(): value.strip() for key, _, value in parts}
    issued_on, number = values.day(said.get("F"), "%Y%m%d"), said.get("G")
    if issued_on is None or not number:
        return None
    atcud, buyer = said.get("H", "0"), said.get("B")
    total, tax = values.amount(said.get("O")), values.amount(said.get("N"))
    return Facts(
        document_type=OTHER if said.get("E") == "A" else _TYPES.get(said.get("D", ""), INVOICE),
        country="PT",
        issuer_tax_id=said["A"],
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=total,
        tax=tax,
        currency="EUR",
        buyer_tax_id=buyer if buyer != _CONSUMER else None,
        # Without a registered series the ATCUD is 0 and the number has to do.
        document_id=f"pt:{said['A']}/{atcud if atcud not in ('', '0') else number}",
        checks={"sums": _sums(said, total), "type": said.get("D"), "status": said.get("E"), "hash4": said.get("Q")},
        warnings=tuple(_warnings(said)),
    )


def _sums(said: dict[str, str], total: Decimal | None) -> str | None:
    parts = [values.amount(said[key]) for key in (*_BASES_AND_TAXES, "L", "M") if key in said]
    added = sum((part for part in parts if part is not None), Decimal(0))
    return None if total is None or not parts else outcome(abs(added - total) <= Decimal("0.05"))


def _warnings(said: dict[str, str]) -> list[Warning]:
    kinds = {PRO_FORMA: "a pro-forma document", DELIVERY_NOTE: "a transport document"}
    what = "a cancelled document" if said.get("E") == "A" else kinds.get(_TYPES.get(said.get("D", ""), ""))
    return [not_a_purchase(what)] if what else []


SCHEMES = (scheme("pt_atcud", r"^A:[^*]+\*B:[^*]*\*C:", _document),)
