"""Planning dates: changed, moved, cancelled; who is mailed of it, and the calendar file."""

from datetime import UTC, timedelta

import pytest
from icalendar import Calendar

from elearning.calendar_files import calendar_file
from elearning.models import CourseDate, Seat, SeatNotice
from elearning.refusals import LearningRefused
from elearning.services import dates, seat_notices, seats
from participants.models import User
from tests.builders.dates import NEXT_WEEK, a_date, a_seat, been_there, planned
from tests.builders.programs import NOON, a_participant
from tests.clock import it_is

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def date():
    return a_date(seats=1)


@pytest.fixture
def both(date):
    """Marek has the seat, Ola waits."""
    return [a_seat(date), a_seat(date, a_participant("Ola Kowalska"))]


def change(date, **changes):
    usual = {"seats": 1}
    dates.change(date=date, planned=planned(**usual | changes), by=None, now=NOON)
    date.refresh_from_db()


def mailed(run_jobs, mailoutbox, now=NOON):
    with it_is(now):
        run_jobs()
    return {mail.to[0].partition("@")[0]: mail for mail in mailoutbox}


def test_another_time_is_told_to_all_on_the_list(date, both, run_jobs, mailoutbox):
    change(date, begins_at=NEXT_WEEK - 2 * HOUR)

    mails = mailed(run_jobs, mailoutbox)

    assert set(mails) == {"marek", "ola"}
    assert "the date changed" in mails["marek"].subject and "10:00–16:00" in mails["marek"].body
    assert "still on the waiting list" in mails["ola"].body and not mails["ola"].attachments
    assert date.sequence == 1


def test_of_two_changes_only_the_last_is_told(date, both, run_jobs, mailoutbox):
    change(date, place="Gdańsk")
    change(date, place="Łódź")

    assert "Łódź" in mailed(run_jobs, mailoutbox)["marek"].body and len(mailoutbox) == 2


def test_another_trainer_is_not_worth_a_mail_but_calendars_know(date, both, run_jobs, mailoutbox):
    change(date, trainer="Ewa Nowa")

    assert mailed(run_jobs, mailoutbox) == {} and date.sequence == 1
    change(date, trainer="Ewa Nowa")
    assert date.sequence == 1


def test_mails_are_in_the_language_of_the_person(date, both, run_jobs, mailoutbox):
    User.objects.filter(email__startswith="marek").update(language="pl")
    change(date, place="Gdańsk")

    mails = mailed(run_jobs, mailoutbox)

    assert "piątek, 27 listopada" in mails["marek"].body and "Friday, 27 November" in mails["ola"].body


def test_a_cancelled_date_says_why_and_lets_people_take_another(date, both, run_jobs, mailoutbox):
    dates.cancel(date=date, reason=" Trainer ill. ", by=None, now=NOON)

    mails = mailed(run_jobs, mailoutbox)
    assert set(mails) == {"marek", "ola"}
    assert "Trainer ill." in mails["ola"].body and "does not take place" in mails["ola"].body
    name, content, kind = mails["marek"].attachments[0]
    assert (name, kind) == ("date.ics", "text/calendar") and "METHOD:CANCEL" in content
    other = a_date(date.course)
    assert seats.take(enrolment=both[0].enrolment, date=other, now=NOON).seated_at
    assert CourseDate.objects.get(pk=date.pk).sequence == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_nobody_cancels_without_a_reason(date, reason):
    with pytest.raises(LearningRefused, match="say why"):
        dates.cancel(date=date, reason=reason, by=None, now=NOON)


def test_what_is_cancelled_or_has_taken_place_stays_so(date):
    been_there(a_seat(date))
    with pytest.raises(LearningRefused, match="taken place"):
        dates.cancel(date=date, reason="Ill.", by=None, now=NEXT_WEEK + HOUR)

    other = a_date(date.course)
    dates.cancel(date=other, reason="Ill.", by=None, now=NOON)
    for act in (
        lambda: dates.cancel(date=other, reason="Ill.", by=None, now=NOON),
        lambda: dates.change(date=other, planned=planned(place="x"), by=None, now=NOON),
        lambda: seats.take(enrolment=Seat.objects.get().enrolment, date=other, now=NOON),
    ):
        with pytest.raises(LearningRefused, match="was cancelled"):
            act()


def test_a_date_begins_in_the_future_and_once_begun_stays():
    with pytest.raises(LearningRefused, match="in the future"):
        a_date(begins_at=NOON)
    date = a_date()

    with pytest.raises(LearningRefused, match="has begun"):
        dates.change(date=date, planned=planned(begins_at=NEXT_WEEK + HOUR), by=None, now=NEXT_WEEK)


def remind(now):
    with it_is(now):
        return seat_notices.remind(now=now)


def test_who_has_a_seat_is_reminded_the_day_before_once(date, both, run_jobs, mailoutbox):
    assert remind(NEXT_WEEK - DAY - HOUR) == 0
    assert [remind(NEXT_WEEK - DAY + HOUR) for _twice in range(2)] == [1, 0]

    mails = mailed(run_jobs, mailoutbox, NEXT_WEEK - DAY + HOUR)

    assert set(mails) == {"marek"} and "reminder" in mails["marek"].subject


def test_who_took_the_seat_today_needs_no_reminder(date):
    a_seat(date, now=NEXT_WEEK - HOUR)

    assert remind(NEXT_WEEK - HOUR) == 0


def test_a_reminder_comes_again_when_the_date_was_moved(date, both):
    remind(NEXT_WEEK - HOUR)
    change(date, begins_at=NEXT_WEEK + 7 * DAY, ends_at=NEXT_WEEK + 7 * DAY + HOUR)

    assert remind(NEXT_WEEK + 7 * DAY - HOUR) == 1
    assert SeatNotice.objects.filter(what="reminded").count() == 2


def read(seat):
    seat = Seat.objects.select_related("date", "enrolment__version", "enrolment__course__program").get(pk=seat.pk)
    raw = calendar_file(seat)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and raw.count(b"\n") == raw.count(b"\r\n")
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    return calendar, event, raw


def test_the_calendar_file_says_what_the_date_is():
    words = {"en": "Bring: gloves, glasses; and a pen.\nZażółć gęślą jaźń. " * 3}
    _calendar, event, raw = read(a_seat(a_date(place="ul. Rurowa 5, 31-001 Kraków; piętro 2", words=words)))

    assert b"DTSTART:20261127T110000Z" in raw and b"VERSION:2.0" in raw and b"METHOD:PUBLISH" in raw
    assert event["dtend"].dt == (NEXT_WEEK + 4 * HOUR).astimezone(UTC)
    assert event["location"] == "ul. Rurowa 5, 31-001 Kraków; piętro 2"
    assert words["en"].strip() in event["description"] and "Piotr Maj" in event["description"]
    assert (event["summary"], event["status"], event["sequence"]) == ("Press fittings", "CONFIRMED", 0)
    assert event["organizer"] == "mailto:hello@ruruj.example.org" and event["dtstamp"].dt == NOON


def test_a_changed_and_a_cancelled_date_are_newer_files_of_the_same_event(date, both):
    (seat, _ola), uids, sequences = both, set(), []
    for act in (
        lambda: None,
        lambda: change(date, place="Gdańsk"),
        lambda: dates.cancel(date=date, reason="Ill.", by=None, now=NOON),
    ):
        act()
        calendar, event, _raw = read(seat)
        uids.add(event["uid"])
        sequences.append(event["sequence"])

    assert len(uids) == 1 and sequences == [0, 1, 2]
    assert calendar["method"] == "CANCEL" and event["status"] == "CANCELLED"
