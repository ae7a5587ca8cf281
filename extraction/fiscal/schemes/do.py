"""Dominican Republic: the stamp address of electronic tax documents (e-CF)."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.text import parameters
from extraction.document_types import CREDIT_NOTE, INVOICE
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme


def _document(found: re.Match[str]) -> Facts | None:
    said = parameters(found.string, lower=True)
    seller, number = said.get("rncemisor"), said.get("encf", "").upper()
    issued_on = values.day(said.get("fechaemision"), "%d-%m-%Y")
    if not seller or not number:
        return None
    return Facts(
        document_type=CREDIT_NOTE if number.startswith("E34") else INVOICE,
        country="DO",
        issuer_tax_id=seller,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat() if issued_on else None,
        total=values.amount(said.get("montototal")),
        currency="DOP",
        buyer_tax_id=said.get("rnccomprador") or None,
        document_id=f"do:{seller}/{number}",
        checks={"security_code": said.get("codigoseguridad"), "signed_at": said.get("fechafirma")},
        warnings=if_test(bool(re.search(r"/(?:test|cert)ecf/", found.string, re.IGNORECASE))),
    )


SCHEMES = (scheme("do_ecf", r"^https?://(?:ecf|fc)\.dgii\.gov\.do/.*/consultatimbre", _document, re.IGNORECASE),)
