"""How long somebody waits after wrong codes: not at all after a few, then twice as long each time. Pure.

Only codes that could be codes are counted: a slip that the check sign shows costs nothing. So an account has about
fifteen guesses a day, and whoever mistypes is never kept waiting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

COUNTED_FOR = timedelta(days=1)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=1)
ACCOUNT_FREE, DEVICE_FREE, ADDRESS_FREE = 5, 10, 60
"""So many wrong tries keep nobody waiting."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries of the last day, by one account, device or address: how many, and when the last one was.

    After `free` of them each further `step` doubles the wait.
    """

    count: int
    last_at: datetime | None
    free: int
    step: int

    def wait_until(self) -> datetime | None:
        """Before this moment no further code is looked at; None if nothing is to be waited for."""
        if self.last_at is None or self.count < self.free:
            return None
        # More doublings would only overflow.
        doublings = min((self.count - self.free) // self.step, 20)
        return self.last_at + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def account(count: int, last_at: datetime | None) -> Tries:
    """One participant."""
    return Tries(count, last_at, free=ACCOUNT_FREE, step=1)


def device(count: int, last_at: datetime | None) -> Tries:
    """One browser, whoever signs in on it."""
    return Tries(count, last_at, free=DEVICE_FREE, step=2)


def address(count: int, last_at: datetime | None) -> Tries:
    """One network address, which a whole shop or a mobile operator's customers may share."""
    return Tries(count, last_at, free=ADDRESS_FREE, step=20)


def wait_until(tries: Iterable[Tries], *, now: datetime) -> datetime | None:
    """The longest of the waits that are not over."""
    waits = [until for one in tries if (until := one.wait_until()) and until > now]
    return max(waits, default=None)


ALARM_FROM = 50
"""Wrong codes of a day that are too few to be an attack worth a word."""
ALARM_TIMES = 3
"""So many times the usual."""
USUAL_DAYS = 14


def is_alarming(wrong: int, before: Sequence[int]) -> bool:
    """Whether the last day's wrong codes of a program are out of the ordinary, which `before` tells day by day.

    Foreign, old and not yet released codes are typed every day, the more the larger the program: so each is compared
    with itself, by the median, which a few days of attack do not move.
    """
    return wrong >= ALARM_FROM and wrong > ALARM_TIMES * median(before)
