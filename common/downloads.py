"""Handing a kept file to a browser: the one place where bytes leave the store for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header

AN_HOUR = "private, max-age=3600"

MARGIN_SECONDS = 60
"""A browser may follow a remembered link until this long before its end, so that it never follows a dead one."""


CHUNK = 1 << 16
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def answer(key: str, *, media_type: str, name: str, is_shown: bool, asked: str = "") -> HttpResponseBase:
    """The file kept under `key`, shown in the page or only saved; type and name are ours, whatever the sender said.

    `asked` is the `Range` header where pieces may be asked for, as players of films do; stores answer it themselves.

    Whoever calls has found that the reader may have it. From disk the bytes are streamed; from a store the browser
    is sent to a link that is good for some minutes. The link is made without asking the store, so a key that nothing
    is kept under ends in the store's own 404; streamed, it is ours.
    """
    if settings.FILES_LINKS:
        return _link(key, media_type=media_type, name=name, is_shown=is_shown)
    found = streamed(key, media_type=media_type, name=name, is_shown=is_shown, asked=asked)
    found.headers["Cache-Control"] = AN_HOUR
    found.headers["X-Content-Type-Options"] = "nosniff"
    found.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return found


def streamed(key: str, *, media_type: str, name: str, is_shown: bool, asked: str = "") -> HttpResponseBase:
    """The file's bytes through this process, or the piece of them that is asked for. What guards it is the caller's."""
    try:
        content = default_storage.open(key)
    except FileNotFoundError as gone:
        raise Http404 from gone
    found = _piece(key, content, asked, media_type) or FileResponse(
        content, as_attachment=not is_shown, filename=name, content_type=media_type
    )
    found.headers["Accept-Ranges"] = "bytes"
    return found


def _piece(key: str, content: IO[bytes], asked: str, media_type: str) -> HttpResponseBase | None:
    """None where the whole file is asked for, or so that only the whole can answer."""
    found = _RANGE.fullmatch(asked)
    if not found or found.groups() == ("", ""):
        return None
    size = default_storage.size(key)
    first, last = found.groups()
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if begin > end:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {begin}-{end}/{size}", "Content-Length": str(end - begin + 1)}
    part = _bytes(content, begin, end - begin + 1)
    return StreamingHttpResponse(part, status=206, content_type=media_type, headers=headers)


def _bytes(content: IO[bytes], begin: int, count: int) -> Iterator[bytes]:
    with content:
        content.seek(begin)
        while count > 0 and (chunk := content.read(min(CHUNK, count))):
            count -= len(chunk)
            yield chunk


def _link(key: str, *, media_type: str, name: str, is_shown: bool) -> HttpResponseBase:
    # Part of what is signed: a link with another type or name is refused by the store.
    said = {
        "ResponseContentType": media_type,
        "ResponseContentDisposition": content_disposition_header(not is_shown, name),
        "ResponseCacheControl": AN_HOUR,
    }
    store: Any = default_storage
    address = store.url(key, parameters=said, expire=settings.FILES_LINK_SECONDS)
    # Remembered, so that the picture behind it is too; sessions are told apart by `Vary: Cookie`.
    age = f"private, max-age={settings.FILES_LINK_SECONDS - MARGIN_SECONDS}"
    return HttpResponseRedirect(address, headers={"Cache-Control": age})
