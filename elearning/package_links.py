"""Links to a package's files: they name the package, end by themselves, and cannot be made by anybody else.

Whoever has such a link may look at the package; nothing can be done with it in anybody's name. The same link is made
for half a day, so that browsers need not fetch everything anew at each opening.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer

HALF_A_DAY = 12 * 60 * 60


def _signer() -> Signer:
    return Signer(salt="elearning.package")


def token(package_key: str, *, now: datetime) -> str:
    """Good for between half a day and a day."""
    until = (int(now.timestamp()) // HALF_A_DAY + 2) * HALF_A_DAY
    return _signer().sign_object([package_key, until])


def package_key(given: str, *, now: datetime) -> str | None:
    """Which package the token opens; None if it is none, or over."""
    try:
        key, until = _signer().unsign_object(given)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(key) if now.timestamp() < until else None


def player(package_key: str, *, now: datetime) -> str:
    """The address to put into the lesson's frame; "" where the service has none for packages."""
    return f"{settings.PACKAGES_URL}/play/{token(package_key, now=now)}/" if settings.PACKAGES_URL else ""
