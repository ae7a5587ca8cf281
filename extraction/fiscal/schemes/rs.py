"""Serbia: the TaxCore code of every receipt (the same layout serves other TaxCore countries), and the code NBS IPS."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from extraction import values
from extraction.coding.outcomes import outcome
from extraction.coding.text import from_base64, parameters
from extraction.document_types import ADVANCE, CREDIT_NOTE, OTHER, PRO_FORMA, RECEIPT
from extraction.fiscal.doubts import if_test, not_a_purchase
from extraction.fiscal.facts import Facts, scheme, wall_time
from extraction.reading import Warning

_KINDS = {0: RECEIPT, 1: PRO_FORMA, 2: OTHER, 3: OTHER, 4: ADVANCE}
_NOT_PURCHASES = {1: "a pro-forma receipt", 2: "a copy of a receipt", 3: "a training receipt"}
_HOST = "suf.purs.gov.rs"


def _receipt(found: re.Match[str]) -> Facts | None:
    data = from_base64(parameters(found.string).get("vl", "").replace(" ", "+"))
    if data is None or len(data) < 60 or data[41] not in _KINDS or data[42] not in (0, 1):
        return None
    at = _moment(int.from_bytes(data[33:41], "big"))
    try:
        requested, signed = data[1:9].decode("ascii"), data[9:17].decode("ascii")
    except UnicodeDecodeError:
        return None
    if at is None:
        return None
    local = wall_time(at, "Europe/Belgrade")
    number = f"{requested}-{signed}-{int.from_bytes(data[17:21], 'little')}"
    return Facts(
        document_type=CREDIT_NOTE if data[42] else _KINDS[data[41]],
        # Who asked for the receipt is the shop; who signed may be a service that many shops share.
        issuer_ref=requested,
        document_number=number,
        issued_on=local.date(),
        issued_at=local.time().replace(microsecond=0),
        coded_at=f"{at:%Y-%m-%dT%H:%M:%S}Z",
        total=Decimal(int.from_bytes(data[25:33], "little")).scaleb(-4),
        currency="RSD",
        buyer_tax_id=_buyer(data),
        document_id=f"rs:{number}",
        checks={"md5": outcome(hashlib.md5(data[:-16], usedforsecurity=False).digest() == data[-16:])},
        warnings=tuple(_warnings(data, found.string)),
    )


def _moment(milliseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _buyer(data: bytes) -> str | None:
    # The kind of identification stands in front (10 is the tax number) and stays, as it is part of the buyer's id.
    return data[44 : 44 + data[43]].strip(b"\0").decode("ascii", errors="replace") or None


def _warnings(data: bytes, url: str) -> list[Warning]:
    what = _NOT_PURCHASES.get(data[41])
    return [*if_test(urlsplit(url).hostname != _HOST), *([not_a_purchase(what)] if what else [])]


def _payment(found: re.Match[str]) -> Facts | None:
    said = {key: value for key, _, value in (part.partition(":") for part in found.string.split("|"))}
    currency, amount = said.get("I", "")[:3], said.get("I", "")[3:]
    return Facts(
        is_payment=True,
        issuer_name=(said.get("N") or "").splitlines()[0] if said.get("N") else None,
        issuer_ref=said.get("R"),
        total=values.amount(amount, comma=True),
        currency=currency or None,
        checks={"purpose": said.get("S") or None, "reference": said.get("RO") or None},
    )


SCHEMES = (
    scheme("rs_taxcore", r"^https?://[a-z0-9.-]+/v/\?vl=", _receipt),
    scheme("rs_nbs_ips", r"^K:[A-Z]{2}\|V:\d{2}\|C:1\|", _payment),
)
