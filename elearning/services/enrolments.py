"""Beginning a course, working through its lessons, and giving it back."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from elearning.doors import why_closed
from elearning.models import Course, Enrolment, LessonDone, Tally, Wish
from elearning.purses import Purse, own_purse, purse_of
from elearning.refusals import LearningRefused
from elearning.services import finishing, recording, seats, tallies
from elearning.services.finishing import hold, was_there
from elearning.services.tallies import Counted
from elearning.standing import RENEWAL_DAYS
from elearning.versions import content_of
from ledger import services as ledger
from ledger.services import NotEnough, Owner
from participants.models import Participant, User


def enrol(
    *,
    participant: Participant,
    course: Course,
    language: str,
    by: User,
    now: datetime,
    purse: Purse | None = None,
) -> Enrolment:
    """Begin a course, paid with training credits in the same transaction. Beginning twice is the same as once.

    Out of the participant's own purse, or of another one whose owner allowed it: `firms.begin` sees to that.
    """
    purse = purse or own_purse(participant)
    known = current(participant, course)
    if known and not may_renew(known, now=now):
        return known
    if closed := why_closed(participant, course, now=now, purses=[purse]):
        # A second click may have come through since, and taken the credits that lack now.
        if (other := current(participant, course)) and other != known:
            return other
        raise LearningRefused(closed.sentence)
    try:
        with transaction.atomic():
            if known:
                Enrolment.objects.filter(pk=known.pk).update(is_current=False)
            begun = _begin(participant, course, language, purse, by=by, now=now)
            if known:
                seats.take_along(before=known, to=begun, now=now)
            return begun
    except IntegrityError:
        # A second click came through at the same moment; its enrolment is this one.
        return Enrolment.objects.get(participant=participant, course=course, is_current=True)
    except NotEnough as short:
        anew = purse_of(purse.company) if purse.company else own_purse(participant)
        closed = why_closed(participant, course, now=now, purses=[anew])
        raise LearningRefused(closed.sentence if closed else _short(purse, short)) from short


def _short(purse: Purse, short: NotEnough) -> str:
    """Some of what the account shows has ended and was not taken off it yet."""
    if purse.company is None:
        return str(short)
    words = _("Of the training credits of %(company)s too few are left that have not ended.")
    return words % {"company": purse.company.name}


def current(participant: Participant, course: Course) -> Enrolment | None:
    """The participant's way through the course, if there is one that counts."""
    mine = Enrolment.objects.filter(participant=participant, course=course, is_current=True)
    related = mine.select_related("version", "course__program", "participant", "certificate", "paid_by")
    return related.defer("version__content").first()


def may_renew(enrolment: Enrolment, *, now: datetime) -> bool:
    """Whether its certificate ends soon enough, ended or was revoked, so that the course can be taken once more."""
    certificate = getattr(enrolment, "certificate", None)
    if certificate is None or enrolment.course.cancelled_at:
        return False
    if certificate.revoked_at is not None:
        return True
    today = now.astimezone(enrolment.course.program.zone).date()
    return certificate.expires_on is not None and today >= certificate.expires_on - timedelta(days=RENEWAL_DAYS)


def _begin(
    participant: Participant, course: Course, language: str, purse: Purse, *, by: User, now: datetime
) -> Enrolment:
    assert course.current is not None
    content = content_of(course.current)
    enrolment = Enrolment.objects.create(
        participant=participant,
        course=course,
        version=course.current,
        language=content.language(language, course.program.default_language),
        paid=course.price,
        paid_by=purse.company,
        enrolled_at=now,
    )
    if course.price:
        ledger.spend(
            program=course.program,
            unit="credits",
            owner=purse.owner,
            to=Owner.course(course.uuid),
            amount=course.price,
            reference=price_of(enrolment),
            by=by,
            now=now,
            note=course.name,
        )
    if Course.objects.filter(pk=course.pk, cancelled_at__isnull=False).exists():
        # It was cancelled at the same moment, and those on the way are being sent home already.
        raise LearningRefused(_("This course is not open at the moment."))
    tallies.enrolled(enrolment, now=now)
    recording.registered(enrolment, now=now)
    _answer_wishes(enrolment, by=by, now=now)
    return enrolment


def _answer_wishes(enrolment: Enrolment, *, by: User, now: datetime) -> None:
    """Whoever asked the company for this course has it now, from the company or not."""
    waiting = Wish.objects.filter(participant=enrolment.participant, course=enrolment.course, state=Wish.State.WAITING)
    state = Wish.State.GRANTED if enrolment.paid_by else Wish.State.OVER
    waiting.update(state=state, answered_by=by, answered_at=now)


def price_of(enrolment: Enrolment) -> str:
    """The reference under which the price stands in the ledger."""
    return f"enrolment:{enrolment.uuid}:price"


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson: str, now: datetime) -> None:
    """The participant worked through this lesson. What follows from the last one, `finishing` knows."""
    lessons = [one.key for one in content_of(enrolment.version).lessons()]
    if lesson not in lessons:
        raise LearningRefused(_("This lesson belongs to another course."))
    hold(enrolment)
    _done, is_new = LessonDone.objects.get_or_create(enrolment=enrolment, lesson=lesson, defaults={"done_at": now})
    count = LessonDone.objects.filter(enrolment=enrolment, lesson__in=lessons).count()
    counted: list[Counted] = []
    if is_new:
        counted += [Counted(Tally.Kind.LESSON, lesson), *_started(enrolment, lesson)]
        recording.progressed(enrolment, lesson=lesson, done=count, of=len(lessons), now=now)
    tallies.count(enrolment.version, *counted, now=now)
    if count == len(lessons):
        finishing.go_on(enrolment, by=enrolment.participant.user, now=now)


@transaction.atomic
def visit_lesson(*, enrolment: Enrolment, lesson: str, now: datetime) -> None:
    """Remember where the participant is, to go on there on any device."""
    if enrolment.last_lesson == lesson:
        return
    tallies.count(enrolment.version, *_started(enrolment, lesson), now=now)
    Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson)


def _started(enrolment: Enrolment, lesson: str) -> list[Counted]:
    """The first lesson that is looked at starts the course, whoever clicks twice."""
    first = Enrolment.objects.filter(pk=enrolment.pk, last_lesson="").update(last_lesson=lesson)
    return [Counted(Tally.Kind.STARTED)] if first else []


def why_not_give_back(enrolment: Enrolment, *, now: datetime) -> str:
    """Giving back: within the course's days, and not once the quiz was begun."""
    if not enrolment.is_current or enrolment.passed_at or enrolment.attempts.exists():
        return _("The quiz was begun, so this course cannot be given back any more.")
    if was_there(enrolment):
        return _("You were there on one of its dates, so this course cannot be given back any more.")
    if now > enrolment.enrolled_at + timedelta(days=enrolment.course.return_days):
        return _("The days for giving this course back are over.")
    return ""


@transaction.atomic
def give_back(*, enrolment: Enrolment, by: User | None, now: datetime) -> None:
    """End the way through the course; what was paid for it returns to where it came from. Repeated, it does no harm."""
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("course__program").get(pk=enrolment.pk)
    if held.given_back_at:
        return
    if reason := why_not_give_back(held, now=now):
        raise LearningRefused(reason)
    end(held, by=by, now=now)


def end(held: Enrolment, *, by: User | None, now: datetime) -> None:
    """The way through the course ends, and who paid has it back. Part of the caller's transaction, which holds it."""
    Enrolment.objects.filter(pk=held.pk).update(given_back_at=now, is_current=False)
    seats.release(held, now=now)
    tallies.given_back(held, now=now)
    # Who gives a renewal back is where the way stood before it.
    before = Enrolment.objects.filter(participant=held.participant_id, course=held.course_id, given_back_at=None)
    if newest := before.order_by("-enrolled_at", "-pk").first():
        Enrolment.objects.filter(pk=newest.pk).update(is_current=True)
    if held.paid:
        ledger.reverse(
            program=held.course.program,
            reference=f"enrolment:{held.uuid}:given-back",
            of_reference=price_of(held),
            by=by,
            now=now,
            note=held.course.name,
        )
