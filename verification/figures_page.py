"""A distributor's figures in words: each number as it is written, with the list behind it where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import writing
from verification.figures import BY_DOCUMENT, BY_FILE, Figures

REASONS = 5
FAR = 7
"""Promised days further away than that, before and after today, share a bar."""
SHOWN_DAYS = 62
"""Of more days than these the plot shows weeks."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: as `components/figure.html` takes it."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What `partner/overview.html` shows."""

    is_empty: bool
    figures: list[Figure]
    ages: list[tuple[str, int, str]]
    per_day: list[tuple[str, int, str]]
    is_weekly: bool
    reasons: list[tuple[str, int]]
    branches: list[tuple[str, ...]]


def page(seen: Figures, *, branches: Mapping[int, str]) -> Page:
    """For reading; `branches` are the names of the distributor's own."""
    is_weekly = (seen.asked.until - seen.asked.since).days >= SHOWN_DAYS
    return Page(
        is_empty=not (seen.waits or seen.decided or seen.by_organizer or seen.brought),
        figures=[*_answering(seen), *_outcomes(seen), *_customers(seen)],
        ages=list(_ages(seen)) if seen.waits else [],
        per_day=list(_per_week(seen) if is_weekly else _per_day(seen)) if seen.decided else [],
        is_weekly=is_weekly,
        reasons=[(str(reason.label), count) for reason, count in seen.reasons[:REASONS]],
        branches=list(_branches(seen, branches)) if branches and seen.asked.branch is None else [],
    )


def language() -> str:
    """The reader's."""
    return get_language() or "en"


def _count(number: int) -> str:
    return writing.count(number, language())


def _share(part: int, whole: int) -> str:
    return writing.share(part / whole, language()) if whole else "–"


def duration(hours: int | None) -> str:
    """Whole hours as people read them; from two days on, days."""
    if hours is None:
        return "–"
    if hours < 48:
        return f"{hours} h" if hours else "< 1 h"
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _answering(seen: Figures) -> Iterator[Figure]:
    late = _("%(count)s past the promised day") % {"count": _count(seen.late)} if seen.late else ""
    branch = f"?branch={seen.asked.branch.uuid}" if seen.asked.branch else ""
    yield Figure(_("Waiting now"), _count(seen.waits), note=late, href=reverse("verification:queue") + branch)
    ours = ngettext("%(count)s more by the organizer", "%(count)s more by the organizer", seen.by_organizer)
    by_organizer = ours % {"count": _count(seen.by_organizer)} if seen.by_organizer else ""
    yield Figure(_("Decided"), _count(seen.decided), note=by_organizer)
    half, most = seen.took(0.5), seen.took(0.9)
    nine = _("nine of ten within %(time)s") % {"time": duration(most)} if most is not None else ""
    yield Figure(_("Usual time to the answer"), duration(half), note=nine)
    of_all = _("%(count)s of %(all)s") % {"count": _count(seen.in_time), "all": _count(seen.decided)}
    yield Figure(_("By the promised day"), _share(seen.in_time, seen.decided), note=of_all if seen.decided else "")


def _outcomes(seen: Figures) -> Iterator[Figure]:
    confirmed = sum(seen.confirmed.values())
    by_file, by_document = seen.confirmed.get(BY_FILE, 0), seen.confirmed.get(BY_DOCUMENT, 0)
    parts = (
        (_("Confirmed by your sales file"), by_file, confirmed, reverse("distributors:sales")),
        (_("Confirmed by the document itself"), by_document, confirmed, ""),
        (_("Confirmed by people"), confirmed - _alone(seen), confirmed, ""),
        (_("Refused"), seen.refused, seen.decided, ""),
    )
    for label, part, whole, href in parts:
        note = _("%(count)s of %(all)s") % {"count": _count(part), "all": _count(whole)} if whole else ""
        yield Figure(label, _share(part, whole), note=note, href=href)


def _customers(seen: Figures) -> Iterator[Figure]:
    points = seen.asked.distributor.program.points_name
    yield Figure(_("Earned by your customers"), _count(seen.points), points, _("for these purchases"))
    claimed = ngettext("%(count)s has claimed since", "%(count)s have claimed since", seen.claimed)
    note = claimed % {"count": _count(seen.claimed)} if seen.brought else ""
    yield Figure(_("Brought by your links"), _count(seen.brought), note=note, href=reverse("distributors:links"))


def _ages(seen: Figures) -> Iterator[tuple[str, int, str]]:
    """What waits, by how far its promised day is, from the latest to the furthest; no gap between them."""
    near: dict[int, int] = {}
    for day, count in seen.waiting.items():
        away = max(-FAR, min(FAR, (day - seen.today).days))
        near[away] = near.get(away, 0) + count
    for away in range(min(near), max(near) + 1):
        yield _away(away), near.get(away, 0), _count(near.get(away, 0))


def _away(days: int) -> str:
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    if abs(days) == FAR:
        return _("a week late or more") if days < 0 else _("due in a week or more")
    late = ngettext("%(count)s day late", "%(count)s days late", -days)
    ahead = ngettext("due in %(count)s day", "due in %(count)s days", days)
    return (late if days < 0 else ahead) % {"count": abs(days)}


def _per_day(seen: Figures) -> Iterator[tuple[str, int, str]]:
    day = seen.asked.since
    while day <= seen.asked.until:
        yield _written(day, seen), seen.per_day.get(day, 0), _count(seen.per_day.get(day, 0))
        day += timedelta(days=1)


def _per_week(seen: Figures) -> Iterator[tuple[str, int, str]]:
    """Weeks of seven days from the first day asked for on, each by its first day."""
    day = seen.asked.since
    while day <= seen.asked.until:
        count = sum(seen.per_day.get(day + timedelta(days=number), 0) for number in range(7))
        yield _written(day, seen), count, _count(count)
        day += timedelta(days=7)


def _written(day: date, seen: Figures) -> str:
    return writing.short_day(day, language(), today=seen.today)


def _branches(seen: Figures, names: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
    found = {row.branch: row for row in seen.branches}
    for pk, name in [*names.items(), (None, _("no branch named"))]:
        row = found.get(pk)
        if row is None and pk is None:
            continue
        waiting, late, decided, in_time = (row.waiting, row.late, row.decided, row.in_time) if row else (0, 0, 0, 0)
        yield name, _count(waiting), _count(late), _count(decided), _share(in_time, decided)


def table(seen: Figures, *, branches: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
    """The same as rows for a spreadsheet: plain numbers, times in hours."""
    asked = seen.asked
    yield _("From"), asked.since
    yield _("To"), asked.until
    yield _("Branch"), asked.branch.name if asked.branch else _("all")
    yield _("Waiting now"), seen.waits
    yield _("Past the promised day"), seen.late
    yield _("Decided"), seen.decided
    yield _("Decided by the organizer"), seen.by_organizer
    yield _("Half of the answers within hours"), seen.took(0.5)
    yield _("Nine of ten answers within hours"), seen.took(0.9)
    yield _("By the promised day"), seen.in_time
    yield _("Confirmed by your sales file"), seen.confirmed.get(BY_FILE, 0)
    yield _("Confirmed by the document itself"), seen.confirmed.get(BY_DOCUMENT, 0)
    yield _("Confirmed by people"), sum(seen.confirmed.values()) - _alone(seen)
    yield _("Refused"), seen.refused
    yield from ((_("Refused: %(reason)s") % {"reason": reason.label}, count) for reason, count in seen.reasons)
    yield _("Earned by your customers"), seen.points
    yield _("Brought by your links"), seen.brought
    yield _("Of them have claimed since"), seen.claimed
    yield from ((_("Decided on %(day)s") % {"day": day}, count) for day, count in sorted(seen.per_day.items()))
    yield from ((_("Waiting, due on %(day)s") % {"day": day}, count) for day, count in sorted(seen.waiting.items()))
    for row in seen.branches if branches and asked.branch is None else ():
        name = branches.get(row.branch or 0, _("no branch named"))
        yield _("Waiting at %(branch)s") % {"branch": name}, row.waiting
        yield _("Decided at %(branch)s") % {"branch": name}, row.decided


def _alone(seen: Figures) -> int:
    """Confirmed without anybody."""
    return seen.confirmed.get(BY_FILE, 0) + seen.confirmed.get(BY_DOCUMENT, 0)
