"""The pages of dates: what participants see and may, and what campaign admins plan and tick."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from elearning import attendance
from elearning.models import CourseDate, Enrolment, Seat
from tests.builders.dates import NEXT_WEEK, a_date, a_seat
from tests.builders.elearning import a_course, an_enrolment, with_lessons_done
from tests.builders.programs import NOON, a_participant
from tests.clock import it_is

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.org/secret-room"


@pytest.fixture(autouse=True)
def noon():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def address(name, date):
    return reverse(f"elearning:{name}", args=[date.course.uuid, date.uuid])


def page(client, date):
    return client.get(reverse("elearning:course", args=[date.course.uuid])).content.decode()


def post(client, name, date, **sent):
    return client.post(address(name, date), sent, follow=True).content.decode()


def test_the_link_is_shown_to_who_has_a_seat_only(client, marek):
    date = a_date(kind="online", place="", link=LINK, seats=1)
    assert LINK not in page(client, date) and "Begin the course" in page(client, date)
    other = a_seat(date, a_participant("Ola Kowalska"))
    an_enrolment(date.course, marek)

    text = post(client, "seat", date)
    assert "place 1 on the waiting list" in text and LINK not in text
    assert client.get(address("calendar", date)).status_code == 404

    client.force_login(other.enrolment.participant.user)
    assert LINK in page(client, date)


def test_a_seat_is_taken_and_given_up_in_one_tap(client, marek):
    date = a_date()
    an_enrolment(date.course, marek)
    assert "2 seats are free" in page(client, date)

    text = post(client, "seat", date)
    assert "You have a seat: Friday, 27 November, 12:00–16:00 CET." in text and "Bring gloves." in text
    assert "You are not on the list any more" in post(client, "give-up", date)
    assert Seat.objects.get().given_up_at


def test_what_is_still_missing_is_said(client, marek):
    date = a_date(a_course(needs_date=True))
    enrolment = an_enrolment(date.course, marek)
    assert "when all lessons are done and you were there on a date" in page(client, date)

    with_lessons_done(enrolment)

    text = page(client, date)
    assert "Still missing: being there on a date." in text and "To the quiz" not in text


def test_where_no_date_is_planned_yet_a_course_that_needs_one_says_so(client, marek):
    course = a_course(needs_date=True)

    text = client.get(reverse("elearning:course", args=[course.uuid])).content.decode()

    assert "No date is planned at the moment" in text


def test_the_calendar_file_is_a_calendar_file(client, marek):
    date = a_seat().date

    answer = client.get(address("calendar", date))

    assert (
        answer["Content-Type"] == "text/calendar; charset=utf-8" and "2026-11-27.ics" in answer["Content-Disposition"]
    )
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_code_is_typed_in_the_room(client, marek):
    date = a_seat().date
    assert "shortly before the beginning" in client.get(address("here", date)).content.decode()
    with it_is(NEXT_WEEK, stands_still=True):
        code = attendance.code_at(date.secret, NEXT_WEEK)
        assert f'value="{code}"' in client.get(address("here", date), {"code": code}).content.decode()
        assert Seat.objects.get().attended_at is None

        refused = client.post(address("here", date), {"code": f"{(int(code) + 1) % 10**6:06}"})
        assert refused.status_code == 422 and "not the code" in refused.content.decode()
        assert "You are on the list" in post(client, "here", date, code=code)
        assert "you were there" in page(client, date)
    assert Seat.objects.get().attended_at == NEXT_WEEK


def admin(name, date):
    keys = [date.course.uuid] if name in {"course-dates", "course-date-new"} else [date.course.uuid, date.uuid]
    return reverse(f"admin:{name}", args=keys)


def typed(**changes):
    return {
        "kind": "room",
        "begins_at": "2026-12-01T09:00",
        "ends_at": "2026-12-01T13:30",
        "closes_at": "",
        "place": "Kraków",
        "link": "",
        "trainer": "Piotr",
        "seats": "12",
        "words-en": "Bring gloves.",
    } | changes


def test_a_date_is_planned_by_the_programs_clock(client, joanna, course):
    program = course.program
    program.time_zone = "Europe/Helsinki"
    program.save()
    place = reverse("admin:course-date-new", args=[course.uuid])

    assert client.post(place, typed()).status_code == 302

    date = CourseDate.objects.get()
    assert date.begins_at.isoformat() == "2026-12-01T07:00:00+00:00" and date.words == {"en": "Bring gloves."}
    assert date.changed_by == joanna
    assert 'value="2026-12-01T09:00"' in client.get(admin("course-date", date)).content.decode()
    assert "Tuesday, 1 December, 09:00–13:30 EET" in client.get(admin("course-dates", date)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_at": "2026-12-01T08:00"}, "It ends after it begins."),
        ({"begins_at": "2025-12-01T09:00"}, "begins in the future"),
        ({"begins_at": "soon"}, "begins_at_error"),
        ({"closes_at": "2026-12-02T08:00"}, "This is after the beginning."),
        ({"place": ""}, "where to come"),
        ({"kind": "online"}, "need the link"),
        ({"kind": "online", "link": "javascript:alert(1)"}, "begins with https://"),
        ({"seats": "0"}, "seats_error"),
        ({"seats": "99999999"}, "seats_error"),
    ],
)
def test_what_cannot_be_is_said(client, joanna, course, changes, words):
    answer = client.post(reverse("admin:course-date-new", args=[course.uuid]), typed(**changes))

    assert answer.status_code == 422 and words in answer.content.decode()
    assert not CourseDate.objects.exists()


def test_a_date_is_cancelled_with_a_reason(client, joanna):
    date = a_seat().date
    assert "1 person is on the list" in client.get(admin("course-date-cancel", date)).content.decode()
    assert client.post(admin("course-date-cancel", date), {"reason": " "}).status_code == 422

    text = client.post(admin("course-date-cancel", date), {"reason": "Trainer ill."}, follow=True).content.decode()

    assert "Trainer ill." in text and CourseDate.objects.get().cancelled_at == NOON


def test_the_trainers_list_ticks_and_takes_back(client, joanna):
    seat = a_seat()
    place = admin("course-date-people", seat.date)
    assert "Was there" not in client.get(place).content.decode()
    with it_is(NEXT_WEEK, stands_still=True):
        assert "Was there" in client.get(place).content.decode()
        client.post(place, {"there": seat.pk})
        assert (Seat.objects.get().attended_at, Seat.objects.get().seen_by) == (NEXT_WEEK, joanna)
        assert "there: 1" in client.get(place).content.decode()
        client.post(place, {"not-there": seat.pk})
        assert Seat.objects.get().attended_at is None
        other = a_seat(a_date(a_course("Valves")), a_participant("Ola Kowalska"))
        assert [client.post(place, {"there": key}).status_code for key in (other.pk, "x", "9" * 30, "")] == [404] * 4


def test_who_came_without_a_seat_is_added_by_the_address(client, joanna):
    date = a_date()
    place, way = admin("course-date-people", date), an_enrolment(date.course)
    with it_is(date.begins_at):
        refused = client.post(place, {"came": "nobody@example.com"}, follow=True).content.decode()
        assert "Nobody with this address has begun the course" in refused
        client.post(place, {"came": way.participant.user.email})
        assert "there: 1" in client.get(place).content.decode()
    assert Seat.objects.get(enrolment=way).seen_by == joanna


def test_the_list_as_csv_runs_in_no_spreadsheet_program(client, joanna):
    seat = a_seat(participant=a_participant("=HYPERLINK(1) Bis"))
    with it_is(NEXT_WEEK + timedelta(hours=5), stands_still=True):
        answer = client.get(admin("course-date-people-csv", seat.date))

    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert row["name"] == "'=HYPERLINK(1) Bis" and row["state"] == "not there"
    assert row["asked_at"] == "2026-11-20T12:00+01:00"


def test_the_code_is_on_the_wall_only_in_its_time(client, joanna):
    date = a_date()
    code = attendance.code_at(date.secret, NEXT_WEEK)
    place = admin("course-date-room", date)
    assert "room-digits" not in client.get(place).content.decode()
    with it_is(NEXT_WEEK, stands_still=True):
        answer = client.get(place)
        text = answer.content.decode()
        assert f">{code}</span>" in text and "<path d=" in text and "no-store" in answer["Cache-Control"]
        CourseDate.objects.update(cancelled_at=NOON, cancelled_because="Ill.")
        assert "room-digits" not in client.get(place).content.decode()


def test_a_course_without_lessons_is_published_where_a_date_is_asked_for(client, joanna, blank):
    place = reverse("admin:course-write", args=[blank.uuid])
    assert "There is no lesson yet." in client.get(place).content.decode()
    blank.needs_date = True
    blank.save()

    assert "There is no lesson yet." not in client.get(place).content.decode()


def test_switching_the_need_off_lets_go_on_who_waited(client, joanna, run_jobs):
    course = a_course(needs_date=True)
    enrolment = with_lessons_done(an_enrolment(course))
    assert enrolment.finished_at is None
    place = reverse("admin:elearning_course_change", args=[course.pk])
    fields = client.get(place).context["adminform"].form.initial
    sent = {name: value for name, value in fields.items() if value not in (None, []) and name != "needs_date"}

    assert client.post(place, sent | {"program": course.program_id}).status_code == 302
    run_jobs()

    assert Enrolment.objects.get().finished_at == NOON
