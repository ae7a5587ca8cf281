"""Signed envelopes (CMS SignedData, `.p7m`) that Italian invoices come in: opened, their signature not checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extraction.coding.text import from_base64

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE, _OCTETS, _OCTETS_IN_PARTS = 0x30, 0x04, 0x24
_MOST_DEPTH = 20


class Span(NamedTuple):
    """Where an element's content stands, and where the next element begins."""

    tag: int
    start: int
    end: int
    after: int


def is_envelope(head: bytes) -> bool:
    """True if a file that begins with these bytes is a signed envelope, DER or Base64."""
    start = head
    if head[:2] == b"MI":
        start = from_base64(b"".join(head[:200].split())[:80].decode("ascii", errors="replace")) or b""
    return start[:1] == bytes((_SEQUENCE,)) and _SIGNED_DATA in start[:40]


def opened(data: bytes) -> bytes:
    """The content of the envelope, DER or Base64; the bytes as they are if they are no envelope or a damaged one."""
    if not is_envelope(data):
        return data
    try:
        inner = data
        if data[:2] == b"MI":
            inner = from_base64(b"".join(data.split()).decode("ascii", errors="replace")) or data
        return _content(inner)
    except (IndexError, ValueError):
        return data


def _content(data: bytes) -> bytes:
    """ContentInfo → SignedData → EncapsulatedContentInfo → the octets."""
    signed = _child(data, _span(data, 0), 1)
    message = _child(data, _child(data, signed, 0), 2)
    return _octets(data, _child(data, _child(data, message, 1), 0))


def _child(data: bytes, parent: Span, place: int) -> Span:
    return list(_children(data, parent))[place]


def _children(data: bytes, parent: Span, depth: int = 0) -> Iterator[Span]:
    at = parent.start
    while at < parent.end:
        child = _span(data, at, depth)
        yield child
        at = child.after


def _octets(data: bytes, span: Span) -> bytes:
    if span.tag == _OCTETS_IN_PARTS:
        return b"".join(data[part.start : part.end] for part in _children(data, span) if part.tag == _OCTETS)
    if span.tag != _OCTETS:
        raise ValueError("no octets")
    return data[span.start : span.end]


def _span(data: bytes, at: int, depth: int = 0) -> Span:
    """The element at this place, also one without stated length, which ends with two zero bytes (BER)."""
    if depth > _MOST_DEPTH:
        raise ValueError("too deep")
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        end = start
        while data[end : end + 2] != b"\0\0":
            end = _span(data, end, depth + 1).after
        return Span(tag, start, end, end + 2)
    if length & 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + length > len(data):
        raise ValueError("cut off")
    return Span(tag, start, start + length, start + length)
