"""Ecuador: the access key of 49 digits on every electronic document."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.outcomes import CONSISTENT
from extraction.coding.text import weighted_from_right
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme

_TYPES = {"04": CREDIT_NOTE, "06": DELIVERY_NOTE}


def _document(found: re.Match[str]) -> Facts | None:
    key = found.string
    issued_on = values.day(key[:8], "%d%m%Y")
    rest = 11 - weighted_from_right(key[:-1], 7) % 11
    # Other long numbers are about, so a key whose check digit fails is not taken for one.
    if issued_on is None or int(key[-1]) != {11: 0, 10: 1}.get(rest, rest):
        return None
    return Facts(
        document_type=_TYPES.get(key[8:10], INVOICE),
        country="EC",
        issuer_tax_id=key[10:23],
        document_number=f"{key[24:27]}-{key[27:30]}-{key[30:39]}",
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        currency="USD",
        document_id=f"ec:{key}",
        checks={"check_digit": CONSISTENT, "type": key[8:10]},
        warnings=if_test(key[23] == "1"),
    )


SCHEMES = (scheme("ec_clave", r"^\d{49}$", _document),)
