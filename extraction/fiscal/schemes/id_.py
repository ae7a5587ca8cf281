"""Indonesia: the validation address of tax invoices (e-Faktur): tax number, invoice number and a hash."""

from __future__ import annotations

import re

from extraction.document_types import INVOICE
from extraction.fiscal.facts import Facts, scheme


def _invoice(found: re.Match[str]) -> Facts:
    seller, number, approval = found.groups()
    return Facts(
        document_type=INVOICE,
        country="ID",
        issuer_tax_id=seller,
        document_number=number,
        currency="IDR",
        document_id=f"id:{seller}/{number}",
        checks={"approval_hash": approval},
    )


SCHEMES = (
    scheme(
        "id_efaktur",
        r"^https?://svc\.efaktur\.pajak\.go\.id/validasi/faktur/(\d{15,16})/(\d{13,17})/([0-9A-Za-z]{20,})/?$",
        _invoice,
    ),
)
