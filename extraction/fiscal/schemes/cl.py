"""Chile: the stamp (TED) in the PDF417 of every tax document, signed with the key of its range of numbers (CAF)."""

from __future__ import annotations

import re

from extraction import values
from extraction.coding import rsa
from extraction.coding.outcomes import UNCHECKED, UNVERIFIED, VERIFIED
from extraction.coding.text import from_base64
from extraction.document_types import CREDIT_NOTE, DELIVERY_NOTE, INVOICE, RECEIPT
from extraction.einvoices.tree import BrokenXml, Node, parse
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme

_TYPES = {"39": RECEIPT, "41": RECEIPT, "52": DELIVERY_NOTE, "61": CREDIT_NOTE}
_BETWEEN_TAGS = re.compile(r">\s+<")


def _stamp(found: re.Match[str]) -> Facts | None:
    try:
        root = parse(found.string.strip().encode()).root
    except BrokenXml:
        return None
    data = root.find("DD")
    issued_on = values.day(data.text("FE")) if data else None
    seller, kind, number = (data.text(name) if data else None for name in ("RE", "TD", "F"))
    if data is None or issued_on is None or not seller or not kind or not number:
        return None
    return Facts(
        document_type=_TYPES.get(kind, INVOICE),
        country="CL",
        issuer_name=data.text("CAF/DA/RS"),
        issuer_tax_id=seller,
        document_number=number,
        issued_on=issued_on,
        coded_at=issued_on.isoformat(),
        total=values.amount(data.text("MNT")),
        currency="CLP",
        buyer_name=data.text("RSR"),
        buyer_tax_id=data.text("RR"),
        document_id=f"cl:{seller}/{kind}/{number}",
        checks={"signature": _signature(found.string, root), "first_item": data.text("IT1")},
        warnings=(not_a_purchase("a despatch note"),) if kind == "52" else (),
    )


def _signature(text: str, root: Node) -> str:
    key = [from_base64(root.text(f"DD/CAF/DA/RSAPK/{name}") or "") for name in ("M", "E")]
    signature = from_base64(root.text("FRMT") or "")
    start, end = text.find("<DD>"), text.find("</DD>")
    if not all(key) or not signature or start < 0 or end < 0:
        return UNCHECKED
    modulus, exponent = (int.from_bytes(part or b"", "big") for part in key)
    # What is signed has no line breaks between tags, whatever the printer put there.
    signed = _BETWEEN_TAGS.sub("><", text[start : end + 5]).encode("iso-8859-1", errors="replace")
    return VERIFIED if rsa.holds(modulus, exponent, signed, signature, digest="sha1") else UNVERIFIED


SCHEMES = (scheme("cl_ted", r'^\s*<TED version="1\.0">', _stamp),)
