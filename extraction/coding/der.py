"""The little of ASN.1 DER that signatures and public keys need, reading and writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SEQUENCE, INTEGER, BIT_STRING, OCTET_STRING, OID, UTC_TIME = 0x30, 0x02, 0x03, 0x04, 0x06, 0x17


class BrokenDer(ValueError):
    """The bytes are not DER."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag of one byte and the bytes under it."""

    tag: int
    content: bytes

    def children(self) -> list[Element]:
        """The elements inside. Raises BrokenDer."""
        return list(_elements(self.content))


def parse(data: bytes) -> Element:
    """The first element in the bytes. Raises BrokenDer."""
    return next(_elements(data), None) or _fail()


def _fail() -> Element:
    raise BrokenDer("no element")


def _elements(data: bytes) -> Iterator[Element]:
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise BrokenDer("cut off")
        tag, length, start = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
        if start + length > len(data):
            raise BrokenDer("cut off")
        yield Element(tag=tag, content=data[start : start + length])
        at = start + length


def element(tag: int, content: bytes) -> bytes:
    """The bytes of one element."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def integer_content(number: int) -> bytes:
    """A number of zero or more as the content of an INTEGER."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def object_id(dotted: str) -> bytes:
    """The bytes of an OBJECT IDENTIFIER element."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    content = bytes((first * 40 + second,)) + b"".join(_base128(part) for part in rest)
    return element(OID, content)


def _base128(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.insert(0, number & 0x7F | 0x80)
    return bytes(digits)
