"""Handing a kept file to a browser: the one place where bytes leave the store for people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect
from django.utils.http import content_disposition_header

AN_HOUR = "private, max-age=3600"

MARGIN_SECONDS = 60
"""A browser may follow a remembered link until this long before its end, so that it never follows a dead one."""


def answer(key: str, *, media_type: str, name: str, is_shown: bool) -> HttpResponseBase:
    """The file kept under `key`, shown in the page or only saved; type and name are ours, whatever the sender said.

    Whoever calls has found that the reader may have it. From disk the bytes are streamed; from a store the browser
    is sent to a link that is good for some minutes. The link is made without asking the store, so a key that nothing
    is kept under ends in the store's own 404; streamed, it is ours.
    """
    if settings.FILES_LINKS:
        return _link(key, media_type=media_type, name=name, is_shown=is_shown)
    return _stream(key, media_type=media_type, name=name, is_shown=is_shown)


def _stream(key: str, *, media_type: str, name: str, is_shown: bool) -> HttpResponseBase:
    try:
        content = default_storage.open(key)
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {
        "Cache-Control": AN_HOUR,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(content, as_attachment=not is_shown, filename=name, content_type=media_type, headers=headers)


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
