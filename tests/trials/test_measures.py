"""A measure says its goal and whether it is met."""

import json

import pytest

from trials.bench.measures import Measure, as_json, as_table


def a_measure(value: float, *, reference: float = 2.0, most: float = 1.5, of: str = "ratio") -> Measure:
    return Measure("reading", "a scan", value, "s CPU", reference, most, of=of, about="engines alone")


@pytest.mark.parametrize(("value", "met"), [(2.9, True), (3.0, True), (3.1, False)])
def test_a_goal_may_limit_the_ratio(value: float, met: bool):
    assert a_measure(value).met is met


@pytest.mark.parametrize(("value", "met"), [(149.0, True), (151.0, False)])
def test_a_goal_may_limit_the_value(value: float, met: bool):
    assert a_measure(value, most=150, of="value").met is met


@pytest.mark.parametrize(("value", "met"), [(0.951, True), (0.95, True), (0.949, False)])
def test_a_goal_may_ask_for_at_least_so_much(value: float, met: bool):
    measure = Measure("reading", "F1", value, "F1", 0.8, least=0.95)

    assert (measure.met, measure.goal) == (met, "value >= 0.95")


def test_without_a_goal_a_figure_is_stated_and_fails_nothing():
    measure = Measure("points", "codes on SQLite", 1.0, "codes/s", 100.0, of="ratio")

    assert (measure.met, measure.goal) == (True, "stated")


def test_a_ratio_to_nothing_meets_no_goal():
    assert not a_measure(1.0, reference=0).met


def test_a_line_has_the_names_that_scripts_rely_on():
    line = json.loads(as_json([a_measure(2.9)]))

    assert {"bench", "measure", "value", "unit", "reference", "ratio", "goal", "met"} <= set(line)
    assert (line["ratio"], line["goal"], line["met"]) == (1.45, "ratio <= 1.5", True)


def test_the_table_shows_what_was_missed():
    table = as_table([a_measure(2.9), a_measure(4.0)]).splitlines()

    assert [row.split()[0] for row in table] == ["bench", "reading", "reading"]
    assert "NO" in table[2]
    assert "NO" not in table[1]
