"""Kenya: the check address of TIMS invoices, which gives the number and nothing else."""

from __future__ import annotations

import re

from extraction.document_types import INVOICE
from extraction.fiscal.facts import Facts, scheme


def _invoice(found: re.Match[str]) -> Facts:
    number = found[1]
    return Facts(document_type=INVOICE, document_number=number, currency="KES", document_id=f"ke:{number}")


SCHEMES = (scheme("ke_tims", r"^https?://itax\.kra\.go\.ke/.*invoiceNo=(\d+)", _invoice),)
