"""Days, money and counts stand on the page as the reader's language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from common import writing

TODAY = date(2026, 11, 21)


def written(text, language="en", **values):
    with translation.override(language):
        rendered = Template("{% load kwit %}" + text).render(Context(values))
    return rendered.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("language", "text"), [("en", "PLN 1,284.50"), ("pl", "1 284,50 zł"), ("de", "1.284,50 PLN")])
def test_money(language, text):
    assert written("{{ it|money:'PLN' }}", language, it=Decimal("1284.5")) == text


@pytest.mark.parametrize(("language", "text"), [("en", "1,240 +180 −60 0"), ("pl", "1 240 +180 −60 0")])
def test_points(language, text):
    page = "{{ a|points }} {{ b|signed }} {{ c|signed }} {{ d|signed }}"

    assert written(page, language, a=1240, b=180, c=-60, d=0) == text


def test_quantities_have_no_idle_zeros():
    assert written("{{ a|quantity }} {{ b|quantity }}", "pl", a=Decimal("12.000"), b=Decimal("2.500")) == "12 2,5"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Tuesday, 24 November"), ("pl", "wtorek, 24 listopada"), ("de", "Dienstag, 24. November")],
)
def test_a_day_in_full(language, text):
    assert writing.long_day(date(2026, 11, 24), language, today=TODAY) == text


def test_another_year_is_said():
    assert writing.long_day(date(2027, 1, 4), "en", today=TODAY) == "Monday, 4 January 2027"
    assert writing.short_day(date(2025, 1, 4), "en", today=TODAY) == "4 Jan 2025"


@pytest.mark.parametrize(("day", "text"), [(20, "yesterday"), (21, "today"), (22, "tomorrow"), (24, "Tue 24 Nov")])
def test_near_days_are_said_as_people_say_them(day, text):
    with translation.override("en"):
        assert writing.due(date(2026, 11, day), "en", today=TODAY) == text


@pytest.mark.parametrize(
    ("days", "english", "polish"),
    [
        (1, "1 day", "1 dzień"),
        (30, "30 days", "30 dni"),
        (90, "3 months", "3 miesiące"),
        (365, "12 months", "12 miesięcy"),
        (730, "2 years", "2 lata"),
        (2192, "6 years", "6 lat"),
    ],
)
def test_a_period_is_told_in_its_largest_part(days, english, polish):
    for language, words in (("en", english), ("pl", polish)):
        with translation.override(language):
            assert writing.period(days, language) == words


@time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=UTC))
def test_a_moment_is_told_in_the_readers_time():
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert written("{{ it|moment }}, {{ it|short_day }}, {{ it|due }}", it=late) == "21 Nov, 00:30, 21 Nov, today"


@pytest.mark.parametrize("name", ["money:'PLN'", "points", "signed", "quantity", "share", "day", "due", "moment"])
def test_what_is_not_known_is_not_written(name):
    assert written("{{ it|" + name + " }}", it=None) == ""


def test_an_unknown_language_is_written_as_english():
    assert writing.count(1240, "en") == writing.count(1240, None)


def test_numbers_for_drawings_never_follow_the_language():
    assert written("{{ it|plain }}", "pl", it=1234.5) == "1234.5"
