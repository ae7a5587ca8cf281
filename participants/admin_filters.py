"""Filters of the admin's lists that Django has only in part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import writing


class Days(admin.DateFieldListFilter):
    """Django's filter of moments, with the last thirty days, and a name for whatever span a link asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        span = (today - timedelta(days=29), today + timedelta(days=1))
        month: Any = {self.lookup_kwarg_since: str(span[0]), self.lookup_kwarg_until: str(span[1])}
        self.links = (*self.links[:3], (_("Past 30 days"), month), *self.links[3:])

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The usual spans; the one asked for, if it is another."""
        usual: list[Any] = list(super().choices(changelist))
        yield from usual
        if self.date_params and not any(one["selected"] for one in usual):
            yield {"selected": True, "query_string": changelist.get_query_string({}), "display": self._span()}

    def _span(self) -> str:
        since, until = (
            _moment(self.date_params.get(name)) for name in (self.lookup_kwarg_since, self.lookup_kwarg_until)
        )
        first = _day(since) if since else "…"
        last = _day(until - timedelta(microseconds=1)) if until else "…"
        return first if first == last else f"{first} – {last}"


def _moment(text: str | None) -> datetime | None:
    try:
        return parse_datetime(text or "")
    except ValueError:
        return None


def _day(at: datetime) -> str:
    return writing.short_day(at.date(), get_language() or "en", today=timezone.localdate())
