"""Germany: the code of the till's security module (DSFinV-K, appendix I; signed bytes by BSI TR-03151)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from extraction import values
from extraction.coding import ecdsa
from extraction.coding.der import INTEGER, OCTET_STRING, SEQUENCE, UTC_TIME, element, integer_content, object_id
from extraction.coding.outcomes import UNVERIFIED, VERIFIED
from extraction.coding.text import from_base64
from extraction.document_types import OTHER, RECEIPT
from extraction.fiscal.doubts import not_a_purchase
from extraction.fiscal.facts import Facts, scheme, wall_time

_ALGORITHMS = {
    "ecdsa-plain-SHA256": ("0.4.0.127.0.7.1.1.4.1.3", "sha256"),
    "ecdsa-plain-SHA384": ("0.4.0.127.0.7.1.1.4.1.4", "sha384"),
}
_SALE = "Beleg"
_NUMBERS = re.compile(r"\d{1,18};\d{1,18}", re.ASCII)
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
# Some tills print local time and call it UTC; what they signed is the true time.
_SHIFTS = tuple(timedelta(hours=hours) for hours in (0, -2, -1))


@dataclass(frozen=True, slots=True)
class Code:
    """The twelve fields, as text."""

    client: str
    process_type: str
    process_data: str
    transaction: str
    counter: str
    started: str
    ended: str
    algorithm: str
    time_format: str
    signature: str
    key: str


def _receipt(found: re.Match[str]) -> Facts | None:
    parts = found.string.split(";")
    if len(parts) < 12:
        return None
    # Orders have semicolons within the process data, the fourth of the twelve fields.
    code = Code(*(*parts[1:3], ";".join(parts[3:-8]), *parts[-8:]))
    ended, key = values.iso_moment(code.ended), from_base64(code.key)
    point = ecdsa.key_point(key) if key else None
    if (
        ended is None
        or ended.tzinfo is None
        or point is None
        or not _NUMBERS.fullmatch(f"{code.transaction};{code.counter}")
    ):
        return None
    shift = _signed_shift(code, ended, point)
    ended += shift or timedelta()
    local = wall_time(ended, "Europe/Berlin")
    kind, _, amounts = code.process_data.partition("^")
    is_sale = code.process_type == "Kassenbeleg-V1" and kind == _SALE
    return Facts(
        document_type=RECEIPT if is_sale else OTHER,
        issuer_ref=code.client,
        document_number=code.transaction,
        issued_on=local.date(),
        issued_at=local.time().replace(microsecond=0),
        coded_at=f"{ended:%Y-%m-%dT%H:%M:%S}Z" if not ended.utcoffset() else ended.isoformat(timespec="seconds"),
        total=_total(amounts),
        currency=_currency(amounts),
        document_id=f"de:{hashlib.sha256(point).hexdigest()}:{code.transaction}",
        checks={"signature": UNVERIFIED if shift is None else VERIFIED, "signature_counter": code.counter},
        warnings=() if is_sale else (not_a_purchase(f"a till record of the kind {kind or code.process_type}"),),
    )


def _total(amounts: str) -> Decimal | None:
    """The payments if they come to anything, else the sums per rate: each of the two is wrong at some tills."""
    buckets, _, payments = amounts.partition("^")
    paid = _sum(payment.partition(":")[0] for payment in payments.split("_") if payment)
    return paid or _sum(buckets.split("_"))


def _sum(texts: Iterable[str]) -> Decimal | None:
    # A comma before three digits parts thousands, any other one is the decimal sign.
    found = [values.amount(_THOUSANDS.sub("", text), comma=True) for text in texts]
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _currency(amounts: str) -> str:
    named = {payment.split(":")[2] for payment in amounts.partition("^")[2].split("_") if payment.count(":") >= 2}
    return named.pop() if len(named) == 1 else "EUR"


def _signed_shift(code: Code, ended: datetime, point: bytes) -> timedelta | None:
    """By how much the printed end differs from the signed one; None if the signature does not hold."""
    signature = from_base64(code.signature)
    if code.algorithm not in _ALGORITHMS or not signature:
        return None
    algorithm, digest = _ALGORITHMS[code.algorithm]
    for shift in _SHIFTS:
        if ecdsa.holds(point, _signed_bytes(code, ended + shift, point, algorithm), signature, digest=digest):
            return shift
    return None


def _signed_bytes(code: Code, ended: datetime, point: bytes, algorithm: str) -> bytes:
    if code.time_format == "unixTime":
        end = element(INTEGER, integer_content(max(0, int(ended.timestamp()))))
    else:
        end = element(UTC_TIME, f"{ended:%y%m%d%H%M%S}Z".encode())
    return b"".join(
        (
            element(INTEGER, b"\x02"),
            object_id("0.4.0.127.0.7.3.7.1.1"),
            element(0x80, b"FinishTransaction"),
            element(0x81, code.client.encode()),
            element(0x82, code.process_data.encode()),
            element(0x83, code.process_type.encode()),
            element(0x85, integer_content(int(code.transaction))),
            element(OCTET_STRING, hashlib.sha256(point).digest()),
            element(SEQUENCE, object_id(algorithm)),
            element(INTEGER, integer_content(int(code.counter))),
            end,
        )
    )


SCHEMES = (scheme("de_tse", r"^V0;[^;]*;[^;]*;", _receipt),)
