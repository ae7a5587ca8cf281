"""The packages' own host: the player, and the files of a package. Nobody is known here."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from common import downloads
from elearning import package_links
from elearning.packages.media import UNKNOWN, media_type_of
from elearning.services.packages import file_key

SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals allow-downloads"
"""The same as on the frame of the lesson: no windows, and nothing but the frame itself can be led elsewhere."""

_PLAYER = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'"
_PACKAGE = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:; "
    "worker-src blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)


@require_safe
def player(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page in the lesson's frame: it speaks the standards with the package, and with nobody but the lesson."""
    _key(request, token)
    files = reverse("file", args=[token, "x"], urlconf="elearning.package_urls").removesuffix("x")
    answer = render(request, "elearning/player.html", {"site": settings.SITE_URL, "files": files})
    _guard(answer, _PLAYER)
    return answer


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One file of the package, as our own table says what it is."""
    key, media_type = file_key(_key(request, token), name), media_type_of(name)
    answer = downloads.streamed(
        key,
        media_type=media_type,
        name=name.rpartition("/")[2],
        is_shown=media_type != UNKNOWN,
        asked=request.headers.get("Range", ""),
    )
    answer.headers["Cache-Control"] = f"private, max-age={package_links.HALF_A_DAY}, immutable"
    _guard(answer, _PACKAGE)
    return answer


def _key(request: HttpRequest, token: str) -> str:
    """The package that is asked for. Never as a page of its own, nor as a script that would watch over the host."""
    is_alone = request.headers.get("Sec-Fetch-Dest") == "document"
    key = package_links.package_key(token, now=timezone.now())
    if key is None or is_alone or "Service-Worker" in request.headers:
        raise Http404
    return key


def _guard(answer: HttpResponseBase, policy: str) -> None:
    whose = f"frame-ancestors 'self' {settings.SITE_URL}"
    answer.headers["Content-Security-Policy"] = f"{policy}; {whose}; sandbox {SANDBOX}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
