"""Slovakia: by square codes, PAY (payments) and INVOICE (bysquare.com specification, part 2).

Base32hex → two header bytes → length → LZMA → CRC-32 and text fields separated by tabs.
"""

from __future__ import annotations

import lzma
import re
import zlib
from decimal import Decimal

from extraction import values
from extraction.coding.outcomes import CONSISTENT
from extraction.document_types import ADVANCE, CREDIT_NOTE, INVOICE, PRO_FORMA
from extraction.fiscal.facts import Facts, scheme

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
_FILTER = {"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 128 * 1024}
_PAY, _INVOICE = 0, 1
# The nibble after the version says which document an INVOICE code stands for.
_TYPES = {0: INVOICE, 1: PRO_FORMA, 2: CREDIT_NOTE, 4: ADVANCE}


def _fields(text: str, kind: int) -> tuple[list[str], int] | None:
    """The fields and the document nibble of a code of this kind whose CRC holds, None of any other text."""
    bits = "".join(f"{_ALPHABET.index(char):05b}" for char in text)
    size = len(bits) // 8
    raw = int(bits[: size * 8], 2).to_bytes(size, "big")
    if len(raw) < 8 or raw[0] >> 4 != kind:
        return None
    length = int.from_bytes(raw[2:4], "little")
    body = _unpack(raw[4:], length)
    if body is None or zlib.crc32(body[4:]) != int.from_bytes(body[:4], "little"):
        return None
    try:
        return body[4:].decode().split("\t"), raw[1] >> 4
    except UnicodeDecodeError:
        return None


def _unpack(packed: bytes, length: int) -> bytes | None:
    # Never more than the declared length, which 16 bits bound to 64 KiB.
    try:
        body = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[_FILTER]).decompress(packed, max_length=length)
    except (lzma.LZMAError, EOFError):
        return None
    return body if len(body) == length and length > 4 else None


def _payment(found: re.Match[str]) -> Facts | None:
    read = _fields(found.string, _PAY)
    if read is None or len(read[0]) < 13:
        return None
    fields = read[0]
    number = fields[0].strip() or None
    account = next((field for field in fields[11:] if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", field)), None)
    return Facts(
        is_payment=True,
        issuer_ref=account,
        document_number=number,
        total=values.amount(fields[3]),
        currency=fields[4] or None,
        checks={"crc32": CONSISTENT, "variable_symbol": fields[6] or None, "note": fields[10] or None},
    )


def _invoice(found: re.Match[str]) -> Facts | None:
    read = _fields(found.string, _INVOICE)
    if read is None or len(read[0]) < 40:
        return None
    fields, kind = read
    issued_on = values.day(fields[1], "%Y%m%d")
    seller = fields[11] or fields[10]
    net, tax = _sums(fields)
    return Facts(
        document_type=_TYPES.get(kind, INVOICE),
        country="SK" if seller else None,
        issuer_name=fields[9] or None,
        issuer_tax_id=seller,
        document_number=fields[0],
        issued_on=issued_on,
        coded_at=issued_on.isoformat() if issued_on else None,
        total=net + tax if net is not None and tax is not None else None,
        net=net,
        tax=tax,
        currency=fields[5] or None,
        buyer_name=fields[22] or None,
        buyer_tax_id=fields[24] or fields[23],
        document_id=f"sk:{seller}/{fields[0]}" if seller else None,
        checks={"crc32": CONSISTENT, "company_register_id": fields[12] or None},
    )


def _sums(fields: list[str]) -> tuple[Decimal | None, Decimal | None]:
    """Net and tax over the rates: a count, then five fields each, of which the second is net and the third tax."""
    count = int(fields[36]) if fields[36].isdigit() and len(fields[36]) < 3 else 0
    rates = [fields[37 + 5 * at : 42 + 5 * at] for at in range(count)]
    net = [values.amount(rate[1]) for rate in rates if len(rate) == 5]
    tax = [values.amount(rate[2]) for rate in rates if len(rate) == 5]
    if not rates or None in net or None in tax:
        return None, None
    return sum((n for n in net if n is not None), Decimal(0)), sum((t for t in tax if t is not None), Decimal(0))


SCHEMES = (
    scheme("sk_bysquare_invoice", r"^[0-9A-V]{30,}$", _invoice),
    scheme("sk_bysquare_pay", r"^[0-9A-V]{30,}$", _payment),
)
