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
    if not hasattr(request, "device_mark"):
        request.device_mark = request.get_signed_cookie(DEVICE, default="") or token_urlsafe(16)  # type: ignore[attr-defined]
    return Sender(address=request.META.get("REMOTE_ADDR") or None, device=str(request.device_mark))  # type: ignore[attr-defined]


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, with the mark for a browser that came without one."""
    if request.get_signed_cookie(DEVICE, default="") == "":
        response.set_signed_cookie(DEVICE, sender_of(request).device, **_KEPT)
    return response
