"""Messages between the process that asks and the child that opens files: one JSON object, then raw bytes.

Never pickle: the child has met hostile bytes, so nothing it says may be more than data.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

Message = dict[str, Any]
Blob = bytes | bytearray | memoryview

_HEAD = struct.Struct(">I")
_MOST_JSON = 64_000_000
_MOST_BLOB = 64_000_000


class Closed(Exception):
    """The other side is gone, or said something that is no message."""


def send(to: socket.socket, message: Message, blobs: Sequence[Blob] = ()) -> None:
    """Sends one message. Raises Closed if nobody listens."""
    sizes = [memoryview(blob).nbytes for blob in blobs]
    head = json.dumps(message | {"blobs": sizes}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        to.sendall(_HEAD.pack(len(head)) + head)
        for blob in blobs:
            to.sendall(blob)
    except OSError as cause:
        raise Closed from cause


def receive(source: socket.socket) -> tuple[Message, list[bytearray]]:
    """The next message and its bytes. Raises Closed at the end, at nonsense and when the socket's time is up."""
    try:
        (size,) = _HEAD.unpack(_exactly(source, _HEAD.size, most=_HEAD.size))
        message = json.loads(_exactly(source, size, most=_MOST_JSON).decode("utf-8", "replace"))
        blobs = [_exactly(source, int(size), most=_MOST_BLOB) for size in message.pop("blobs")]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise Closed from cause
    return message, blobs


def _exactly(source: socket.socket, size: int, *, most: int) -> bytearray:
    if not 0 <= size <= most:
        raise Closed
    whole = bytearray(size)
    rest = memoryview(whole)
    while rest:
        if not (got := source.recv_into(rest)):
            raise Closed
        rest = rest[got:]
    return whole
