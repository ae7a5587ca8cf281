"""A distributor's figures: what waits, what was decided and how soon, and what came of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.reasons import Reason
from claims.states import Status
from common.moments import HoursBetween, LocalDay, changes_of_clocks
from distributors.services import inviting
from tests.builders.claims import a_claim
from tests.builders.partners import a_branch, a_link
from tests.builders.programs import (
    NOON,
    WARSAW,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
)
from verification import figures
from verification.figures import Asked
from verification.models import Decision
from verification.services import decisions, undoing

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

FRIDAY = NOON.date()


def seen(distributor=None, *, since=date(2026, 11, 1), until=date(2026, 11, 30), branch=None, now=NOON):
    return figures.figures(Asked(distributor or a_distributor(), since, until, branch), now=now)


def decided(status=Status.VERIFIED, *, sent=NOON - timedelta(hours=5), at=NOON, **changes) -> Claim:
    """A claim that was sent and decided at these moments, and its decision with it."""
    claim = a_claim(status)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=sent, decided_at=at, **changes)
    claim.decisions.filter(made_at=NOON).update(made_at=at)
    claim.refresh_from_db()
    return claim


def test_nothing_is_nothing():
    found = seen()

    assert (found.waits, found.decided, found.took(0.5), found.points, found.brought) == (0, 0, None, 0, 0)


def test_what_waits_stands_by_its_promised_day_and_late_ones_are_counted():
    for days in (-3, 0, 0, 4):
        claim = a_claim(Status.SUBMITTED)
        Claim.objects.filter(pk=claim.pk).update(due_on=FRIDAY + timedelta(days=days))
    a_claim(Status.QUERIED)
    organizers = a_claim(Status.SUBMITTED)
    Claim.objects.filter(pk=organizers.pk).update(desk="organizer")

    found = seen()

    assert {(day - FRIDAY).days: count for day, count in found.waiting.items()} == {-3: 1, 0: 2, 4: 1}
    assert (found.waits, found.late) == (4, 1)


def test_the_usual_time_and_that_of_nine_in_ten():
    for hours in (1, 2, 3, 4, 5, 6, 7, 8, 30, 100):
        decided(sent=NOON - timedelta(hours=hours, minutes=10))

    found = seen()

    assert (found.took(0.5), found.took(0.9)) == (5, 30)


def test_in_time_is_up_to_the_end_of_the_promised_day_where_the_program_is():
    # 23:30 in Warsaw is still the promised day, though in UTC an hour earlier; half an hour later it is not.
    decided(at=datetime(2026, 11, 20, 23, 30, tzinfo=WARSAW), due_on=FRIDAY)
    decided(at=datetime(2026, 11, 21, 0, 15, tzinfo=WARSAW), due_on=FRIDAY)

    found = seen()

    assert (found.in_time, found.decided) == (1, 2)
    assert found.per_day == {date(2026, 11, 20): 1, date(2026, 11, 21): 1}


def test_only_the_days_asked_for_count_both_ends_included():
    for moment in ("2026-11-01T00:00", "2026-11-30T23:59", "2026-10-31T23:59", "2026-12-01T00:00"):
        decided(at=datetime.fromisoformat(moment).replace(tzinfo=WARSAW))

    assert seen().decided == 2


def test_how_claims_were_confirmed_and_why_they_were_refused():
    for way in (Decision.Way.SALES_FILE, Decision.Way.NO_DOUBT, Decision.Way.DESK, Decision.Way.MAIL):
        decided().decisions.update(way=way)
    decided(Status.REFUSED)

    found = seen()

    assert found.confirmed == {"sales-file": 1, "no-doubt": 1, "desk": 1, "mail": 1}
    assert found.reasons == [(Reason.RETURNED, 1)]
    assert (found.refused, found.decided) == (1, 5)


def test_an_undone_answer_does_not_count_beside_the_one_that_stands():
    claim, anna = a_claim(Status.SUBMITTED), a_clerk().user
    decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON)
    claim.refresh_from_db()
    undoing.undo(decision=claim.decisions.get(), by=anna, now=NOON + timedelta(minutes=1))
    claim.refresh_from_db()
    decisions.confirm(claim=claim, by=anna, now=NOON + timedelta(minutes=2))

    found = seen()

    assert (found.decided, found.confirmed, found.reasons) == (1, {"desk": 1}, [])


def test_answers_of_the_organizer_count_beside():
    decided()
    decided(desk="organizer")

    found = seen()

    assert (found.decided, found.by_organizer, sum(found.confirmed.values())) == (1, 1, 1)


def test_points_are_what_customers_were_given_and_still_have():
    given = seen_points(decided())
    reversed_one = a_claim(Status.REVERSED)

    assert given > 0
    assert seen().points == given
    assert reversed_one.status == Status.REVERSED


def seen_points(claim):
    return sum(
        line.left for award in claim.awards.all() for line in award.lines.filter(unit="points", rewards="participant")
    )


def test_whom_the_links_brought_and_who_of_them_claimed():
    link = a_link()
    for name in ("Marek Nowak", "Ola Kowalska", "Ewa Lis"):
        inviting.introduce(participant=a_participant(name), link=link, now=NOON)
    a_claim(Status.SUBMITTED, participant=a_participant("Marek Nowak"))
    a_claim(Status.DRAFT, participant=a_participant("Ola Kowalska"))

    found = seen()

    assert (found.brought, found.claimed) == (3, 1)


def test_one_branch_is_told_from_the_others():
    krakow, tarnow = a_branch(), a_branch("Tarnów")
    decided(branch=krakow)
    decided(branch=krakow)
    decided(branch=tarnow)
    waits = a_claim(Status.SUBMITTED)
    Claim.objects.filter(pk=waits.pk).update(branch=tarnow, due_on=FRIDAY - timedelta(days=1))

    of_all, of_one = seen(), seen(branch=krakow)

    rows = {row.branch: (row.waiting, row.late, row.decided) for row in of_all.branches}
    assert rows == {krakow.pk: (0, 0, 2), tarnow.pk: (1, 1, 1)}
    assert (of_one.decided, of_one.waits, sum(of_one.confirmed.values()), sum(of_one.hours.values())) == (2, 0, 2, 2)


def test_nothing_of_another_distributor_or_program_counts():
    decided()
    beta = a_distributor("Beta", tax_id="1234563218")
    foreign = a_distributor("Obcy", program=a_program("inny", name="Inny"), tax_id="5261040828")

    assert [seen(one).decided for one in (a_distributor(), beta, foreign)] == [1, 0, 0]


def test_the_number_of_questions_does_not_grow():
    a_campaign_admin()
    decided()
    with CaptureQueriesContext(
        connection,
    ) as few:
        seen()
    for _time in range(4):
        decided()
        a_claim(Status.SUBMITTED)
        decided(Status.REFUSED, branch=a_branch())
    with CaptureQueriesContext(connection) as many:
        seen()

    # The distributor itself is looked up by the test.
    assert len(many) == len(few) <= 9


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T22:59", "2026-03-28"),
        ("2026-03-28T23:00", "2026-03-29"),
        ("2026-03-29T21:59", "2026-03-29"),
        ("2026-03-29T22:00", "2026-03-30"),
        ("2026-10-24T21:59", "2026-10-24"),
        ("2026-10-24T22:00", "2026-10-25"),
        ("2026-10-25T22:59", "2026-10-25"),
        ("2026-10-25T23:00", "2026-10-26"),
    ],
)
def test_days_are_those_of_the_program_also_when_the_clocks_change(moment, day):
    decided(at=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    local = LocalDay("decided_at", zone=WARSAW, since=date(2026, 1, 1), until=date(2026, 12, 31))

    assert Claim.objects.annotate(day=local).get().day == date.fromisoformat(day)


def test_the_clocks_of_a_year_change_twice():
    assert [
        at.strftime("%d.%m. %H:%M") for at, _by in changes_of_clocks(WARSAW, date(2026, 1, 1), date(2026, 12, 31))
    ] == [
        "31.12. 23:00",
        "29.03. 01:00",
        "25.10. 01:00",
    ]


@pytest.mark.parametrize(("minutes", "hours"), [(0, 0), (59, 0), (60, 1), (119, 1), (2880, 48)])
def test_hours_are_whole(minutes, hours):
    decided(sent=NOON - timedelta(minutes=minutes))

    assert Claim.objects.annotate(took=HoursBetween("submitted_at", "decided_at")).get().took == hours
