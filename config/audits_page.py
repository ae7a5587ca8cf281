"""Audits in words: each number as it is written, and the address of the claims behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import writing
from config.quality_page import Counts, Figure, Listing
from config.spans import Asked
from verification.audits import ANSWERED, OVERTURNED, Audited, Outcome, Tally, by, months, tally
from verification.models import Decision

ABLE, DRAWN, DECIDED, OTHERWISE = "able", "drawn", "answered", "overturned"
_GROUPS = {
    ABLE: frozenset(Outcome),
    DRAWN: frozenset(Outcome) - {Outcome.MACHINE},
    DECIDED: ANSWERED,
    OTHERWISE: OVERTURNED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims: of a way, of a month, with an outcome or one of a group of outcomes; empty for all."""

    way: str = ""
    month: date | None = None
    outcome: str = ""

    def takes(self, one: Audited) -> bool:
        """Whether this claim is among them."""
        outcomes: frozenset[str] = _GROUPS.get(self.outcome, frozenset({self.outcome}))
        is_chosen = not self.outcome or one.outcome in outcomes
        return is_chosen and self.way in ("", one.way) and self.month in (None, one.month)


@dataclass(frozen=True, slots=True)
class Page:
    """What `admin/audits.html` shows."""

    is_empty: bool
    figures: list[Figure]
    trend: list[tuple[str, float | None, str, str]]
    months: Counts
    ways: Counts
    csv: str


def page(seen: Sequence[Audited], asked: Asked) -> Page:
    """The numbers for reading."""
    by_month = by(seen, lambda one: one.month)
    shown = [(month, by_month.get(month, Tally())) for month in months(asked.since, asked.until)]
    by_way = by(seen, lambda one: one.way)
    return Page(
        is_empty=not seen,
        figures=list(_figures(tally(seen), asked)),
        trend=[
            (_month(month), one.rate, _rate(one), address(asked, Choice(month=month, outcome=OTHERWISE)))
            for month, one in shown
        ],
        months=_counts(
            _("By month"),
            _("Month"),
            [(_month(month), one, Choice(month=month)) for month, one in shown if one.able],
            asked,
        ),
        ways=_counts(
            _("By way"), _("Way"), [(_way(way), one, Choice(way=way)) for way, one in sorted(by_way.items())], asked
        ),
        csv=f"{address(asked)}&csv=1",
    )


def address(asked: Asked, choice: Choice | None = None, *, page: int = 1) -> str:
    """The page of numbers, or, with a choice, the page of its claims."""
    span = {"program": asked.program.slug, "since": asked.since.isoformat(), "until": asked.until.isoformat()}
    if choice is None:
        return f"{reverse('admin:audits')}?{urlencode(span)}"
    month = choice.month.isoformat() if choice.month else ""
    named = {"way": choice.way, "month": month, "outcome": choice.outcome, "page": str(page) if page > 1 else ""}
    return (
        f"{reverse('admin:audits-claims')}?{urlencode(span | {name: value for name, value in named.items() if value})}"
    )


def _language() -> str:
    return get_language() or "en"


def _count(number: int) -> str:
    return writing.count(number, _language())


def _share(share: float | None) -> str:
    return "–" if share is None else writing.share(share, _language())


def _month(month: date) -> str:
    return f"{MONTHS[month.month]} {month.year}"


def _way(way: str) -> str:
    return str(Decision.Way(way).label)


def _between(one: Tally) -> str:
    if one.interval is None:
        return "–"
    low, high = one.interval
    return _("%(low)s to %(high)s") % {"low": _share(low), "high": _share(high)}


def _rate(one: Tally) -> str:
    told = {"share": _share(one.rate), "count": _count(one.overturned), "all": _count(one.answered)}
    return _("%(share)s, %(count)s of %(all)s") % told


def _figures(all_: Tally, asked: Asked) -> Iterator[Figure]:
    note = _("%(count)s of %(all)s answered; for all of them it is %(between)s") % {
        "count": _count(all_.overturned),
        "all": _count(all_.answered),
        "between": _between(all_),
    }
    yield Figure(_("Answered otherwise"), _share(all_.rate), note, address(asked, Choice(outcome=OTHERWISE)))
    by_machine = address(asked, Choice(outcome=Outcome.MACHINE))
    able = _("of %(all)s that could have been") % {"all": _count(all_.able)}
    yield Figure(_("Confirmed by machine"), _count(all_.machine), able, by_machine)
    waiting = _("%(count)s of them wait for an answer") % {"count": _count(all_.waiting)}
    yield Figure(_("Drawn by lot"), _count(all_.drawn), waiting, address(asked, Choice(outcome=DRAWN)))


def _counts(title: str, first: str, rows: Sequence[tuple[str, Tally, Choice]], asked: Asked) -> Counts:
    numbers = (_("Could"), _("Drawn"), _("Upheld"), _("In part"), _("Refused"), _("Otherwise"))
    columns = [first, *((name, "number") for name in numbers), (_("For all"), "number")]
    return Counts(title, columns, [[label, *_cells(one, choice, asked)] for label, one, choice in rows])


def _cells(one: Tally, choice: Choice, asked: Asked) -> Iterator[Any]:
    counts = {
        ABLE: one.able,
        DRAWN: one.drawn,
        Outcome.UPHELD: one.upheld,
        Outcome.IN_PART: one.in_part,
        Outcome.REFUSED: one.refused,
    }
    for outcome, count in counts.items():
        href = address(asked, Choice(choice.way, choice.month, outcome))
        yield format_html('<a href="{}">{}</a>', href, _count(count)) if count else _count(count)
    yield _share(one.rate)
    yield _between(one)


def outcome_word(outcome: str) -> str:
    """What people call an outcome, or a group of them."""
    words = {
        Outcome.MACHINE: _("confirmed by machine"),
        Outcome.WAITING: _("drawn, waits for an answer"),
        Outcome.UPHELD: _("drawn, confirmed by a person"),
        Outcome.IN_PART: _("drawn, confirmed in part"),
        Outcome.REFUSED: _("drawn, refused"),
        Outcome.GONE: _("drawn, withdrawn"),
        DRAWN: _("drawn by lot"),
        DECIDED: _("drawn and answered"),
        OTHERWISE: _("answered otherwise"),
    }
    return words.get(outcome, _("could have been confirmed by machine"))


def listing(count: int, shown: Sequence[Audited], choice: Choice) -> Listing:
    """The claims behind a number; `shown` are those of this page."""
    about = [outcome_word(choice.outcome)]
    about += [_way(choice.way)] if choice.way in Decision.Way.values else []
    about += [_month(choice.month)] if choice.month else []
    return Listing(
        about=" · ".join(about),
        count=ngettext("%(count)s claim", "%(count)s claims", count) % {"count": _count(count)},
        columns=[_("Claim"), _("Date"), _("Way"), _("Outcome")],
        rows=[_row(one) for one in shown],
    )


def _row(one: Audited) -> list[Any]:
    claim = format_html('<a href="{}">{}</a>', reverse("admin:claims_claim_change", args=[one.claim_id]), one.number)
    day = writing.short_day(one.day, _language(), today=date.min)
    return [claim, day, _way(one.way), outcome_word(one.outcome)]


def cells(seen: Sequence[Audited], asked: Asked) -> list[list[str]]:
    """The months as a sheet: counts, the share answered otherwise, and between what it lies for all."""
    head = ["month", "way", "able", "drawn", "waiting", "upheld", "in_part", "refused", "rate", "low", "high"]
    groups = by(seen, lambda one: (one.month, one.way))
    return [head, *([month.isoformat(), way, *_numbers(one)] for (month, way), one in sorted(groups.items()))]


def _numbers(one: Tally) -> list[str]:
    counts = (one.able, one.drawn, one.waiting, one.upheld, one.in_part, one.refused)
    shares = (one.rate, *(one.interval or (None, None)))
    return [*map(str, counts), *("" if share is None else f"{share:.4f}" for share in shares)]
