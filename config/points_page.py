"""What a program owes, in words: each number as it is written, each sponsor by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.forecast import Forecast
from common import writing
from distributors.models import Distributor
from ledger.kinds import Holder, Unit
from ledger.legs import Owner
from ledger.liability import Owed
from ledger.models import Adjustment, Extension
from programs.models import Program

EXTENSIONS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose points."""

    program: Program


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: as `components/figure.html` takes it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """One unit: its plot by month, and its table by month and sponsor."""

    title: str
    bars: list[tuple[str, int, str]]
    columns: list[Any]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One adjustment with both names."""

    pk: int
    when: str
    whom: str
    amount: str
    reason: str
    by: str
    decided: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What `admin/points.html` shows."""

    figures: list[Figure]
    parts: list[Part]
    csv: str
    extend: str
    adjust: str
    merge: str
    forecast_note: str


def page(owed: Sequence[Owed], waiting: Forecast, asked: Asked) -> Page:
    """The liability for reading."""
    sponsors = _sponsors(owed, asked.program)
    units = [unit for unit in Unit if any(one.unit == unit for one in owed)]
    note = ""
    if waiting.counted < waiting.waiting:
        note = _("The forecast counts the %(counted)s oldest of %(waiting)s claims that wait.") % {
            "counted": _count(waiting.counted),
            "waiting": _count(waiting.waiting),
        }
    return Page(
        figures=[*_owed_figures(owed, asked.program), *_forecast_figures(waiting, asked.program)],
        parts=[_part(unit, [one for one in owed if one.unit == unit], sponsors, asked.program) for unit in units],
        csv=address(asked, csv="1"),
        extend=f"{reverse('admin:points-extend')}?{urlencode({'program': asked.program.slug})}",
        adjust=f"{reverse('admin:points-adjust')}?{urlencode({'program': asked.program.slug})}",
        merge=f"{reverse('admin:points-merge')}?{urlencode({'program': asked.program.slug})}",
        forecast_note=note,
    )


def address(asked: Asked, **query: str) -> str:
    """The page of that program."""
    return f"{reverse('admin:points')}?{urlencode({'program': asked.program.slug, **query})}"


def cells(owed: Sequence[Owed], program: Program) -> list[list[str]]:
    """The rows of the CSV, heads first; months as `2026-11`, empty for no end."""
    sponsors = _sponsors(owed, program)
    heads = ["unit", "sponsor", "month", "amount"]
    rows = [
        [one.unit, sponsors[one.sponsor], f"{one.month:%Y-%m}" if one.month else "", str(one.amount)] for one in owed
    ]
    return [heads, *rows]


def adjustments(found: Iterable[Adjustment], people: dict[str, str]) -> list[Adjusted]:
    """Adjustments in words; `people` are the names of owners."""
    today, language = timezone.localdate(), _language()
    return [
        Adjusted(
            pk=one.pk,
            when=writing.moment(timezone.localtime(one.made_at), language, today=today),
            whom=people.get(one.owner, one.owner),
            amount=f"{writing.signed_count(one.amount, language)} {_name(one.unit, one.program)}",
            reason=one.reason,
            by=str(one.made_by),
            decided=f"{one.get_state_display()}: {one.decided_by}" if one.decided_by else one.get_state_display(),
            is_waiting=one.state == Adjustment.State.WAITING,
        )
        for one in found
    ]


def extensions(rows: Any) -> list[list[str]]:
    """The newest extensions, as rows of a table."""
    today, language = timezone.localdate(), _language()
    return [
        [
            writing.moment(timezone.localtime(one.made_at), language, today=today),
            str(one.made_by or "–"),
            _("one person") if one.owner else _("everybody"),
            writing.long_day(one.until, language, today=today),
            one.reason,
        ]
        for one in _newest(rows)
    ]


def _newest(rows: Any) -> Iterable[Extension]:
    newest: Iterable[Extension] = rows.order_by("-pk")[:EXTENSIONS]
    return newest


def _language() -> str:
    return get_language() or "en"


def _count(number: int) -> str:
    return writing.count(number, _language())


def _name(unit: str, program: Program) -> str:
    return program.points_name if unit == Unit.POINTS else _("training credits")


def _owed_figures(owed: Sequence[Owed], program: Program) -> Iterator[Figure]:
    for unit in Unit:
        there = sum(one.amount for one in owed if one.unit == unit)
        ending = sum(one.amount for one in owed if one.unit == unit and one.month)
        note = _("%(ending)s of it end some day") % {"ending": _count(ending)}
        yield Figure(_("Owed: %(unit)s") % {"unit": _name(unit, program)}, _count(there), note)


def _forecast_figures(waiting: Forecast, program: Program) -> Iterator[Figure]:
    note = _("if what waits is confirmed (claims: %(count)s)") % {"count": _count(waiting.waiting)}
    for unit in Unit:
        label = _("Forecast: %(unit)s") % {"unit": _name(unit, program)}
        yield Figure(label, _count(waiting.by_unit.get(unit, 0)), note)


def _part(unit: Unit, owed: Sequence[Owed], sponsors: dict[Owner, str], program: Program) -> Part:
    months: Counter[date | None] = Counter()
    for one in owed:
        months[one.month] += one.amount
    # Without any end there is nothing to plot by month.
    shown = _every_month(months) if any(months) else ()
    bars = [(_month(month), months[month], _count(months[month])) for month in shown]
    rows = [[_month(one.month), sponsors[one.sponsor], _count(one.amount)] for one in owed]
    columns = [_("ends in"), _("sponsor"), (_("amount"), "number")]
    return Part(_name(unit, program), bars, columns, rows)


def _every_month(months: Collection[date | None]) -> Iterator[date | None]:
    """From the first to the last, also those in which nothing ends; then what has no end."""
    named = sorted(month for month in months if month)
    month = named[0] if named else None
    while month and month <= named[-1]:
        yield month
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    if None in months:
        yield None


def _month(month: date | None) -> str:
    return f"{MONTHS[month.month]} {month.year}" if month else _("no end")


def _sponsors(owed: Iterable[Owed], program: Program) -> dict[Owner, str]:
    owners = {one.sponsor for one in owed}
    refs = {owner.ref.partition(":")[2]: owner for owner in owners if owner.kind == Holder.DISTRIBUTOR}
    names = dict(Distributor.objects.filter(program=program, uuid__in=refs).values_list("uuid", "name"))
    known = {refs[str(uuid)]: name for uuid, name in names.items()}
    return {owner: known.get(owner) or _kind(owner, program) for owner in owners}


def _kind(owner: Owner, program: Program) -> str:
    return program.organizer_name if owner.kind == Holder.ORGANIZER else str(Holder(owner.kind).label)
