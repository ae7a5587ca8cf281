"""Switzerland and Liechtenstein: the QR-bill (SIX implementation guidelines 2.x) and Swico billing information (S1)."""

from __future__ import annotations

import re

from stdnum import iban, iso11649
from stdnum.ch import esr

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.fiscal.facts import Facts, scheme

_TAG = re.compile(r"/(\d\d)/((?:[^/\\]|\\.)*)")


def _swico(text: str) -> dict[str, str]:
    """The tags of billing information; empty unless the number comes first, as an older draft used other tags."""
    tags = {tag: re.sub(r"\\(.)", r"\1", value) for tag, value in _TAG.findall(text.removeprefix("//S1"))}
    return tags if next(iter(tags), None) == "10" else {}


def _information(text: str) -> Facts | None:
    tags = _swico(text)
    # The day may have a time of day behind it.
    issued_on = values.day(tags.get("11", "")[:6], "%y%m%d")
    if not tags.get("10"):
        return None
    uid = tags.get("30", "")
    return Facts(
        is_payment=True,
        country="CH",
        issuer_tax_id=f"CHE{uid}" if re.fullmatch(r"\d{9}", uid, re.ASCII) else None,
        document_number=tags["10"],
        issued_on=issued_on,
        coded_at=issued_on.isoformat() if issued_on else None,
        checks={"customer_reference": tags.get("20")},
    )


def _bill(found: re.Match[str]) -> Facts | None:
    lines = [line.rstrip("\r") for line in found.string.split("\n")]
    if len(lines) < 28 or lines[19] not in ("CHF", "EUR"):
        return None
    lines += [""] * (34 - len(lines))
    said = _information(lines[31]) if lines[31].startswith("//S1/") else None
    return Facts(
        is_payment=True,
        country="CH" if said else None,
        issuer_name=lines[5] or None,
        issuer_tax_id=said.issuer_tax_id if said else None,
        issuer_ref=lines[3],
        document_number=said.document_number if said else None,
        issued_on=said.issued_on if said else None,
        total=values.amount(lines[18]),
        currency=lines[19],
        buyer_name=lines[21] or None,
        checks={
            "iban": outcome(iban.is_valid(lines[3])),
            "reference_digits": _reference(lines[27], lines[28]),
            "reference": lines[28] or None,
            "message": lines[29] or None,
            "bill_information": lines[31] or None,
        },
    )


def _reference(kind: str, reference: str) -> str | None:
    if kind == "QRR":
        return outcome(len(reference) == 27 and esr.is_valid(reference))
    return outcome(iso11649.is_valid(reference)) if kind == "SCOR" else None


SCHEMES = (
    scheme("ch_qrbill", r"^SPC\r?\n0[12]\d{2}\r?\n1\r?\n", _bill),
    scheme("ch_swico_s1", r"^//S1/", lambda found: _information(found.string)),
)
