"""Companies pay courses for their people: out of which account, for whom, by whose right, and once."""

from datetime import timedelta

import pytest
from django.core import mail

from config import leaving
from elearning import doors, firm_pages
from elearning.models import Enrolment, Tally
from elearning.refusals import LearningRefused
from elearning.services import enrolments, firms
from ledger import queries as ledger
from ledger.checks import check
from ledger.services import Owner
from participants import services as participants
from participants.models import Company, Membership, Participant
from tests.builders.elearning import (
    a_course,
    a_pass,
    an_enrolment,
    give_credits,
    give_firm_credits,
    of_the_firm,
)
from tests.builders.programs import NOON, a_company, a_participant, a_program
from tests.racing import at_once

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def held(owner: Owner) -> int:
    return ledger.balance(program=a_program(), owner=owner, unit="credits")


def of_firm() -> int:
    return held(Owner.company(a_company().uuid))


def of_person(participant: Participant) -> int:
    return held(Owner.participant(participant.uuid))


def begin(payer: Participant, participant: Participant | None = None, *, price: int = 4, name: str = "Press fittings"):
    course = a_course(name, price=price)
    return firms.begin(payer=payer, participant=participant or payer, course=course, language="en", now=NOON)


@pytest.fixture
def ola():
    """She may spend ten credits of the firm."""
    ola = of_the_firm("Ola Kowalska", spends_credits=True)
    give_firm_credits(a_company(), 10)
    return ola


def test_the_firm_pays_for_who_may_spend_its_credits(ola):
    give_credits(ola, 5)

    enrolment = begin(ola)

    assert (enrolment.paid, enrolment.paid_by) == (4, a_company())
    assert (of_firm(), of_person(ola)) == (6, 5)
    sums = {
        kind: Tally.objects.filter(kind=kind).values_list("count", flat=True).get() for kind in ("credits", "by-firms")
    }
    assert sums == {"credits": 4, "by-firms": 4}


def test_a_colleague_is_told_by_mail_and_can_begin_at_once(ola, run_jobs):
    marek = of_the_firm()

    enrolment = begin(ola, marek)
    begin(ola, marek)
    run_jobs()

    assert enrolment.participant == marek and of_firm() == 6
    (message,) = mail.outbox
    assert message.to == [marek.user.email]
    assert "Nowak Instalacje pays a course for you: Press fittings" in message.subject
    assert f"/learn/{enrolment.course.uuid}/" in message.body


def test_a_course_given_back_returns_its_credits_to_the_firm_into_their_lots(ola):
    marek = of_the_firm()
    give_credits(marek, 3)
    enrolment = begin(ola, marek)
    for _twice in range(2):
        enrolments.give_back(enrolment=enrolment, by=marek.user, now=LATER)

    assert (of_firm(), of_person(marek)) == (10, 3)
    assert sum(Tally.objects.filter(kind="by-firms").values_list("count", flat=True)) == 0
    assert not list(check())


def no_right(ola):
    participants.let_spend(participant=ola, company=a_company(), is_allowed=False, by=ola.user, now=NOON)


def left_the_firm(ola):
    participants.leave_company(participant=ola, now=NOON)


def left_the_program(ola):
    leaving.leave(participant=ola, now=NOON)


def merged(ola):
    Participant.objects.filter(pk=ola.pk).update(is_active=False, merged_into=a_participant("Olga Kowalska"))


@pytest.mark.parametrize("because", [no_right, left_the_firm, left_the_program, merged])
def test_who_had_the_right_until_now_spends_nothing(ola, because):
    marek = of_the_firm()
    because(ola)

    for participant in (ola, marek):
        with pytest.raises(LearningRefused, match="may not spend"):
            begin(ola, participant)

    assert of_firm() == 10 and not Enrolment.objects.exists()


@pytest.mark.parametrize("because", [left_the_firm, left_the_program, merged])
def test_nothing_is_paid_for_who_is_of_the_firm_no_more(ola, because):
    marek = of_the_firm()
    because(marek)

    with pytest.raises(LearningRefused, match="does not belong"):
        begin(ola, marek)

    assert of_firm() == 10


def test_nothing_is_paid_for_somebody_of_another_firm(ola):
    iga = a_participant("Iga Inna")
    other = a_company(tax_id="1234563218")
    participants.enter_company(participant=iga, company=other, spends_credits=True, now=NOON)

    with pytest.raises(LearningRefused, match="does not belong"):
        begin(ola, iga)
    with pytest.raises(LearningRefused, match="does not belong"):
        begin(iga, ola)


def test_with_too_few_credits_of_the_firm_the_missing_ones_are_named(ola):
    with pytest.raises(LearningRefused, match="2 training credits are missing on the account of Nowak Instalacje"):
        begin(ola, price=12)


def test_what_a_colleague_takes_by_own_means_is_neither_paid_nor_told(ola):
    marek = of_the_firm()
    an_enrolment(a_course("Private"), marek)
    roofing, second = a_course("Roofing"), a_course("Second")
    roofing.segments.add(a_program().segments.create(name="Roofers"))
    second.prerequisites.add(a_course("First"))

    told = set()
    for name in ("Private", "Roofing", "Second"):
        with pytest.raises(LearningRefused) as refused:
            begin(ola, marek, name=name)
        told.add(str(refused.value))

    assert len(told) == 1 and of_firm() == 10
    page = firm_pages.firm(a_company(), language="en", now=NOON)
    assert [one.courses for one in page.people] == [[], []]


def test_the_firms_page_says_who_takes_what_and_until_when(ola):
    marek = of_the_firm()
    course = a_course(price=4, valid_months=24)
    a_pass(begin(ola, marek))
    begin(ola, name="Valves", price=1)

    page = firm_pages.firm(a_company(), language="en", now=LATER)

    rows = {one.participant.name: one.courses for one in page.people}
    (press,) = rows["Marek Nowak"]
    assert (press.course, press.code, press.valid_until.isoformat()) == (course, "passed", "2028-11-20")
    assert [(one.title, one.code) for one in rows["Ola Kowalska"]] == [("Valves", "open")]
    assert page.purse.credits == 5


def test_who_was_merged_into_a_colleague_is_told_of_under_that_name(ola):
    old, marek = of_the_firm("Mark Nowak"), of_the_firm()
    begin(ola, old)
    Participant.objects.filter(pk=old.pk).update(is_active=False, merged_into=marek)

    page = firm_pages.firm(a_company(), language="en", now=NOON)

    assert {one.participant.name: len(one.courses) for one in page.people} == {"Marek Nowak": 1, "Ola Kowalska": 0}


def test_a_firm_whose_last_person_leaves_goes_and_the_books_stay(ola):
    enrolment = begin(ola)

    leaving.leave(participant=ola, now=LATER)

    enrolment.refresh_from_db()
    assert not Company.objects.exists() and (enrolment.paid, enrolment.paid_by) == (4, None)
    assert not list(check())


def test_the_door_is_open_with_enough_in_either_purse(ola):
    course, cheap = a_course(price=7), a_course("Cheap", price=2)
    give_credits(ola, 3)

    assert doors.why_closed(ola, course, now=NOON) is None
    assert doors.why_closed(ola, cheap, now=NOON) is None
    assert doors.why_closed(of_the_firm(), course, now=NOON).missing == 7


def test_letting_somebody_spend_begins_a_new_row_that_says_by_whom(ola):
    marek = of_the_firm(sees_account=False)
    for _twice in range(2):
        participants.let_spend(participant=marek, company=a_company(), is_allowed=True, by=ola.user, now=NOON)

    before, now = Membership.objects.filter(participant=marek).order_by("pk")
    assert (before.ended_at, before.spends_credits, now.ended_at, now.spends_credits) == (NOON, False, None, True)
    assert now.made_by == ola.user
    assert begin(marek).paid_by == a_company()


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_two_who_spend_the_firms_last_credits_at_once_begin_one_course(ledger_may_be_emptied):
    people = [of_the_firm(name, spends_credits=True) for name in ("Ola Kowalska", "Marek Nowak", "Jan Lis", "Ewa Sowa")]
    give_firm_credits(a_company(), 5)
    a_course(price=4)

    results = at_once(4, lambda number: begin(people[number]))

    assert sorted(type(result).__name__ for result in results) == ["Enrolment", *3 * ["LearningRefused"]]
    assert of_firm() == 1 and not list(check())


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_two_who_pay_for_the_same_colleague_at_once_pay_once(ledger_may_be_emptied):
    payers = [of_the_firm(name, spends_credits=True) for name in ("Ola Kowalska", "Jan Lis")]
    marek = of_the_firm()
    give_firm_credits(a_company(), 10)
    a_course(price=4)

    results = at_once(4, lambda number: begin(payers[number % 2], marek))

    assert {type(result) for result in results} == {Enrolment}
    assert len({result.pk for result in results}) == 1 and of_firm() == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_a_colleague_who_begins_alone_at_the_same_moment_pays_or_is_paid_for_never_both(ledger_may_be_emptied):
    ola, marek = of_the_firm("Ola Kowalska", spends_credits=True), of_the_firm()
    give_firm_credits(a_company(), 10)
    give_credits(marek, 10)
    course = a_course(price=4)

    at_once(2, lambda number: begin(ola, marek) if number else an_enrolment(course, marek))

    assert Enrolment.objects.count() == 1
    assert of_firm() + of_person(marek) == 16


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_a_right_that_ends_at_the_same_moment_came_first_or_the_course_did(ledger_may_be_emptied):
    ola = of_the_firm("Ola Kowalska", spends_credits=True)
    give_firm_credits(a_company(), 10)
    a_course(price=4)

    begun, _ended = at_once(2, lambda number: no_right(ola) if number else begin(ola))

    assert isinstance(begun, Enrolment) == (of_firm() == 6) == Enrolment.objects.exists()
    with pytest.raises(LearningRefused, match="may not spend"):
        begin(ola, name="Valves")
