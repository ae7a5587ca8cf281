"""Reading quality in words: each number as it is written, and the address of the documents behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims import quality, telling
from claims.forms import FactsForm
from claims.quality import FIELDS, Choice, Outcome, Seen, Tally
from common import writing
from config.spans import Asked
from extraction.reading import SOURCES

SELLERS = 30
"""More are not listed one by one: those with the most corrections come first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: as `components/figure.html` takes it."""

    label: str
    value: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Counts:
    """One table: as `components/table.html` takes it, with a sentence for what is left out."""

    title: str
    columns: list[Any]
    rows: list[list[Any]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What `admin/reading_quality.html` shows."""

    is_empty: bool
    figures: list[Figure]
    trend: list[tuple[str, float | None, str, str]]
    weeks: Counts
    tables: list[Counts]


@dataclass(frozen=True, slots=True)
class Listing:
    """What `admin/reading_quality_documents.html` shows: the choice in words, and its documents."""

    about: str
    count: str
    columns: list[Any]
    rows: list[list[Any]]


def page(seen: Sequence[Seen], asked: Asked) -> Page:
    """The numbers for reading."""
    by_field = quality.counted(seen, lambda one: one.field)
    by_week = quality.counted(seen, lambda one: one.week)
    weeks = [(week, by_week.get(week, Tally())) for week in quality.weeks(asked.since, asked.until)]
    return Page(
        is_empty=not seen,
        figures=list(_figures(quality.added(by_field.values()), asked)),
        trend=[
            (_week(week), tally.share, _part(tally), address(asked, _corrected(week=week))) for week, tally in weeks
        ],
        weeks=_counts(_("By week"), _("Week from"), weeks, _week, lambda week: Choice(week=week), asked),
        tables=[_fields(by_field, asked), _sources(seen, asked), _sellers(seen, asked)],
    )


def address(asked: Asked, choice: Choice | None = None, *, page: int = 1) -> str:
    """The page of numbers, or, with a choice, the page of its documents."""
    span = {"program": asked.program.slug, "since": asked.since.isoformat(), "until": asked.until.isoformat()}
    if choice is None:
        return f"{reverse('admin:reading-quality')}?{urlencode(span)}"
    week = choice.week.isoformat() if choice.week else ""
    named = {"field": choice.field, "source": choice.source, "issuer": choice.issuer, "week": week}
    chosen = {name: value for name, value in (named | {"outcome": choice.outcome}).items() if value}
    turned = {"page": str(page)} if page > 1 else {}
    return f"{reverse('admin:reading-quality-documents')}?{urlencode(span | chosen | turned)}"


def _corrected(*, week: date | None = None) -> Choice:
    return Choice(week=week, outcome=Outcome.CORRECTED)


def _language() -> str:
    return get_language() or "en"


def _count(number: int) -> str:
    return writing.count(number, _language())


def _share(tally: Tally) -> str:
    return "–" if tally.share is None else writing.share(tally.share, _language())


def _part(tally: Tally) -> str:
    return _("%(share)s, %(count)s of %(all)s") % {
        "share": _share(tally),
        "count": _count(tally.corrected),
        "all": _count(tally.read),
    }


def _week(week: date) -> str:
    return writing.short_day(week, _language(), today=date.min)


def label_of(name: str) -> str:
    """What people call the field."""
    return str(FactsForm.base_fields[name].label) if name in FIELDS else name


def _figures(tally: Tally, asked: Asked) -> Iterator[Figure]:
    note = _("%(count)s of %(all)s values read") % {"count": _count(tally.corrected), "all": _count(tally.read)}
    yield Figure(_("Corrected by people"), _share(tally), note, address(asked, _corrected()))
    yield Figure(_("Read"), _count(tally.read), _("values, right or not"), address(asked, Choice(outcome="read")))
    typed = address(asked, Choice(outcome=Outcome.TYPED))
    yield Figure(_("Typed"), _count(tally.typed), _("values, because none was read"), typed)


def _counts(
    title: str,
    first: str,
    tallies: Sequence[tuple[Any, Tally]],
    label: Callable[[Any], str],
    choose: Callable[[Any], Choice],
    asked: Asked,
) -> Counts:
    """A table of tallies, each number with the address of its documents."""
    columns = [first, *((name, "number") for name in (_("Corrected"), _("Share"), _("Read"), _("Typed")))]
    rows = [[label(key), *_cells(tally, choose(key), asked)] for key, tally in tallies]
    return Counts(title, columns, rows)


def _cells(tally: Tally, choice: Choice, asked: Asked) -> list[Any]:
    numbers = ((Outcome.CORRECTED, tally.corrected), ("read", tally.read), (Outcome.TYPED, tally.typed))
    corrected, read, typed = (_linked(count, address(asked, replace(choice, outcome=one))) for one, count in numbers)
    return [corrected, _share(tally), read, typed]


def _linked(count: int, href: str) -> str:
    return format_html('<a href="{}">{}</a>', href, _count(count)) if count else _count(count)


def _fields(by_field: Mapping[str, Tally], asked: Asked) -> Counts:
    found = [(name, by_field.get(name, Tally())) for name in FIELDS]
    return _counts(_("By field"), _("Field"), found, label_of, lambda name: Choice(field=name), asked)


def _sources(seen: Sequence[Seen], asked: Asked) -> Counts:
    by_source = quality.counted((one for one in seen if one.source), lambda one: one.source)
    found = [(source, by_source[source]) for source in SOURCES if source in by_source]
    made = _counts(_("By source"), _("Source"), found, telling.source_word, lambda one: Choice(source=one), asked)
    # What was typed has no source.
    return replace(made, columns=made.columns[:-1], rows=[row[:-1] for row in made.rows])


def _sellers(seen: Sequence[Seen], asked: Asked) -> Counts:
    names = {one.claim.issuer: one.claim.issuer_name for one in seen}
    found = sorted(
        quality.counted(seen, lambda one: one.claim.issuer).items(),
        key=lambda pair: (-pair[1].corrected, -pair[1].read, names[pair[0]]),
    )
    made = _counts(
        _("By seller"),
        _("Seller"),
        found[:SELLERS],
        lambda key: names[key] or "–",
        lambda key: Choice(issuer=key),
        asked,
    )
    left = max(len(found) - SELLERS, 0)
    more = ngettext("%(count)s more seller has fewer.", "%(count)s more sellers have fewer.", left)
    return replace(made, note=more % {"count": _count(left)} if left else "")


def listing(seen: Sequence[Seen], shown: Sequence[Seen], asked: Asked, choice: Choice) -> Listing:
    """The documents behind a number; `seen` are all of them, `shown` those of this page."""
    columns = [_("Claim"), _("Field"), _("Source"), _("Read"), _("In the claim")]
    return Listing(
        about=" · ".join(_about(seen, asked, choice)),
        count=ngettext("%(count)s value", "%(count)s values", len(seen)) % {"count": _count(len(seen))},
        columns=columns,
        rows=[_row(one) for one in shown],
    )


def _about(seen: Sequence[Seen], asked: Asked, choice: Choice) -> Iterator[str]:
    outcomes = {Outcome.CORRECTED: _("corrected by people"), Outcome.TYPED: _("typed, because none was read")}
    yield outcomes.get(choice.outcome, _("values read"))  # type: ignore[call-overload]
    if choice.field:
        yield label_of(choice.field)
    if choice.source:
        yield telling.source_word(choice.source)
    if choice.issuer and seen:
        yield seen[0].claim.issuer_name or "–"
    if choice.week:
        yield _("week from %(day)s") % {"day": _week(choice.week)}
    yield _("%(first)s to %(last)s") % {"first": _week(asked.since), "last": _week(asked.until)}


def _row(one: Seen) -> list[Any]:
    values = (telling.written(one.field, value, currency=one.claim.currency) or "–" for value in (one.read, one.ended))
    claim = format_html(
        '<a href="{}">{}</a>', reverse("admin:claims_claim_change", args=[one.claim.pk]), one.claim.number
    )
    return [claim, label_of(one.field), telling.source_word(one.source) or "–", *values]
