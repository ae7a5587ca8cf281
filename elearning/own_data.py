"""A copy of a participant's way through courses: lessons, quizzes with their answers, certificates."""

from collections.abc import Iterator, Mapping
from typing import Any

from elearning.content import said
from elearning.models import Certificate, Enrolment, PackageState, Seat, Statement, Wish
from elearning.versions import content_of
from participants.models import Participant
from participants.own_data import Section


def sections(participant: Participant) -> Iterator[Section]:
    """One row for each course that was begun, and one for each record of learning."""
    yield "courses", _courses(participant)
    yield "learning_records", _records(participant)
    yield "courses_asked_for", _wishes(participant)


def _courses(participant: Participant) -> Iterator[Mapping[str, Any]]:
    mine = Enrolment.objects.filter(participant=participant).select_related("version", "certificate", "paid_by")
    for one in mine.prefetch_related(
        "lessons_done", "attempts", "package_states", "seats__date", "seats__notices"
    ).order_by("pk"):
        certificate, content = getattr(one, "certificate", None), content_of(one.version)
        titles = {lesson.key: said(lesson.title, one.language) for lesson in content.lessons()}
        yield {
            "course": said(content.title, one.language),
            "training_credits_paid": one.paid,
            "paid_by": one.paid_by.name if one.paid_by else None,
            "enrolled_at": one.enrolled_at,
            "finished_at": one.finished_at,
            "passed_at": one.passed_at,
            "given_back_at": one.given_back_at,
            "last_lesson": titles.get(one.last_lesson, ""),
            "lessons": [
                {"lesson": titles.get(done.lesson, done.lesson), "done_at": done.done_at}
                for done in one.lessons_done.all()
            ],
            "attempts": [
                {
                    "started_at": attempt.started_at,
                    "handed_in_at": attempt.handed_in_at,
                    "points": attempt.points,
                    "of": attempt.of,
                    "answers": attempt.answers,
                }
                for attempt in one.attempts.all()
            ],
            "packages": [_package(state, titles) for state in one.package_states.all()],
            "dates": [_seat(seat) for seat in sorted(one.seats.all(), key=lambda seat: seat.pk)],
            "certificate": _certificate(certificate) if certificate else None,
        }


def _certificate(certificate: Certificate) -> Mapping[str, Any]:
    return {
        "number": certificate.number,
        "name": certificate.name,
        "issued_at": certificate.issued_at,
        "cpd_hours": certificate.cpd_hours,
        "valid_until": certificate.expires_on,
        "name_shown_since": certificate.name_shown_at,
        "revoked_at": certificate.revoked_at,
        "revoked_because": certificate.revoked_because,
        "reminded_at": [notice.told_at for notice in certificate.notices.order_by("pk")],
    }


def _seat(seat: Seat) -> Mapping[str, Any]:
    date = seat.date
    return {
        "begins_at": date.begins_at,
        "ends_at": date.ends_at,
        "place": date.place or "online",
        "cancelled_at": date.cancelled_at,
        "asked_at": seat.asked_at,
        "seated_at": seat.seated_at,
        "given_up_at": seat.given_up_at,
        "was_there_at": seat.attended_at,
        "seen": seat.seen,
        "wrong_codes": seat.wrong_tries,
        "last_wrong_code_at": seat.wrong_at,
        "told": [
            {"what": notice.what, "told_at": notice.told_at}
            for notice in sorted(seat.notices.all(), key=lambda notice: notice.pk)
        ],
    }


def _records(participant: Participant) -> Iterator[Mapping[str, Any]]:
    mine = Statement.objects.filter(enrolment__participant=participant).order_by("pk")
    for one in mine.iterator(chunk_size=500):
        yield {"statement": one.body, "forwarded_at": one.forwarded_at}


def _package(state: PackageState, titles: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "lesson": titles.get(state.lesson, state.lesson),
        "part": state.part,
        "completion": state.completion,
        "success": state.success,
        "score": {"raw": state.raw, "min": state.lowest, "max": state.highest, "share": state.scaled},
        "seconds": state.total_seconds,
        "location": state.location,
        "kept_by_the_package": state.suspend_data,
        "more": state.more,
        "opened_at": state.opened_at,
        "reported_at": state.reported_at,
        "done_at": state.done_at,
    }


def _wishes(participant: Participant) -> Iterator[Mapping[str, Any]]:
    for one in Wish.objects.filter(participant=participant).select_related("course", "company").order_by("pk"):
        yield {
            "course": one.course.name,
            "company": one.company.name,
            "asked_at": one.asked_at,
            "answer": one.state,
            "word": one.word,
            "answered_at": one.answered_at,
        }
