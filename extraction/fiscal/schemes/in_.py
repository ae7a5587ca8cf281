"""India: the signed code of B2B e-invoices, a JSON web token of the invoice registration portal."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from stdnum.in_ import gstin

from extraction import values
from extraction.coding.outcomes import UNCHECKED, outcome
from extraction.coding.text import from_base64, json_object
from extraction.document_types import CREDIT_NOTE, INVOICE
from extraction.fiscal.facts import Facts, scheme


def _invoice(found: re.Match[str]) -> Facts | None:
    payload = json_object(from_base64(found.string.split(".")[1], url=True)) or {}
    data = payload.get("data")
    said = json_object(data) if isinstance(data, str) else None
    issued_on = values.day(str(said.get("DocDt")), "%d/%m/%Y") if said else None
    if said is None or issued_on is None or not said.get("Irn"):
        return None
    seller, number = str(said.get("SellerGstin")), str(said.get("DocNo"))
    return Facts(
        document_type=CREDIT_NOTE if said.get("DocTyp") == "CRN" else INVOICE,
        issuer_tax_id=seller,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(str(said.get("TotInvVal"))),
        currency="INR",
        buyer_tax_id=str(said["BuyerGstin"]) if said.get("BuyerGstin") else None,
        document_id=f"in:{said['Irn']}",
        checks={
            "tax_id": outcome(gstin.is_valid(seller)),
            "irn": outcome(_number(said, issued_on) == said["Irn"]),
            # The portal's public key would be needed.
            "signature": UNCHECKED,
        },
    )


def _number(said: dict[str, Any], issued_on: date) -> str:
    """The registration number: a hash over seller, fiscal year (from April), kind and number."""
    first = issued_on.year if issued_on.month >= 4 else issued_on.year - 1
    text = f"{said.get('SellerGstin')}{first}-{(first + 1) % 100:02d}{said.get('DocTyp')}{said.get('DocNo')}"
    return hashlib.sha256(text.encode()).hexdigest()


SCHEMES = (scheme("in_gst_jwt", r"^eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$", _invoice),)
