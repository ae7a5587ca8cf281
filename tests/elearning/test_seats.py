"""Seats on dates: taken, given up, moved up to; and that the last one is given once."""

from datetime import timedelta

import pytest

from config import leaving
from elearning import own_data
from elearning.coming_dates import dates_page
from elearning.models import CourseDate, Enrolment, Seat, SeatNotice
from elearning.refusals import LearningRefused
from elearning.services import dates, enrolments, forgetting, seats
from tests.builders.dates import NEXT_WEEK, a_date, a_seat, been_there, planned
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_participant
from tests.clock import it_is
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def date():
    return a_date(seats=1)


@pytest.fixture
def marek(date):
    return a_seat(date)


@pytest.fixture
def ola(date, marek):
    return a_seat(date, a_participant("Ola Kowalska"))


@pytest.fixture
def jan(date, ola):
    return a_seat(date, a_participant("Jan Bis"))


def give_up(seat, now=NOON):
    seats.give_up(enrolment=seat.enrolment, date=seat.date, now=now)


def now_of(seat):
    return Seat.objects.get(pk=seat.pk)


def row(seat, now=NOON):
    return dates_page(seat.date.course, seat.enrolment, language="en", now=now).rows[0]


def test_who_comes_when_all_are_taken_waits_and_knows_the_place(marek, ola, jan):
    assert [bool(one.seated_at) for one in (marek, ola, jan)] == [True, False, False]
    assert [row(one).place for one in (marek, ola, jan)] == [0, 1, 2]
    assert [row(one).code for one in (marek, ola, jan)] == ["seated", "waits", "waits"]


def test_a_seat_taken_twice_is_one(date, marek):
    assert seats.take(enrolment=marek.enrolment, date=date, now=NOON) == marek
    assert Seat.objects.count() == 1


def test_who_waits_longest_moves_up_and_is_mailed_once(marek, ola, jan, run_jobs, mailoutbox):
    for _twice in range(2):
        give_up(marek, now=NOON + HOUR)
    with it_is(NOON + HOUR):
        run_jobs()
        run_jobs()

    assert now_of(ola).seated_at == NOON + HOUR
    assert now_of(jan).seated_at is None and row(jan).place == 1
    (mail,) = mailoutbox
    assert mail.to == ["ola@ruruj.example.com"] and "you have a seat" in mail.subject
    assert "ul. Rurowa 5" in mail.body and mail.attachments[0][0] == "date.ics"


def test_who_gave_up_before_the_mail_left_is_not_mailed(marek, ola, run_jobs, mailoutbox):
    give_up(marek)
    give_up(ola)
    with it_is(NOON):
        run_jobs()

    assert mailoutbox == []


def test_who_waits_no_longer_makes_nobody_move_up(marek, ola, jan):
    give_up(ola)

    assert now_of(jan).seated_at is None and row(jan).place == 1


def test_a_seat_given_up_can_be_taken_again_at_the_end_of_the_list(date, marek, ola):
    give_up(marek)

    again = seats.take(enrolment=marek.enrolment, date=date, now=NOON)

    assert again.pk != marek.pk and again.seated_at is None


def test_a_person_has_one_seat_of_a_course_at_a_time(marek):
    other = a_date(marek.date.course, begins_at=NEXT_WEEK + 24 * HOUR, ends_at=NEXT_WEEK + 25 * HOUR)

    with pytest.raises(LearningRefused, match="another date"):
        seats.take(enrolment=marek.enrolment, date=other, now=NOON)

    give_up(marek)
    assert seats.take(enrolment=marek.enrolment, date=other, now=NOON).seated_at


def test_who_missed_a_date_takes_another_one(marek):
    other = a_date(marek.date.course, begins_at=NEXT_WEEK + 24 * HOUR, ends_at=NEXT_WEEK + 25 * HOUR)

    assert seats.take(enrolment=marek.enrolment, date=other, now=NEXT_WEEK + 5 * HOUR).seated_at

    assert not now_of(marek).is_current
    page = dates_page(other.course, marek.enrolment, language="en", now=NEXT_WEEK + 6 * HOUR)
    assert [one.code for one in page.rows] == ["missed", "seated"]


def test_who_was_there_takes_no_second_seat(marek):
    been_there(marek)
    other = a_date(marek.date.course, begins_at=NEXT_WEEK + 24 * HOUR, ends_at=NEXT_WEEK + 25 * HOUR)

    with pytest.raises(LearningRefused, match="there on a date"):
        seats.take(enrolment=marek.enrolment, date=other, now=NEXT_WEEK + 5 * HOUR)


@pytest.mark.parametrize(("closes", "now"), [(NOON + HOUR, NOON + HOUR), (None, NEXT_WEEK)])
def test_after_the_last_moment_no_seat_is_taken(closes, now):
    date, way = a_date(closes_at=closes), an_enrolment()
    assert seats.why_not_take(date, [], now=now - timedelta(seconds=1)) == ""

    with pytest.raises(LearningRefused, match="cannot be taken any more"):
        seats.take(enrolment=way, date=date, now=now)


def test_once_a_date_has_begun_a_seat_stays(marek, ola):
    with pytest.raises(LearningRefused, match="has begun"):
        give_up(marek, now=NEXT_WEEK)

    assert now_of(ola).seated_at is None


def test_a_date_of_another_course_gives_no_seat(date):
    with pytest.raises(LearningRefused, match="not yours"):
        seats.take(enrolment=an_enrolment(a_course("Valves")), date=date, now=NOON)


def test_a_course_given_back_frees_the_seat(marek, ola):
    enrolments.give_back(enrolment=marek.enrolment, by=None, now=NOON)

    assert now_of(ola).seated_at == NOON and now_of(marek).given_up_at == NOON
    with pytest.raises(LearningRefused, match="not yours"):
        seats.take(enrolment=marek.enrolment, date=marek.date, now=NOON)


def test_who_was_there_cannot_give_the_course_back(marek):
    been_there(marek)

    with pytest.raises(LearningRefused, match="there on one of its dates"):
        enrolments.give_back(enrolment=marek.enrolment, by=None, now=NEXT_WEEK + HOUR)


def test_who_renews_keeps_the_seat():
    way = a_pass(an_enrolment(a_course(valid_months=1)))
    seat = seats.take(enrolment=way, date=a_date(way.course), now=NOON)

    renewed = an_enrolment(way.course, now=NOON + HOUR)

    assert renewed.pk != way.pk and now_of(seat).enrolment == renewed


def test_more_seats_go_to_who_waits(date, marek, ola, jan):
    dates.change(date=date, planned=planned(seats=2), by=None, now=NOON)

    assert now_of(ola).seated_at and not now_of(jan).seated_at
    assert SeatNotice.objects.get().what == "seated"


def test_fewer_seats_than_are_taken_are_refused():
    date = a_date(seats=2)
    a_seat(date)
    a_seat(date, a_participant("Ola Kowalska"))

    with pytest.raises(LearningRefused, match="2 people have a seat"):
        dates.change(date=date, planned=planned(seats=1), by=None, now=NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_the_last_seat_is_given_once(ledger_may_be_emptied):
    date = a_date(seats=2)
    ways = [an_enrolment(date.course, a_participant(name)) for name in ("Ada A", "Ben B", "Cyd C", "Dan D", "Eve E")]

    taken = at_once(5, lambda number: seats.take(enrolment=ways[number], date=date, now=NOON))

    assert sorted(bool(seat.seated_at) for seat in taken) == [False, False, False, True, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_seats_given_up_at_once_go_to_as_many(ledger_may_be_emptied):
    date = a_date(seats=2)
    taken = [a_seat(date, a_participant(name)) for name in ("Ada A", "Ben B", "Cyd C", "Dan D", "Eve E")]

    def leave(number):
        if number == 2:
            enrolments.give_back(enrolment=taken[number].enrolment, by=None, now=NOON)
        else:
            give_up(taken[number])

    assert at_once(3, leave) == [None] * 3

    assert [bool(now_of(seat).seated_at) for seat in taken[3:]] == [True, True]
    assert seats.seated(date).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_taken_on_two_dates_at_once_there_is_one_seat(ledger_may_be_emptied):
    first = a_date()
    second = a_date(first.course, place="Gdańsk")
    way = an_enrolment(first.course)

    said = at_once(2, lambda number: seats.take(enrolment=way, date=(first, second)[number], now=NOON))

    assert sorted(type(one).__name__ for one in said) == ["LearningRefused", "Seat"]
    assert Seat.objects.filter(is_current=True).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_a_course_given_back_while_a_seat_is_taken_leaves_no_seat(ledger_may_be_emptied):
    date = a_date()
    way = an_enrolment(date.course)
    acts = (
        lambda: seats.take(enrolment=Enrolment.objects.get(pk=way.pk), date=date, now=NOON),
        lambda: enrolments.give_back(enrolment=way, by=None, now=NOON),
    )

    at_once(2, lambda number: acts[number]())

    assert not Seat.objects.filter(is_current=True).exists()


def test_who_leaves_the_program_frees_the_seat(marek, ola):
    leaving.leave(participant=marek.enrolment.participant, now=NOON + HOUR)

    assert now_of(ola).seated_at == NOON + HOUR and now_of(marek).given_up_at == NOON + HOUR


def test_the_own_data_tell_of_seats(marek, ola):
    give_up(marek)
    been_there(ola)
    (course,) = dict(own_data.sections(ola.enrolment.participant))["courses"]

    (told,) = course["dates"]
    assert told["seated_at"] == NOON and told["was_there_at"] == NEXT_WEEK and told["seen"] == "code"
    assert told["told"] == [{"what": "seated", "told_at": None}]


def test_the_name_of_the_trainer_is_forgotten_after_its_time(marek):
    forgetting.empty_trainers([row.pk for row in forgetting.with_trainers(NEXT_WEEK)], NOON)
    assert marek.date.trainer == CourseDate.objects.get().trainer == "Piotr Maj"

    forgetting.empty_trainers([row.pk for row in forgetting.with_trainers(NEXT_WEEK + 5 * HOUR)], NOON)
    assert CourseDate.objects.get().trainer == ""
