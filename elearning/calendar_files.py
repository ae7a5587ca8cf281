"""A date of a course as a calendar file (RFC 5545), for somebody who has a seat on it."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress

from elearning import dates_words
from elearning.content import said
from elearning.models import Seat
from elearning.versions import content_of

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_file(seat: Seat) -> bytes:
    """The date as it stands now. The same UID and a higher SEQUENCE put a newer file in an older one's place."""
    date = seat.date
    is_cancelled = date.cancelled_at is not None
    file = Calendar()
    file.add("prodid", "-//Kwit//Dates of courses//EN")
    file.add("version", "2.0")
    file.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"{date.uuid}@{urlsplit(settings.SITE_URL).hostname or 'kwit'}")
    event.add("sequence", date.sequence)
    event.add("dtstamp", date.changed_at.astimezone(UTC))
    event.add("last-modified", date.changed_at.astimezone(UTC))
    event.add("dtstart", date.begins_at.astimezone(UTC))
    event.add("dtend", date.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    for name, words in _words(seat).items():
        if words:
            event.add(name, words)
    event.add("organizer", _organizer(seat))
    file.add_component(event)
    return bytes(file.to_ical())


def _words(seat: Seat) -> dict[str, str]:
    date, way = seat.date, seat.enrolment
    page = settings.SITE_URL.rstrip("/") + reverse("elearning:course", args=[way.course.uuid])
    told = [date.cancelled_because, dates_words.words(date, way.language), date.trainer, date.link, page]
    return {
        "summary": said(content_of(way.version).title, way.language),
        "description": "\n".join(filter(None, told)),
        "location": date.place or date.link,
        "url": page,
    }


def _organizer(seat: Seat) -> vCalAddress:
    program = seat.enrolment.course.program
    address = vCalAddress(f"mailto:{program.contact_email}")
    address.params["CN"] = program.organizer_name.replace('"', "'")
    return address
