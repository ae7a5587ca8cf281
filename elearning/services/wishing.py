"""Asking the company to pay a course, and the answer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from elearning.models import Course, Enrolment, Wish
from elearning.refusals import LearningRefused
from elearning.services import firms
from jobs.services import after_commit
from participants.models import Participant
from participants.queries import language_of, people_of


def ask(*, participant: Participant, course: Course, now: datetime) -> Wish:
    """Whoever may spend the company's credits is told by mail. Asked again while it waits, it is the same wish."""
    company = participant.company
    payers = people_of(company).filter(spends_credits=True) if company else None
    if company is None or payers is None or not payers.exists():
        raise LearningRefused(_("Nobody at your firm may spend training credits."))
    asked = Wish.objects.filter(participant=participant, course=course, state=Wish.State.WAITING)
    # The firm that somebody left is not asked any more.
    asked.exclude(company=company).update(state=Wish.State.OVER, answered_at=now)
    try:
        with transaction.atomic():
            wish = Wish.objects.create(participant=participant, course=course, company=company, asked_at=now)
            for one in payers:
                after_commit("elearning.tasks.tell_of_wish", wish_id=wish.pk, participant_id=one.participant_id)
    except IntegrityError:
        # Asked before, or by a second click at the same moment.
        return asked.get()
    return wish


@transaction.atomic
def grant(*, wish: Wish, payer: Participant, now: datetime) -> Enrolment:
    """The company pays. The enrolment answers the wish."""
    participant = _hold(wish, payer)
    language = language_of(participant)
    return firms.begin(payer=payer, participant=participant, course=wish.course, language=language, now=now)


@transaction.atomic
def decline(*, wish: Wish, payer: Participant, word: str, now: datetime) -> None:
    """The company does not pay; the one who asked is told, with a word if there is one."""
    _hold(wish, payer)
    Wish.objects.filter(pk=wish.pk).update(
        state=Wish.State.DECLINED, word=word.strip(), answered_by=payer.user, answered_at=now
    )
    after_commit("elearning.tasks.tell_of_no", wish_id=wish.pk)


def _hold(wish: Wish, payer: Participant) -> Participant:
    """Who asked. Of two who answer at once, one does: both need the row that says that the asker is of the company.

    The wish itself is not held: whoever begins the course meanwhile writes the enrolment first and the wish then.
    """
    firms.hold_right(payer, wish.participant)
    if not Wish.objects.filter(pk=wish.pk, state=Wish.State.WAITING).exists():
        raise LearningRefused(_("Somebody else has just answered this."))
    return wish.participant
