"""What learning forgets: answers to quizzes after a while, and names with the person who leaves."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from common.keeping import Duty, Rows
from elearning import personal_data as terms
from elearning.models import Attempt, Certificate, CourseDate, PackageState, Seat, Wish
from elearning.services import seats
from elearning.services.finishing import hold
from participants.models import Participant


def with_answers(before: datetime) -> QuerySet[Attempt]:
    """Quizzes handed in before, with the answers as they were."""
    return Attempt.objects.filter(handed_in_at__lt=before).exclude(answers={})


def empty_answers(attempts: Collection[int], _now: datetime) -> None:
    """The score stays."""
    Attempt.objects.filter(pk__in=attempts).update(answers={})


def with_places(before: datetime) -> QuerySet[PackageState]:
    """Packages that reported last before, with what they need to go on."""
    return PackageState.objects.filter(reported_at__lt=before).exclude(location="", suspend_data="", exit="", more={})


def empty_places(states: Collection[int], _now: datetime) -> None:
    """Score and time stay."""
    PackageState.objects.filter(pk__in=states).update(location="", suspend_data="", exit="", more={})


def with_trainers(before: datetime) -> QuerySet[CourseDate]:
    """Dates that ended before, with the name of who taught."""
    return CourseDate.objects.filter(ends_at__lt=before).exclude(trainer="")


def empty_trainers(dates: Collection[int], _now: datetime) -> None:
    """The date stays."""
    CourseDate.objects.filter(pk__in=dates).update(trainer="")


def leave(*, participant: Participant, former: str, now: datetime) -> None:
    """Answers, places in packages, wishes, seats to come go at once; certificates keep their number, not the name."""
    taken = Seat.objects.filter(enrolment__participant=participant, is_current=True, date__begins_at__gt=now)
    for seat in taken.select_related("enrolment").order_by("date"):
        hold(seat.enrolment)
        seats.release(seat.enrolment, now=now)
    Attempt.objects.filter(enrolment__participant=participant).update(answers={})
    PackageState.objects.filter(enrolment__participant=participant).update(
        location="", suspend_data="", exit="", more={}
    )
    Wish.objects.filter(participant=participant).delete()
    Wish.objects.filter(answered_by=participant.user_id).update(answered_by=None)
    Certificate.objects.filter(enrolment__participant=participant).update(name=former, name_shown_at=None)


DUTIES: Sequence[Duty] = (
    Rows(terms.ANSWERS, "answers to quizzes", with_answers, empty_answers),
    Rows(terms.PLACES, "places in packages", with_places, empty_places),
    Rows(terms.TRAINERS, "trainers of dates", with_trainers, empty_trainers),
)
