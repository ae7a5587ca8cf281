"""Being there: the code of the room, the trainer's list, and what it opens."""

from datetime import timedelta

import pytest
from ralph.models.xapi.base.statements import BaseXapiStatement

from elearning import attendance
from elearning.content import Content
from elearning.models import Certificate, Course, CourseDate, Enrolment, Seat, Statement, Tally
from elearning.refusals import LearningRefused
from elearning.services import attempts, attending, dates, finishing, seats
from tests.builders.dates import NEXT_WEEK, a_date, a_seat, been_there
from tests.builders.elearning import (
    a_content,
    a_course,
    a_version,
    an_attempt,
    an_enrolment,
    handed_in,
    with_lessons_done,
)
from tests.builders.programs import NOON, a_campaign_admin, a_participant, a_program

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
AFTER = NEXT_WEEK + timedelta(hours=3)


def type_in(seat, code, now=NEXT_WEEK):
    way = seat.enrolment
    attending.by_code(enrolment=way, date=seat.date, typed=code, by=way.participant.user, now=now)


def wrong(seat, now=NEXT_WEEK):
    right = {attendance.code_at(seat.date.secret, now + step * MINUTE) for step in range(-4, 4)}
    return next(f"{number:06}" for number in range(20) if f"{number:06}" not in right)


def now_of(seat):
    return Seat.objects.get(pk=seat.pk)


def needing(content: Content | None = None, **changes):
    """A seat on a date that has to be attended."""
    return a_seat(a_date(a_course(content=content, needs_date=True, **changes)))


def way_of(seat):
    return Enrolment.objects.select_related("version", "course__program", "participant").get(pk=seat.enrolment_id)


def test_who_came_without_a_seat_is_put_on_the_list():
    date = a_date(a_course(needs_date=True), seats=1)
    a_seat(date, a_participant("Jan Lis"))
    marek = an_enrolment(date.course)

    seat = attending.came(date=date, email=f" {marek.participant.user.email.upper()} ", by=None, now=NEXT_WEEK)
    attending.came(date=date, email=marek.participant.user.email, by=None, now=NEXT_WEEK)

    assert [one.seen for one in Seat.objects.filter(enrolment=marek)] == ["list"]
    assert now_of(seat).is_current and Seat.objects.filter(date=date, seated_at__isnull=False).count() == 2


def test_who_comes_to_another_date_frees_the_seat_there():
    here, later = (a_date(a_course(), begins_at=NEXT_WEEK + days, ends_at=AFTER + days) for days in (0 * DAY, 7 * DAY))
    CourseDate.objects.filter(pk=later.pk).update(seats=1)
    marek, jan = a_seat(later), a_seat(later, a_participant("Jan Lis"))
    assert now_of(jan).seated_at is None

    attending.came(date=here, email=marek.enrolment.participant.user.email, by=None, now=NEXT_WEEK)

    assert now_of(marek).given_up_at and now_of(jan).seated_at


@pytest.mark.parametrize("why", ["not begun", "too early", "cancelled", "was there"])
def test_who_cannot_be_put_on_the_list(why):
    date, other = a_date(), a_date(begins_at=NEXT_WEEK - DAY, ends_at=NEXT_WEEK - DAY / 2)
    way = an_enrolment(date.course)
    if why == "was there":
        been_there(seats.take(enrolment=way, date=other, now=NOON))
    if why == "cancelled":
        dates.cancel(date=date, reason="Ill", by=None, now=NOON)
    email = "nobody@example.com" if why == "not begun" else way.participant.user.email

    with pytest.raises(LearningRefused):
        attending.came(date=date, email=email, by=None, now=NOON if why == "too early" else NEXT_WEEK)
    assert not Seat.objects.filter(date=date).exists()


def test_codes_change_every_two_minutes_and_the_one_before_is_still_good():
    start = attendance.changes_at(NEXT_WEEK)
    code = attendance.code_at("s", start)

    assert len(code) == 6 and code.isdecimal()
    assert attendance.code_at("s", start + timedelta(seconds=119)) == code
    assert attendance.code_at("s", start + 2 * MINUTE) != code
    assert [attendance.is_good("s", code, start + minutes * MINUTE) for minutes in (0, 3, 4)] == [True, True, False]
    assert attendance.is_good("s", f" {code[:3]} {code[3:]} ", start)
    assert not attendance.is_good("other", code, start) and not attendance.is_good("s", "żółw", start)


def test_the_code_of_the_room_marks_who_is_there_once():
    seat = been_there(a_seat())
    been_there(seat)

    assert (seat.attended_at, seat.seen, seat.seen_by) == (NEXT_WEEK, "code", None)
    assert Statement.objects.filter(verb="attended").count() == 1


@pytest.mark.parametrize(("minutes", "counts"), [(-16, False), (-15, True), (4 * 60 + 15, True), (4 * 60 + 16, False)])
def test_the_code_counts_from_shortly_before_to_shortly_after(minutes, counts):
    seat, now = a_seat(), NEXT_WEEK + minutes * MINUTE
    if not counts:
        with pytest.raises(LearningRefused, match="shortly before"):
            been_there(seat, now=now)

    assert counts is bool(now_of(seat).attended_at or (counts and been_there(seat, now=now).attended_at))


def test_without_a_seat_the_code_is_of_no_use():
    date = a_date(seats=1)
    a_seat(date)
    waiting = a_seat(date, a_participant("Ola Kowalska"))

    with pytest.raises(LearningRefused, match="no seat"):
        been_there(waiting)
    with pytest.raises(LearningRefused, match="no seat"):
        way = an_enrolment(date.course, a_participant("Jan Bis"))
        code = attendance.code_at(date.secret, NEXT_WEEK)
        attending.by_code(enrolment=way, date=date, typed=code, by=way.participant.user, now=NEXT_WEEK)


def test_after_several_wrong_codes_even_the_right_one_waits():
    seat = a_seat()
    for _try in range(5):
        with pytest.raises(LearningRefused, match="not the code"):
            type_in(seat, wrong(seat))

    with pytest.raises(LearningRefused, match="wait 1 minute"):
        been_there(seat)
    assert been_there(seat, now=NEXT_WEEK + MINUTE).attended_at
    assert seat.wrong_tries == 0 and now_of(seat).wrong_tries == 5


def test_the_trainer_ticks_and_takes_it_back():
    seat, joanna = a_seat(), a_campaign_admin().user
    with pytest.raises(LearningRefused, match="quarter of an hour"):
        attending.mark(seat=seat, by=joanna, now=NOON)

    for _twice in range(2):
        attending.mark(seat=seat, by=joanna, now=AFTER)
    marked = now_of(seat)
    assert (marked.attended_at, marked.seen, marked.seen_by) == (AFTER, "list", joanna)

    for _twice in range(2):
        attending.unmark(seat=seat, now=AFTER)
    assert (now_of(seat).attended_at, now_of(seat).seen) == (None, "")
    attended, voided = Statement.objects.exclude(verb="registered").order_by("pk")
    assert voided.verb == "voided" and voided.body["object"]["id"] == str(attended.uuid)


def test_who_waited_and_got_a_chair_after_all_is_ticked_too():
    date = a_date(seats=1)
    a_seat(date)
    waiting = a_seat(date, a_participant("Ola Kowalska"))

    attending.mark(seat=waiting, by=None, now=NEXT_WEEK)

    assert now_of(waiting).seated_at == now_of(waiting).attended_at == NEXT_WEEK


def test_the_quiz_waits_for_lessons_and_date():
    seat = needing()
    with_lessons_done(seat.enrolment)
    assert "there on one of its dates" in attempts.why_not_begin(way_of(seat), now=NOON).sentence
    with pytest.raises(LearningRefused, match="there on one of its dates"):
        an_attempt(way_of(seat))

    been_there(seat)

    assert way_of(seat).finished_at == NEXT_WEEK
    assert handed_in(way_of(seat), now=AFTER).is_passed and Certificate.objects.count() == 1


def test_the_date_first_and_then_the_lessons_is_as_good():
    seat = been_there(needing())
    assert "finish all lessons" in attempts.why_not_begin(way_of(seat), now=NOON).sentence

    with_lessons_done(seat.enrolment, now=AFTER)

    assert way_of(seat).finished_at == AFTER and not way_of(seat).passed_at


def test_a_course_of_lessons_and_a_date_is_passed_with_the_last_of_them():
    seat = needing(a_content(quiz=None))
    with_lessons_done(seat.enrolment)
    assert not Certificate.objects.exists()

    been_there(seat)

    assert way_of(seat).passed_at == NEXT_WEEK and Certificate.objects.count() == 1


def test_a_course_of_dates_alone_is_passed_by_being_there():
    bare = Course.objects.create(program=a_program(), name="Bare", needs_date=True)
    a_version(bare, a_content("Bare", modules=(), quiz=None))
    seat = a_seat(a_date(bare))
    assert not Certificate.objects.exists()

    been_there(seat)

    assert way_of(seat).passed_at == NEXT_WEEK and Certificate.objects.get().title == "Bare"


def test_where_no_date_is_needed_it_changes_nothing():
    seat = been_there(a_seat())

    assert way_of(seat).finished_at is None
    assert attempts.begin(enrolment=with_lessons_done(way_of(seat), now=AFTER), now=AFTER)


def test_taken_back_before_the_quiz_the_course_waits_again():
    seat = needing()
    with_lessons_done(seat.enrolment)
    attending.mark(seat=seat, by=None, now=NEXT_WEEK)
    assert way_of(seat).finished_at

    attending.unmark(seat=seat, now=AFTER)

    assert way_of(seat).finished_at is None
    assert sum(Tally.objects.filter(kind="finished").values_list("count", flat=True)) == 0
    assert Statement.objects.filter(verb="voided").count() == 2


def test_once_the_quiz_was_begun_it_is_not_taken_back():
    seat = been_there(needing())
    an_attempt(way_of(seat), now=AFTER)

    with pytest.raises(LearningRefused, match="stays as it is"):
        attending.unmark(seat=seat, now=AFTER)


def test_when_no_date_is_asked_for_any_more_who_waited_goes_on(client, run_jobs):
    seat = needing(a_content(quiz=None))
    with_lessons_done(seat.enrolment)
    other = an_enrolment(seat.date.course, a_participant("Ola Kowalska"))
    course = seat.date.course
    course.needs_date = False
    course.save()

    for _twice in range(2):
        finishing.let_all_go_on(course=course, now=AFTER)

    assert way_of(seat).passed_at == AFTER and Certificate.objects.count() == 1
    assert Enrolment.objects.get(pk=other.pk).finished_at is None


def test_the_records_of_it_are_valid_and_name_the_date():
    seat = a_seat()
    attending.mark(seat=seat, by=None, now=NEXT_WEEK)
    attending.unmark(seat=seat, now=AFTER)
    bodies = {one.verb: one.body for one in Statement.objects.all()}

    for body in bodies.values():
        BaseXapiStatement(**body)
    attended = bodies["attended"]
    assert attended["verb"]["id"] == "http://adlnet.gov/expapi/verbs/attended"
    assert attended["object"]["id"].endswith(f"#date-{seat.date.uuid}")
    assert attended["object"]["definition"]["type"].endswith("/meeting") and attended["result"] == {"duration": "PT4H"}
    (parent,) = attended["context"]["contextActivities"]["parent"]
    assert attended["object"]["id"].startswith(parent["id"])
