"""Spain: VERI*FACTU invoices (Orden HAC/1177/2024) and the Basque TicketBAI."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.coding.text import crc8, parameters
from extraction.document_types import INVOICE
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme

_TBAI = re.compile(r"TBAI-(?P<nif>[A-Z0-9]{9})-(?P<day>\d{6})-[^-\s]{13}-(?P<crc>\d{3})")


def _verifactu(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string, lower=True)
    nif, number, day = said.get("nif"), said.get("numserie"), said.get("fecha")
    issued_on = values.day(day, "%d-%m-%Y")
    if not nif or not number or issued_on is None:
        return None
    return Facts(
        document_type=INVOICE,
        country="ES",
        issuer_tax_id=nif,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(said.get("importe")),
        currency="EUR",
        document_id=f"es:{nif}|{number}|{day}",
        checks={"mode": "no-verifactu" if "NoVerifactu" in found.string else "verifactu"},
        warnings=if_test((urlsplit(found.string).hostname or "").startswith("prew")),
    )


def _ticketbai(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string)
    identity = _TBAI.fullmatch(said.get("id", ""))
    issued_on = values.day(identity["day"], "%d%m%y") if identity else None
    if identity is None or issued_on is None:
        return None
    return Facts(
        document_type=INVOICE,
        country="ES",
        issuer_tax_id=identity["nif"],
        document_number="/".join(filter(None, (said.get("s"), said.get("nf")))) or None,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(said.get("i")),
        currency="EUR",
        document_id=f"es:{identity[0]}",
        checks={
            "identity_crc8": outcome(_crc(identity[0][:-3]) == identity["crc"]),
            "address_crc8": outcome(_crc(found.string.partition("&cr=")[0]) == said.get("cr")),
        },
        warnings=if_test(".prep." in found.string or "//pruebas-" in found.string),
    )


def _crc(text: str) -> str:
    return f"{crc8(text.encode()):03d}"


SCHEMES = (
    scheme(
        "es_verifactu",
        r"^https?://(?:[a-z0-9-]+\.)*(?:agenciatributaria\.gob|aeat)\.es/.*/(?:ValidarQR|ValidarQRNoVerifactu)\?",
        _verifactu,
    ),
    scheme(
        "es_ticketbai",
        r"^https?://(?:batuz\.eus/QRTBAI|tbai(?:\.prep)?\.egoitza\.gipuzkoa\.eus/qr"
        r"|(?:pruebas-)?ticketbai\.araba\.eus/tbai/qrtbai)/?\?id=TBAI-",
        _ticketbai,
    ),
)
