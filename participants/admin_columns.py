"""Columns of the admin's lists: pills for states, truths as words, moments as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import writing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


def pill(code: str, word: Words = "") -> SafeString:
    """The pill of a look's code, with its usual word or another."""
    return render_to_string("components/pill.html", {"code": code, "word": word})


def truth(name: str, label: Words, *, yes: Words, no: Words) -> Callable[[Any], SafeString]:
    """A column for a field that is true or false: a green pill, or a quiet one."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> SafeString:
        return pill("done", yes) if getattr(row, name) else pill("unused", no)

    return column


ACTIVE = truth("is_active", _("active"), yes=_("yes"), no=_("no"))


def moment(name: str, label: Words) -> Callable[[Any], str]:
    """A column for a moment, short: `24 Nov, 14:05`."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> str:
        return written_moment(getattr(row, name))

    return column


def written_day(at: datetime | None) -> str:
    """The day of a moment, short: `24 Nov`; a dash where there is none."""
    if at is None:
        return "–"
    return writing.short_day(timezone.localtime(at).date(), get_language() or "en", today=timezone.localdate())


def written_moment(at: datetime | None) -> str:
    """The moment in the reader's language; a dash where there is none."""
    if at is None:
        return "–"
    return writing.moment(timezone.localtime(at), get_language() or "en", today=timezone.localdate())
