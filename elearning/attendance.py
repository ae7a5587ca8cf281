"""The code that is shown where a date takes place: six digits that change every two minutes. Pure.

A code is good while it is shown and for as long again, so that nobody types in vain; sent on as a photo, it is soon
worth nothing.
"""

import hmac
from datetime import UTC, datetime, timedelta

STEP = timedelta(minutes=2)
EARLY = timedelta(minutes=15)
"""So long before the beginning the first code is shown and taken; so long after the end the last one."""

DIGITS = 6
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def code_at(secret: str, at: datetime) -> str:
    """The six digits that are shown at this moment."""
    return _code(secret, _step(at))


def is_good(secret: str, typed: str, at: datetime) -> bool:
    """Whether this is what is shown now, or was before it changed last. Spaces do not count."""
    told = "".join(typed.split()).encode()
    return any(hmac.compare_digest(told, _code(secret, _step(at) - back).encode()) for back in (0, 1))


def changes_at(at: datetime) -> datetime:
    """When the next one is shown."""
    return EPOCH + (_step(at) + 1) * STEP


def is_shown(begins_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether there is a code at all: from shortly before the beginning until shortly after the end."""
    return begins_at - EARLY <= at <= ends_at + EARLY


def _step(at: datetime) -> int:
    return (at - EPOCH) // STEP


def _code(secret: str, step: int) -> str:
    digest = hmac.digest(secret.encode(), f"{step}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"
