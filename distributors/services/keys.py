"""Keys with which a distributor's own program hands over sales: shown once, kept as a digest, withdrawn at any time."""

import hashlib
import secrets
from datetime import datetime

from distributors.models import Distributor, SalesKey
from participants.models import User

PREFIX = "kwit_"
"""Lets people and scanners of code see what such a text is."""


def make(*, distributor: Distributor, label: str, by: User, now: datetime) -> tuple[SalesKey, str]:
    """A new key: its row, and the key itself, which is nowhere kept."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key = SalesKey.objects.create(distributor=distributor, label=label, digest=_digest(secret), made_by=by, made_at=now)
    return key, secret


def revoke(*, key: SalesKey, by: User, now: datetime) -> None:
    """Withdraw it; again is no harm."""
    SalesKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now, revoked_by=by)


def opened_by(secret: str, *, now: datetime) -> SalesKey | None:
    """The key, if it is good and its distributor takes part; marks it as used."""
    good = SalesKey.objects.filter(digest=_digest(secret), revoked_at=None, distributor__is_active=True)
    key = good.select_related("distributor__program").first()
    if key:
        SalesKey.objects.filter(pk=key.pk).update(used_at=now)
    return key


def _digest(secret: str) -> str:
    # A key is 256 random bits, so that nothing slow is needed to keep it from being guessed.
    return hashlib.sha256(secret.encode()).hexdigest()
