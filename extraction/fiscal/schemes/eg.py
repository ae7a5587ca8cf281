"""Egypt: the share address of electronic receipts; the values stand behind "#"."""

from __future__ import annotations

import re

from extraction import values
from extraction.fiscal.facts import Facts, scheme, wall_time


def _receipt(found: re.Match[str]) -> Facts | None:
    address, _, fragment = found.string.partition("#")
    said = {key.strip(): value.strip() for key, _, value in (part.partition(":") for part in fragment.split(","))}
    identity = re.search(r"/search/([0-9a-fA-F]{64})/share/([^/?]+)", address)
    at = values.iso_moment(identity[2]) if identity else None
    if identity is None or at is None:
        return None
    local = wall_time(at, "Africa/Cairo")
    return Facts(
        country="EG",
        issuer_tax_id=said.get("IssuerRIN"),
        issued_on=local.date(),
        issued_at=local.time().replace(microsecond=0),
        coded_at=f"{at:%Y-%m-%dT%H:%M:%S}Z",
        total=values.amount(said.get("Total")),
        currency="EGP",
        document_id=f"eg:{identity[1].lower()}",
    )


SCHEMES = (scheme("eg_eta", r"^https?://invoicing\.eta\.gov\.eg/receipts/search/", _receipt),)
