"""Courses that a company pays for its people, by whoever it allows to spend its training credits."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.doors import why_closed
from elearning.models import Course, Enrolment
from elearning.purses import purse_of
from elearning.refusals import LearningRefused
from elearning.services import enrolments
from jobs.services import after_commit
from participants.models import Company, Membership, Participant


@transaction.atomic
def begin(*, payer: Participant, participant: Participant, course: Course, language: str, now: datetime) -> Enrolment:
    """The payer's company pays the course for the payer or for a colleague, who is told by mail.

    Repeated, it is the same enrolment. Raises LearningRefused, in words that tell of a colleague nothing private.
    """
    company = hold_right(payer, participant)
    if participant == payer and not course.price:
        return enrolments.enrol(participant=participant, course=course, language=language, by=payer.user, now=now)
    known = enrolments.current(participant, course)
    purse = purse_of(company)
    if participant != payer:
        closed = why_closed(participant, course, now=now, purses=[purse])
        is_own = known is not None and known.paid_by != company and not enrolments.may_renew(known, now=now)
        if is_own or (closed and closed.is_private):
            raise LearningRefused(_cannot(participant))
    begun = enrolments.enrol(
        participant=participant, course=course, language=language, by=payer.user, now=now, purse=purse
    )
    if begun != known and participant != payer:
        if begun.paid_by != company:
            # The colleague began at the same moment, with own credits.
            raise LearningRefused(_cannot(participant))
        after_commit("elearning.tasks.tell_of_course", key=f"course-given:{begun.uuid}", enrolment_id=begun.pk)
    return begun


def hold_right(payer: Participant, participant: Participant) -> Company:
    """The company of both, if the payer may spend its credits. Held to the end of the transaction.

    Whoever takes the right away, or leaves, at the same moment waits, or came first and is seen.
    """
    both = Membership.objects.select_for_update(of=("self",), no_key=True).filter(
        participant__in=[payer.pk, participant.pk], ended_at=None, participant__is_active=True
    )
    held = {one.participant_id: one for one in both.select_related("company").order_by("pk")}
    right, theirs = held.get(payer.pk), held.get(participant.pk)
    if right is None or not right.spends_credits:
        raise LearningRefused(_("You may not spend the training credits of a company any more."))
    if theirs is None or theirs.company_id != right.company_id:
        raise LearningRefused(_("This person does not belong to your company any more."))
    return right.company


def _cannot(participant: Participant) -> str:
    return _(
        "%(name)s cannot begin this course now. It may be for another trade, come after another course, or be under "
        "way already; %(name)s sees which."
    ) % {"name": participant.name}
