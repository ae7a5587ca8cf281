"""What the page of a course offers: who can pay for it, asking the company, and paying for a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from elearning import doors
from elearning.doors import Closed
from elearning.models import Course, Wish
from elearning.purses import Purse, firm_purses, purses_of
from participants.models import Membership, Participant
from participants.queries import people_of


@dataclass(frozen=True, slots=True)
class Offer:
    """`ways` are purses with enough, the own one first; none if the course is closed.

    `wish` is the newest one of the participant for this course; `can_ask` where the company may be asked. `colleagues`
    are those for whom the participant may begin it with the company's credits.
    """

    firm: Purse | None
    colleagues: list[Membership]
    closed: Closed | None = None
    ways: Sequence[Purse] = ()
    can_ask: bool = False
    wish: Wish | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the company has not answered yet."""
        return self.wish is not None and self.wish.state == Wish.State.WAITING


def offer(participant: Participant, course: Course, *, now: datetime, is_new: bool) -> Offer:
    """What can be done with the course by somebody who may see it; begun by `is_new` ones only."""
    own, *others = purses_of(participant) if is_new else (None, *firm_purses(participant))
    firm = others[0] if others else None
    colleagues = _colleagues(participant, course, firm, now=now)
    if own is None:
        return Offer(firm=firm, colleagues=colleagues)
    closed = doors.why_closed(participant, course, now=now, purses=[own, *others])
    enough = [purse for purse in (own, *others) if purse.credits >= course.price]
    return Offer(
        closed=closed,
        ways=[] if closed else enough if course.price else [own],
        firm=firm,
        colleagues=colleagues,
        can_ask=firm is None and course.price > 0 and (not closed or closed.missing > 0) and _has_payer(participant),
        wish=_wish(participant, course),
    )


def _has_payer(participant: Participant) -> bool:
    return participant.company is not None and people_of(participant.company).filter(spends_credits=True).exists()


def _wish(participant: Participant, course: Course) -> Wish | None:
    mine = Wish.objects.filter(participant=participant, course=course).exclude(state=Wish.State.OVER)
    return mine.select_related("company").order_by("-pk").first()


def _colleagues(participant: Participant, course: Course, firm: Purse | None, *, now: datetime) -> list[Membership]:
    today = now.astimezone(course.program.zone).date()
    if firm is None or firm.company is None or firm.credits < course.price or not doors.is_open(course, today=today):
        return []
    return list(people_of(firm.company).exclude(participant=participant))
