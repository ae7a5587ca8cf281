"""Counting what people corrected: what counts as a correction, and what does not."""

from datetime import date

import pytest

from claims import quality
from claims.quality import Choice, Outcome, ReadClaim, Tally

TUESDAY = date(2026, 11, 17)


def claim(read=None, ended=None, **changes) -> ReadClaim:
    plain = {"number": "ZP1", "pk": 1, "sent_on": TUESDAY, "issuer": "alfa", "issuer_name": "Alfa", "currency": "PLN"}
    told = {name: (value, "ocr") for name, value in (read or {}).items()}
    return ReadClaim(**(plain | {"read": told, "ended": ended or {}} | changes))


def outcome(name: str, read: str, ended: str) -> Outcome | None:
    seen = list(quality.observed([claim({name: read}, {name: ended})]))
    return seen[0].outcome if seen else None


@pytest.mark.parametrize(
    ("name", "read", "ended"),
    [
        ("total", "369.0", "369.00"),
        ("issuer_tax_id", "PL6770065406", "677-006-54-06"),
        ("issuer_name", "HURTOWNIA ALFA SP. Z O.O.", "Hurtownia Alfa"),
        ("document_number", "FV 1/2026", "fv 1/2026"),
        ("issue_date", "2026-11-04", "2026-11-04"),
    ],
)
def test_what_is_only_written_otherwise_was_not_corrected(name: str, read: str, ended: str):
    assert outcome(name, read, ended) is Outcome.KEPT


@pytest.mark.parametrize(
    ("name", "read", "ended", "became"),
    [
        ("total", "369.00", "396.00", Outcome.CORRECTED),
        ("document_number", "FV/1", "FV/11", Outcome.CORRECTED),
        ("issuer_tax_id", "6770065406", "", Outcome.CORRECTED),
        ("total", "", "396.00", Outcome.TYPED),
        ("total", "", "", None),
    ],
)
def test_what_became_of_a_value(name: str, read: str, ended: str, became: Outcome | None):
    assert outcome(name, read, ended) is became


def test_each_key_has_its_own_count_and_together_they_are_all():
    claims = [
        claim({"total": "1"}, {"total": "1"}),
        claim({"total": "1"}, {"total": "2"}, issuer="beta"),
        claim({}, {"total": "2"}, issuer="beta"),
    ]

    by_issuer = quality.counted(quality.observed(claims), lambda one: one.claim.issuer)

    assert by_issuer == {"alfa": Tally(1, 0, 0), "beta": Tally(1, 1, 1)}
    assert quality.added(by_issuer.values()) == Tally(2, 1, 1)
    assert (by_issuer["alfa"].share, by_issuer["beta"].share, Tally(typed=3).share) == (0, 1, None)


def test_a_week_begins_on_monday_and_empty_weeks_are_there_too():
    (seen,) = quality.observed([claim({"total": "1"}, {"total": "1"})])

    assert seen.week == date(2026, 11, 16)
    assert quality.weeks(date(2026, 11, 4), TUESDAY) == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Choice(), 3),
        (Choice(outcome="read"), 2),
        (Choice(outcome="corrected"), 1),
        (Choice(field="total", outcome="typed"), 1),
        (Choice(source="ocr", week=date(2026, 11, 16)), 2),
        (Choice(issuer="beta"), 0),
    ],
)
def test_a_choice_takes_what_its_number_counted(choice: Choice, count: int):
    read = {"document_number": "FV/1", "issue_date": "2026-11-04"}
    ended = {"document_number": "FV/2", "issue_date": "2026-11-04", "total": "12"}

    assert sum(choice.takes(one) for one in quality.observed([claim(read, ended)])) == count
