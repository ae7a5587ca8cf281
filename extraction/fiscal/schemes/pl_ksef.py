"""Poland: the codes KOD I and KOD II on the visualisation of a KSeF invoice, the KSeF number, and the link of KSeF 1.0.

Source: the ministry's description of the verification codes (ksef-docs, kody-qr) and of the KSeF number.
"""

from __future__ import annotations

import re

from extraction import values
from extraction.coding.outcomes import CONSISTENT, UNCHECKED, outcome
from extraction.coding.text import crc8, from_base64
from extraction.fiscal.doubts import if_test
from extraction.fiscal.facts import Facts, scheme

# The codes do not say whether the document is an invoice, a correction or an advance.


def _invoice(found: re.Match[str]) -> Facts | None:
    """KOD I: seller, day and the hash of the XML."""
    host, nip, day, hashed = found.groups()
    digest = from_base64(hashed, url=True)
    issued_on = values.day(day, "%d-%m-%Y")
    if digest is None or len(digest) != 32 or issued_on is None:
        return None
    return Facts(
        document_type=None,
        country="PL",
        issuer_tax_id=nip,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        document_id=f"pl_ksef:sha256:{digest.hex()}",
        # The hash can be compared only when the XML itself is at hand.
        checks={"hash": UNCHECKED},
        warnings=if_test(host != "qr"),
    )


def _certificate(found: re.Match[str]) -> Facts | None:
    """KOD II, beside KOD I on invoices issued offline: the same hash, signed with a certificate that KSeF keeps."""
    host, context, context_id, nip, serial, hashed, signature = found.groups()
    digest, signed = from_base64(hashed, url=True), from_base64(signature, url=True)
    if digest is None or len(digest) != 32 or not signed:
        return None
    return Facts(
        document_type=None,
        country="PL",
        issuer_tax_id=nip,
        document_id=f"pl_ksef:sha256:{digest.hex()}",
        checks={
            "signature": UNCHECKED,
            "certificate_serial": serial,
            "context_type": context,
            "context_id": context_id,
            "signature_bytes": str(len(signed)),
        },
        warnings=if_test(host != "qr"),
    )


def number_is_right(number: str) -> bool:
    """True if the checksum of a KSeF number of 35 characters holds. Numbers of KSeF 1.0 do not follow it."""
    return f"{crc8(number[:32].encode()):02X}" == number[-2:]


def _number(found: re.Match[str]) -> Facts | None:
    accepted = values.day(found["day"], "%Y%m%d")
    if accepted is None:
        return None
    # The technical part is also written in two halves; the checksum and the identity take it in one.
    number = f"{found['issuer']}-{found['day']}-{found['part'].replace('-', '')}-{found['crc']}"
    return Facts(
        document_type=None,
        country="PL" if found["issuer"].isdigit() else None,
        issuer_tax_id=found["issuer"] if found["issuer"].isdigit() else None,
        document_id=f"pl_ksef:{number}",
        checks={"crc8": outcome(number_is_right(number)), "accepted_on": accepted.isoformat()},
    )


def _first_link(found: re.Match[str]) -> Facts | None:
    number = NUMBER.pattern.match(found["number"])
    facts = _number(number) if number else None
    if facts is None:
        return None
    return Facts(
        document_type=None,
        country=facts.country,
        issuer_tax_id=facts.issuer_tax_id,
        document_id=facts.document_id,
        # KSeF 1.0 reckoned its checksum otherwise, so a miss says nothing.
        checks={"crc8": CONSISTENT if facts.checks["crc8"] == CONSISTENT else UNCHECKED, "hash": UNCHECKED},
        warnings=if_test(bool(found["test"])),
    )


_HASH = r"([A-Za-z0-9_-]{43})"
NUMBER = scheme(
    "pl_ksef_number",
    r"^(?P<issuer>\d{10}|M\d{9}|[A-Z]{3}\d{7})-(?P<day>20\d{6})-(?P<part>[0-9A-F]{12}|[0-9A-F]{6}-[0-9A-F]{6})"
    r"-(?P<crc>[0-9A-F]{2})$",
    _number,
)
SCHEMES = (
    scheme(
        "pl_ksef_kod1",
        rf"^https?://(qr|qr-test|qr-demo)\.ksef\.mf\.gov\.pl/invoice/(\d{{10}})/(\d{{2}}-\d{{2}}-\d{{4}})/{_HASH}/?$",
        _invoice,
    ),
    scheme(
        "pl_ksef_kod2",
        r"^https?://(qr|qr-test|qr-demo)\.ksef\.mf\.gov\.pl/certificate/(Nip|InternalId|NipVatUe|PeppolId)/([^/]+)/(\d{10})"
        rf"/([0-9A-Fa-f]+)/{_HASH}/([A-Za-z0-9_-]+)/?$",
        _certificate,
    ),
    scheme(
        "pl_ksef_v1_link",
        r"^https?://ksef(?P<test>-test|-demo)?\.mf\.gov\.pl/web/verify/(?P<number>[^/]+)/[^/?#]+",
        _first_link,
    ),
    NUMBER,
)
