"""A sheet of baselines, read line by line."""

from decimal import Decimal

import pytest

from campaigns.baselines import LONGEST, lines_of

KNOWN = {"marek@example.com": "participant:1", "ola@example.com": "participant:2"}


@pytest.mark.parametrize(
    "text",
    [
        "marek@example.com;1234,5\nola@example.com;0",
        "marek@example.com,1234.5\nola@example.com,0",
        "marek@example.com\t1 234,5\nola@example.com\t0.000\n",
        "e-mail;sztuk\n\n Marek@Example.com ; 1234.500\nola@example.com;0",
    ],
)
def test_sheets_as_they_come_are_read(text):
    told = [(line.subject, line.counted, line.problem) for line in lines_of(text, KNOWN)]

    assert told == [("participant:1", Decimal("1234.5"), ""), ("participant:2", Decimal(0), "")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("iga@example.com;5", "Nobody in the program"),
        ("marek@example.com;many", "not a number"),
        ("marek@example.com;-1", "zero or more"),
        ("marek@example.com;nan", "zero or more"),
        ("marek@example.com;1e99", "zero or more"),
        ("marek@example.com;1,2345", "three decimal places"),
        ("marek@example.com", "Two columns"),
        ("marek@example.com;", "Two columns"),
        ("marek@example.com;1;2", "Two columns"),
        (";5", "Two columns"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_the_others_are_read(line, problem):
    ola, wrong = lines_of(f"ola@example.com;5\n{line}", KNOWN)

    assert (ola.subject, ola.problem) == ("participant:2", "")
    assert wrong.number == 2 and problem in wrong.problem and not wrong.subject


def test_a_first_line_that_names_somebody_is_no_heading():
    assert [line.problem for line in lines_of("marek@example.com;many\nola@example.com;5", KNOWN)] != [""]


def test_who_stands_twice_is_told_where_the_first_time_was():
    assert "line 1" in lines_of("marek@example.com;5\nMAREK@example.com;6", KNOWN)[1].problem


def test_a_sheet_without_end_is_not_taken():
    (line,) = lines_of("marek@example.com;5\n" * (LONGEST + 1), KNOWN)
    assert "send several files" in line.problem
