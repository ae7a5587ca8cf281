"""What passing a course gives: the certificate, and the course's points once for each person and version."""

from datetime import datetime

from elearning.models import Enrolment
from elearning.services import certifying
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import User


def pass_course(*, enrolment: Enrolment, by: User | None, now: datetime) -> None:
    """Part of the caller's transaction, which holds the enrolment."""
    Enrolment.objects.filter(pk=enrolment.pk, passed_at=None).update(passed_at=now)
    enrolment.passed_at = now
    certifying.issue(enrolment=enrolment, now=now)
    _give_points(enrolment, by=by, now=now)


def _give_points(enrolment: Enrolment, *, by: User | None, now: datetime) -> None:
    course, participant = enrolment.course, enrolment.participant
    before = Enrolment.objects.filter(participant=participant, version=enrolment.version, passed_at__isnull=False)
    if not course.points or before.exclude(pk=enrolment.pk).exists():
        return
    lasting = course.program.lasting
    leg = Leg(
        unit="points",
        debit=Owner.organizer(course.program.uuid),
        credit=Owner.participant(participant.uuid),
        amount=course.points,
        expires_on=lasting.last_day(now.astimezone(course.program.zone).date()),
        stretch=lasting.stretch,
    )
    ledger.post(
        program=course.program,
        reference=f"course:{course.uuid}:{enrolment.version.number}:passed:{participant.uuid}",
        legs=[leg],
        kind="grant",
        by=by,
        now=now,
        note=course.name,
    )
