"""Czechia: QR Faktura, alone (SID) or inside the payment code (SPD with X-INV), and the payment code QR Platba."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import unquote

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.document_types import ADVANCE, CORRECTION, INVOICE, OTHER
from extraction.fiscal.facts import Facts, scheme

_TYPES = {"0": INVOICE, "1": CORRECTION, "2": CORRECTION, "3": ADVANCE}


def _pairs(text: str) -> dict[str, str]:
    parts = [part.partition(":") for part in text.split("*") if ":" in part]
    return {key.strip().upper(): unquote(value).strip() for key, _, value in parts}


def _facts(said: dict[str, str]) -> Facts | None:
    issued_on, number = values.day(said.get("DD"), "%Y%m%d"), said.get("ID")
    if issued_on is None or not number:
        return None
    seller, total = said.get("VII") or said.get("INI"), values.amount(said.get("AM"))
    return Facts(
        document_type=_TYPES.get(said.get("TP", "0"), OTHER),
        country="CZ" if said.get("VII") else None,
        issuer_tax_id=seller,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=total,
        currency=said.get("CC") or "CZK",
        buyer_tax_id=said.get("VIR") or said.get("INR"),
        document_id=f"cz:{seller}/{number}" if seller else None,
        checks={
            "sums": _sums(said, total),
            "variable_symbol": said.get("VS") or said.get("X-VS"),
            "account": said.get("ACC"),
        },
    )


def _sums(said: dict[str, str], total: Decimal | None) -> str | None:
    parts = [values.amount(said[key]) for key in ("TB0", "T0", "TB1", "T1", "TB2", "T2", "NTB") if key in said]
    known = [part for part in parts if part is not None]
    # Cash totals are rounded to whole crowns.
    return None if total is None or not known else outcome(abs(sum(known, Decimal(0)) - total) <= 1)


def _invoice(found: re.Match[str]) -> Facts | None:
    return _facts(_pairs(found.string))


def _invoice_in_payment(found: re.Match[str]) -> Facts | None:
    outer = _pairs(found.string)
    # What both codes know stands in the payment part only.
    return _facts(outer | _pairs(outer.get("X-INV", "")))


def _payment(found: re.Match[str]) -> Facts | None:
    said = _pairs(found.string)
    account = said.get("ACC", "").partition("+")[0]
    if not account:
        return None
    return Facts(
        is_payment=True,
        issuer_name=said.get("RN"),
        issuer_ref=account,
        total=values.amount(said.get("AM")),
        currency=said.get("CC") or "CZK",
        checks={"variable_symbol": said.get("X-VS"), "message": said.get("MSG")},
    )


SCHEMES = (
    scheme("cz_sid", r"^SID\*1\.\d\*", _invoice),
    scheme("cz_spd_sid", r"^SPD\*1\.\d\*.*\*X-INV:", _invoice_in_payment, re.DOTALL),
    scheme("cz_spd", r"^SPD\*1\.\d\*", _payment),
)
