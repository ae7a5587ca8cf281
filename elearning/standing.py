"""How a certificate stands on a day: pure, for pages, lists, badges and facts alike."""

import calendar
from datetime import date
from enum import StrEnum

RENEWAL_DAYS = 90
"""So many days before its end a certificate can be renewed, and its holder is first reminded."""


class Standing(StrEnum):
    """What anybody is told of a certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def standing(*, expires_on: date | None, revoked_on: date | None, on: date) -> Standing:
    """Valid up to and with its last day, unless it was revoked on or before the day."""
    if revoked_on is not None and revoked_on <= on:
        return Standing.REVOKED
    if expires_on is not None and expires_on < on:
        return Standing.EXPIRED
    return Standing.VALID


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month: 31 August and six months is 28 February.

    Raises OverflowError past the year 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
