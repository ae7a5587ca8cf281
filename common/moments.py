"""Days and hours of moments, counted by the database itself: Django's own way on SQLite calls Python for each row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateField, Func, IntegerField

Compiled = tuple[str, tuple[Any, ...]]


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the day there."""
    return datetime.combine(day, time.min, tzinfo=zone)


class LocalDay(Func):
    """The day on which a moment falls in `zone`; right for moments of the days `since` to `until` there."""

    output_field = DateField()

    def __init__(self, moment: Any, *, zone: ZoneInfo, since: date, until: date) -> None:
        super().__init__(moment)
        self.zone, self.since, self.until = zone, since, until

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Compiled:
        moment, params = compiler.compile(self.get_source_expressions()[0])
        (_first, usual), *later = changes_of_clocks(self.zone, self.since, self.until)
        # The newest change first: a moment takes the first that it is not before.
        parts = [f"WHEN {moment} >= '{at:%Y-%m-%d %H:%M:%S}' THEN {_minutes(by)}" for at, by in reversed(later)]
        shift = f"CASE {' '.join(parts)} ELSE {_minutes(usual)} END" if parts else _minutes(usual)
        return f"date({moment}, {shift})", tuple(params) * (len(parts) + 1)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Compiled:
        moment, params = compiler.compile(self.get_source_expressions()[0])
        return f"({moment} AT TIME ZONE %s)::date", (*params, str(self.zone))


class HoursBetween(Func):
    """Whole hours from the first moment to the second."""

    output_field = IntegerField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Compiled:
        first, second, params = self._both(compiler)
        return f"((strftime('%%s', {second}) - strftime('%%s', {first})) / 3600)", params

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Compiled:
        first, second, params = self._both(compiler)
        return f"FLOOR(EXTRACT(EPOCH FROM ({second} - {first})) / 3600)::integer", params

    def _both(self, compiler: Any) -> tuple[str, str, tuple[Any, ...]]:
        one, other = self.get_source_expressions()
        (first, its), (second, others) = compiler.compile(one), compiler.compile(other)
        return first, second, (*others, *its)


def changes_of_clocks(zone: ZoneInfo, since: date, until: date) -> Iterator[tuple[datetime, timedelta]]:
    """How far the zone's clocks are ahead of UTC from which moment on (in UTC); the first at the start of `since`."""
    at = start_of(since, zone).astimezone(UTC)
    ahead = _ahead(zone, at)
    yield at, ahead
    end = start_of(until, zone).astimezone(UTC) + timedelta(days=1)
    while at < end:
        following = at + timedelta(days=1)
        if _ahead(zone, following) != ahead:
            change = _when(zone, at, following)
            ahead = _ahead(zone, change)
            yield change, ahead
        at = following


def _when(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute between the two from which on the clocks show what they show after it."""
    ahead, minute = _ahead(zone, before), timedelta(minutes=1)
    while after - before > minute:
        middle = before + timedelta(minutes=(after - before) // minute // 2)
        if _ahead(zone, middle) == ahead:
            before = middle
        else:
            after = middle
    return after


def _ahead(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _minutes(ahead: timedelta) -> str:
    return f"'{ahead // timedelta(minutes=1):+d} minutes'"
