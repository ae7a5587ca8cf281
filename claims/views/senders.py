"""Telling where a request comes from, and marking a browser that has no mark yet."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claims.senders import Sender

DEVICE = "kwit-device"
_KEPT: dict[str, Any] = {
    "max_age": 365 * 24 * 3600,
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.SECURE,
}
"""A mark of the browser, by which guessing is slowed down and many accounts on one device are seen; no more."""


def sender_of(request: HttpRequest) -> Sender:
    """The address and the browser's mark; a new one where it has none."""
    return Sender(address=request.META.get("REMOTE_ADDR") or None, device=_mark(request)[0])


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, with the mark for a browser that came without one."""
    mark, is_new = _mark(request)
    if is_new:
        response.set_signed_cookie(DEVICE, mark, **_KEPT)
    return response


def _mark(request: HttpRequest) -> tuple[str, bool]:
    """The browser's mark, and whether it was made just now."""
    if not hasattr(request, "device_mark"):
        known = request.get_signed_cookie(DEVICE, default="")
        request.device_mark = (known, False) if known else (token_urlsafe(16), True)  # type: ignore[attr-defined]
    return request.device_mark  # type: ignore[attr-defined,no-any-return]
