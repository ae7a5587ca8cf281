"""A course's results in words: numbers as they are written, tables, and what the plots show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import writing
from config.quality_page import Counts, Figure
from elearning.comparing import Compared, from_json
from elearning.models import Comparison, Tally
from elearning.results import QuestionResult, Results
from elearning.services.tallies import FASTEST_DAYS

Kind = Tally.Kind

POOR = 0.1
"""A question below this hardly tells who knows from who does not."""

Bars = list[tuple[str, int, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What `admin/course_results.html` shows."""

    is_empty: bool
    figures: list[Figure]
    months: Bars
    lessons: Bars
    days: Bars
    questions: Counts
    comparison: Counts | None
    compared: Bars
    comparison_note: str


def language_now() -> str:
    """The reader's language as two letters."""
    return (get_language() or "en")[:2]


def page(found: Results, comparison: Comparison | None, *, about_products: bool) -> Page:
    """The numbers for reading."""
    compared = from_json(comparison.result) if comparison else None
    return Page(
        is_empty=not found.counts,
        figures=list(_figures(found)),
        months=[(_month(one.first), one.enrolled, _begun(one.enrolled, one.passed)) for one in found.months],
        lessons=list(_way(found)),
        days=[(label, count, _count(count)) for label, count in _days(found)],
        questions=_questions(found),
        comparison=_table(compared) if compared else None,
        compared=_plot(compared) if compared else [],
        comparison_note=_note(comparison, about_products=about_products),
    )


def _count(number: int) -> str:
    return writing.count(number, language_now())


def _share(part: int, whole: int) -> str:
    return writing.share(part / whole, language_now()) if whole else "–"


def _month(month: date) -> str:
    return f"{MONTHS[month.month]} {month.year}"


def _begun(enrolled: int, passed: int) -> str:
    return _("%(enrolled)s enrolled, %(passed)s passed") % {"enrolled": _count(enrolled), "passed": _count(passed)}


def _figures(found: Results) -> Iterator[Figure]:
    enrolled = found.count(Kind.ENROLLED)
    back = ngettext("%(count)s gave it back", "%(count)s gave it back", found.count(Kind.GIVEN_BACK))
    yield Figure(_("Enrolled"), _count(enrolled), back % {"count": _count(found.count(Kind.GIVEN_BACK))}, "")
    for kind, label in (
        (Kind.STARTED, _("Started")),
        (Kind.FINISHED, _("All lessons done")),
        (Kind.PASSED, _("Passed")),
    ):
        number = found.count(kind)
        yield Figure(label, _count(number), _("%(share)s of those enrolled") % {"share": _share(number, enrolled)}, "")
    attempts, each = found.count(Kind.ATTEMPT), found.minutes_each
    took = "" if each is None else _("%(minutes)s minutes each, at the mean") % {"minutes": _count(round(each))}
    yield Figure(_("Attempts at the quiz"), _count(attempts), took, "")
    credits = found.count(Kind.CREDITS)
    by_firms = _("%(count)s of it by companies") % {"count": _count(found.count(Kind.BY_FIRMS))}
    yield Figure(_("Training credits spent"), _count(credits), by_firms, "")


def _way(found: Results) -> Iterator[tuple[str, int, str]]:
    """Where people stop: from the enrolment by way of each lesson to passing."""
    enrolled = found.count(Kind.ENROLLED)
    steps = [(_("Enrolled"), enrolled), (_("Started"), found.count(Kind.STARTED))]
    steps += [(f"{number}. {one.title}", one.done) for number, one in enumerate(found.lessons, start=1)]
    steps += [(_("Passed"), found.count(Kind.PASSED))]
    yield from ((label, number, f"{_count(number)}, {_share(number, enrolled)}") for label, number in steps)


def _days(found: Results) -> Iterator[tuple[str, int]]:
    last = None
    for bound in FASTEST_DAYS:
        first = 0 if last is None else last + 1
        yield (
            (_("the same day") if bound == 0 else _("%(first)s to %(last)s days") % {"first": first, "last": bound}),
            (found.days.get(f"{bound}", 0)),
        )
        last = bound
    yield _("longer"), found.days.get("more", 0)


def _questions(found: Results) -> Counts:
    columns = [
        _("Question"),
        (_("Version"), "number"),
        (_("Asked"), "number"),
        (_("Right"), "number"),
        (_("Tells who knows"), "number"),
    ]
    note = _(
        "Right: the mean share of its points. Tells who knows: how far it goes along with the rest of the quiz, from "
        "−1 to 1; near 0 it tells nothing, and below 0 those who know get it wrong. From 20 answers on."
    )
    return Counts(_("Questions, the hardest first"), columns, [_question(one) for one in found.questions], note)


def _question(one: QuestionResult) -> list[str]:
    told = "–" if one.discrimination is None else f"{one.discrimination:.2f}".replace("-", writing.MINUS)
    weak = one.discrimination is not None and one.discrimination < POOR
    return [
        one.text or one.key,
        _count(one.version),
        _count(one.asked),
        writing.share(one.share, language_now()),
        f"{told} !" if weak else told,
    ]


def _plot(compared: Compared) -> Bars:
    """Claims for each hundred people, by month from passing."""
    return [
        (_offset(one.offset), round(100 * one.claims / one.people) if one.people else 0, _both(one.claims, one.people))
        for one in compared.points
    ]


def _both(claims: int, people: int) -> str:
    return _("%(claims)s claims by %(people)s people") % {"claims": _count(claims), "people": _count(people)}


def _offset(months: int) -> str:
    if months == 0:
        return _("the month of passing")
    number = abs(months)
    words = (
        ngettext("%(number)s month before", "%(number)s months before", number)
        if months < 0
        else ngettext("%(number)s month after", "%(number)s months after", number)
    )
    return words % {"number": number}


def _table(compared: Compared) -> Counts:
    columns = [
        _("Month"),
        (_("People who passed"), "number"),
        (_("Their claims"), "number"),
        (_("As many others claimed"), "number"),
    ]
    rows = [
        [_offset(one.offset), _count(one.people), _count(one.claims), writing.count(round(one.others), language_now())]
        for one in compared.points
    ]
    note = _("%(others)s people never began the course; they are counted in the same months of the calendar.") % {
        "others": _count(compared.others)
    }
    return Counts(_("Claims of the course's products, before and after"), columns, rows, note)


def _note(comparison: Comparison | None, *, about_products: bool) -> str:
    if not about_products:
        return _("Name the products that the course is about, and this page compares what is claimed of them.")
    if comparison is None:
        return _("The comparison is worked out once a day; it is not there yet.")
    return _("Who takes a course differs from who does not in more than the course: this shows no cause.")
