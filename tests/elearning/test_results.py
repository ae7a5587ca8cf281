"""A course in numbers: counted once as things happen, added up right, and what the sums tell of a question."""

from datetime import date, timedelta
from math import isclose
from random import Random

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.states import Status
from elearning.comparing import compared
from elearning.models import Comparison, Enrolment, Tally
from elearning.quizzes.telling import FEWEST, Sums
from elearning.results import results
from elearning.services import enrolments
from elearning.tasks import compare_courses
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_pass, an_enrolment, give_credits, handed_in, with_lessons_done
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_product, a_program
from tests.clock import it_is
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

Kind = Tally.Kind


def found(course=None):
    return results(course or a_course(), since=date(2026, 1, 1), until=date(2027, 12, 31), language="en")


def counts(course=None) -> dict[str, int]:
    return dict(found(course).counts)


def test_each_step_is_counted_once_whatever_is_repeated():
    ola = a_participant("Ola Kowalska")
    give_credits(ola, 10)
    course = a_course(price=4)
    enrolment = an_enrolment(course, ola)
    an_enrolment(course, ola)
    for _twice in range(2):
        enrolments.visit_lesson(enrolment=Enrolment.objects.get(), lesson="l1", now=NOON)
        with_lessons_done(enrolment)
    assert counts() == {"enrolled": 1, "credits": 4, "started": 1, "lesson": 2, "finished": 1}

    handed_in(enrolment, wrong=2)
    a_pass(enrolment, now=NOON + timedelta(days=2))

    assert counts() == {
        "enrolled": 1,
        "credits": 4,
        "started": 1,
        "lesson": 2,
        "finished": 1,
        "attempt": 2,
        "question": 4,
        "passed": 1,
        "days": 1,
    }
    assert found().days == {"3": 1}
    assert [(one.key, one.asked, one.share) for one in found().questions] == [("q1", 2, 0.5), ("q2", 2, 0.5)]


def test_a_course_given_back_costs_nothing_in_sum():
    marek = a_participant()
    give_credits(marek, 10)
    enrolments.give_back(enrolment=an_enrolment(a_course(price=4), marek), by=marek.user, now=NOON)

    assert counts() == {"enrolled": 1, "credits": 0, "given-back": 1}


def test_what_failed_is_not_counted():
    marek = a_participant()
    with pytest.raises(Exception, match="missing"):
        an_enrolment(a_course(price=4), marek)

    assert counts() == {}


def test_months_are_those_of_the_programs_clock_and_a_span_takes_whole_ones():
    late = NOON.replace(month=11, day=30, hour=23, minute=59)
    an_enrolment(now=late)
    an_enrolment(participant=a_participant("Ola Kowalska"), now=late + timedelta(minutes=2))

    assert [(one.first, one.enrolled) for one in found().months] == [(date(2026, 11, 1), 1), (date(2026, 12, 1), 1)]
    only = results(a_course(), since=date(2026, 12, 15), until=date(2026, 12, 20), language="en")
    assert only.counts == {"enrolled": 1}


def test_the_page_asks_no_more_for_many_attempts(django_assert_num_queries):
    for name in ("Ola Kowalska", "Jan Kos", "Ewa Lis"):
        handed_in(an_enrolment(participant=a_participant(name)), wrong=1)

    course = a_course()
    # A published version is read once.
    found(course)
    with django_assert_num_queries(2):
        found(course)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted(ledger_may_be_emptied):
    people = [a_participant(f"{letter}lek Kos") for letter in "ABCDEFGH"]
    course = a_course()

    results = at_once(8, lambda number: handed_in(an_enrolment(course, people[number])).is_passed)

    assert results == 8 * [True]
    assert counts()["passed"] == counts()["attempt"] == 8


def pearson(pairs: list[tuple[float, float]]) -> float:
    """By the book."""
    n = len(pairs)
    mean_x, mean_y = (sum(pair[place] for pair in pairs) / n for place in (0, 1))
    over = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    under = (sum((x - mean_x) ** 2 for x, _y in pairs) * sum((y - mean_y) ** 2 for _x, y in pairs)) ** 0.5
    return over / under


def added(pairs: list[tuple[int, int]]) -> Sums:
    sums = Sums()
    for item, rest in pairs:
        sums += Sums(1, item, item * item, rest, rest * rest, item * rest)
    return sums


def test_sums_tell_the_correlation_as_the_book_does():
    chance = Random(7)
    pairs = [(1000 * (chance.random() < 0.6), chance.randrange(0, 1001, 100)) for _one in range(200)]

    assert isclose(added(pairs).discrimination, pearson(pairs), abs_tol=1e-9)
    assert isclose(added(pairs).share, sum(item for item, _rest in pairs) / 200_000, abs_tol=1e-9)


@pytest.mark.parametrize("pairs", [[(1000, 500), (0, 100)] * (FEWEST // 2 - 1), [(1000, 500)] * 50, []])
def test_too_few_or_all_alike_tell_nothing(pairs):
    assert added(pairs).discrimination is None


def test_a_question_that_the_weak_get_right_is_told_by_its_sign():
    assert added([(1000, 100), (0, 900)] * 20).discrimination == -1


def bought(participant, day: date) -> None:
    claim = a_claim(Status.VERIFIED, participant=participant, number=f"{participant.pk}/{day}")
    Claim.objects.filter(pk=claim.pk).update(issue_date=day)


def test_claims_are_compared_with_those_of_others_in_the_same_months():
    course, product = a_course(), a_product()
    course.products.add(product)
    marek, ola = a_participant(), a_participant("Ola Kowalska")
    a_participant("Jan Kos")
    a_pass(an_enrolment(course, marek), now=NOON)
    this = NOON.date().replace(day=10)
    for day in (this, this.replace(month=this.month - 1)):
        bought(marek, day)
    bought(ola, this)
    later = date(this.year + 1, 3, 1)

    with it_is(NOON):
        points = {one.offset: one for one in compared(course, today=later).points}

    assert [(points[offset].people, points[offset].claims) for offset in (-1, 0, 1)] == [(1, 1), (1, 1), (1, 0)]
    # Two never began it, and one of them claimed once in the month of passing.
    assert [points[offset].others for offset in (-1, 0, 1)] == [0, 0.5, 0]


def test_the_running_month_and_claims_on_other_products_do_not_count():
    course = a_course()
    course.products.add(a_product("OTHER", "Something else"))
    marek = a_participant()
    a_pass(an_enrolment(course, marek), now=NOON)
    bought(marek, NOON.date())

    points = {one.offset: one for one in compared(course, today=NOON.date()).points}

    assert points[0].people == 0
    assert sum(one.claims for one in compared(course, today=date(2027, 3, 1)).points) == 0


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def page(client, course, **query):
    with it_is(NOON):
        return client.get(reverse("admin:course-results", args=[course.pk]), query)


def test_the_page_tells_how_far_people_come_and_what_is_hard(client, joanna):
    course = a_course()
    course.products.add(a_product())
    a_pass(an_enrolment(course))
    handed_in(an_enrolment(course, a_participant("Ola Kowalska")), wrong=1)
    with it_is(NOON):
        compare_courses()

    text = page(client, course).content.decode()

    assert "Question 1?" in text and "1. Lesson 1" in text and "50%" in text
    assert "shows no cause" in text
    assert Comparison.objects.get().course == course


def test_without_anybody_the_page_says_so(client, joanna):
    assert "Nobody yet" in page(client, a_course()).content.decode()


def test_completions_are_safe_in_a_spreadsheet(client, joanna):
    marek = a_participant()
    marek.name = "=cmd|' /C calc'!A0"
    marek.save()
    a_pass(an_enrolment(a_course(), marek))

    rows = b"".join(page(client, a_course(), csv=1).streaming_content).decode().splitlines()

    assert len(rows) == 2 and "'=cmd" in rows[1] and Enrolment.objects.get().certificate.number in rows[1]


@pytest.mark.parametrize(
    "who",
    [lambda: a_clerk(), lambda: a_participant(), lambda: a_campaign_admin(program=a_program("inny", name="Inny"))],
    ids=["clerk", "participant", "admin elsewhere"],
)
def test_nobody_else_sees_it(client, who):
    course = a_course()
    client.force_login(who().user)

    for query in ({}, {"csv": "1"}):
        assert page(client, course, **query).status_code in (302, 403, 404)
