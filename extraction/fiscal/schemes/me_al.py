"""Montenegro and Albania: check addresses of electronic fiscalisation, which share one layout."""

from __future__ import annotations

import re
from functools import partial

from extraction import values
from extraction.coding.text import parameters
from extraction.fiscal.facts import Facts, scheme


def _receipt(found: re.Match[str], *, country: str, currency: str) -> Facts | None:
    # The query stands after "#", where most parsers of addresses would call it a fragment.
    said = parameters(found.string)
    # The plus before the zone arrives as blank from some readers.
    at = values.iso_moment(said.get("crtd", "").replace(" ", "+"))
    iic = said.get("iic", "").upper()
    if at is None or not re.fullmatch(r"[0-9A-F]{32}", iic):
        return None
    return Facts(
        country=country,
        issuer_tax_id=said.get("tin"),
        document_number=said.get("ord"),
        issued_on=at.date(),
        issued_at=at.time().replace(microsecond=0),
        coded_at=at.isoformat(),
        total=values.amount(said.get("prc")),
        currency=currency,
        document_id=f"{country.lower()}:{iic}",
        checks={"business_unit": said.get("bu"), "cash_register": said.get("cr")},
    )


_HOST = r"^https?://(?:[a-z0-9-]+\.)*{}/.*[#/]verify\?"
SCHEMES = (
    scheme("me_efi", _HOST.format(r"tax\.gov\.me"), partial(_receipt, country="ME", currency="EUR")),
    scheme("al_efi", _HOST.format(r"tatime\.gov\.al"), partial(_receipt, country="AL", currency="ALL")),
)
