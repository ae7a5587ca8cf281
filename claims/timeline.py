"""A claim's history in words for its participant: who did what, when and why, and what comes next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimEvent
from claims.reasons import Reason
from claims.states import UNDECIDED, Status
from common import writing


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `state` is done, now, todo or refused."""

    state: str
    text: str
    when: str = ""
    note: str = ""


def steps(
    claim: Claim, events: Sequence[ClaimEvent], *, clerks: Collection[int], returned: Mapping[int, str], today: date
) -> list[Step]:
    """The claim's way, oldest first. `clerks` are the users who answer for its distributor.

    `returned` says of events that noted returned goods what came back.
    """
    told = [_told(claim, event, clerks=clerks, today=today) for event in events]
    told = [
        replace(step, note=f"{returned[event.pk]} {event.note}".strip()) if event.pk in returned else step
        for step, event in zip(told, events, strict=True)
    ]
    return [*told, *_ahead(claim, today=today)]


def _told(claim: Claim, event: ClaimEvent, *, clerks: Collection[int], today: date) -> Step:
    bad = event.became in (Status.REFUSED, Status.REVERSED)
    who = _who(claim, event, clerks)
    when = writing.moment(timezone.localtime(event.made_at), get_language() or "en", today=today)
    return Step("refused" if bad else "done", _text(claim, event, who), when, why(event))


def why(event: ClaimEvent) -> str:
    """The reason's sentence and what was written to it, where there is something."""
    reason = Reason(event.reason) if event.reason else None
    # These two only say that something was written; what was written says it better.
    is_empty = reason in (Reason.OTHER, Reason.NEED_ANSWER) and event.note
    sentence = str(reason.label) if reason and not is_empty else ""
    return " ".join(part for part in (sentence, event.note) if part)


def _who(claim: Claim, event: ClaimEvent, clerks: Collection[int]) -> str:
    """A firm's name, never a clerk's own: the participant deals with the firm."""
    if event.made_by_id in clerks and claim.distributor:
        return claim.distributor.name
    return claim.program.organizer_name


def is_undoing(claim: Claim, event: ClaimEvent) -> bool:
    """Whether somebody took the own decision back: a claim that its participant sends back comes from them."""
    is_sent_again = event.became == Status.SUBMITTED and event.was != Status.DRAFT
    return is_sent_again and not is_handing_over(event) and event.made_by_id != claim.participant.user_id


def is_handing_over(event: ClaimEvent) -> bool:
    """Whether the organizer decides from here on; the claim waits as before."""
    return event.reason == Reason.HANDED_OVER


def is_return(event: ClaimEvent) -> bool:
    """Whether goods of a confirmed claim came back; it stays where it stands."""
    return bool(event.was == event.became == Status.VERIFIED)


def _text(claim: Claim, event: ClaimEvent, who: str) -> str:
    was, became = event.was, event.became
    if not was and became == Status.VERIFIED:
        return _("Code redeemed")
    if is_return(event):
        return _("Goods came back, noted by %(who)s") % {"who": who}
    if is_handing_over(event):
        return _("Handed over to %(who)s") % {"who": claim.program.organizer_name}
    if is_undoing(claim, event):
        return _("Undone by %(who)s: the claim waits again") % {"who": who}
    if became == Status.SUBMITTED and was in (Status.QUERIED, Status.REFUSED):
        return _("You answered") if was == Status.QUERIED else _("You asked for another look")
    texts = {
        Status.DRAFT: _("Started"),
        Status.SUBMITTED: _("Sent"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.QUERIED: _("Question from %(who)s") % {"who": who},
        Status.VERIFIED: _("Confirmed by %(who)s") % {"who": who},
        Status.REFUSED: _("Refused by %(who)s") % {"who": who},
        Status.REVERSED: _("Taken back by %(who)s") % {"who": who},
    }
    if became == Status.VERIFIED and event.made_by_id is None:
        return _("Confirmed by the seller's own records")
    return texts[Status(became)]


def _ahead(claim: Claim, *, today: date) -> list[Step]:
    if claim.status not in UNDECIDED:
        return []
    if claim.status == Status.QUERIED:
        return [Step("now", _("Your answer is awaited"))]
    name = claim.distributor.name if claim.distributor and claim.desk == Claim.Desk.DISTRIBUTOR else ""
    at = _("With %(who)s") % {"who": name or claim.program.organizer_name}
    if claim.due_on is None:
        return [Step("now", at)]
    when = writing.due(claim.due_on, get_language() or "en", today=today)
    return [Step("now", at), Step("todo", _("Answer by %(day)s") % {"day": when})]
