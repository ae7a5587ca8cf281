"""Brazil: the access key of NF-e and NFC-e, bare or in the address that consumers' receipts carry."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from stdnum.br import cnpj, cpf

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.coding.text import parameters, weighted_from_right
from extraction.document_types import INVOICE, RECEIPT
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme

_KEY = re.compile(
    r"(?P<state>\d{2})(?P<year>\d{2})(?P<month>\d{2})(?P<seller>[0-9A-Z]{12}\d{2})(?P<model>\d{2})(?P<series>\d{3})"
    r"(?P<number>\d{9})\d{9}(?P<check>\d)"
)


def key_is_right(key: str) -> bool:
    """True if the check digit of an access key holds (mod 11; letters count their code less 48)."""
    rest = weighted_from_right(key[:-1], 9) % 11
    return int(key[-1]) == (0 if rest < 2 else 11 - rest)


def _facts(key: str) -> Facts | None:
    parts = _KEY.fullmatch(key)
    if parts is None or not 1 <= int(parts["month"]) <= 12:
        return None
    seller = parts["seller"]
    return Facts(
        document_type=RECEIPT if parts["model"] == "65" else INVOICE,
        # Persons stand in the place of firms, with zeros in front.
        issuer_tax_id=seller,
        document_number=str(int(parts["number"])),
        currency="BRL",
        document_id=f"br_nfe:{key}",
        checks={
            "check_digit": outcome(key_is_right(key)),
            "tax_id": outcome(cnpj.is_valid(seller) or cpf.is_valid(seller[3:])),
            "year_month": f"20{parts['year']}-{parts['month']}",
            "model": parts["model"],
            "series": parts["series"],
        },
    )


def _key(found: re.Match[str]) -> Facts | None:
    # Nothing but digits around it says what it is, so the check digit must.
    return _facts(found.string) if key_is_right(found.string) else None


def _address(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    parts = (said.get("p") or said.get("chNFe") or "").split("|")
    facts = _facts(parts[0])
    if facts is None:
        return None
    is_test = (parts[2] if len(parts) > 2 else said.get("tpAmb")) == "2"
    return replace(facts, total=_total(parts, said), warnings=if_test(is_test))


def _total(parts: list[str], said: dict[str, str]) -> Decimal | None:
    # Only receipts made offline state it: key, version, environment, day, total …
    is_offline = len(parts) == 8 and parts[1] == "2"
    return values.amount(parts[4] if is_offline else said.get("vNF"))


SCHEMES = (
    scheme("br_nfce", r"^https?://[^?]+\?(?:chNFe=\d{44}|p=\d{44})", _address),
    scheme("br_nfe_key", r"^\d{6}[0-9A-Z]{12}\d{26}$", _key),
)
