"""What distributors and clerks earn by their service: for an answer in time, and for a participant they brought."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from campaigns.rules import ClaimFacts, Occasion
from claims.models import Award, Claim
from claims.services import awards, tallies
from claims.services.facts import clerk_at, person_facts, staff_rewards
from claims.states import Status
from distributors.models import Clerk, Introduction
from participants.models import Participant, User

NEW_FOR = timedelta(days=7)
"""How long after joining a distributor's link still counts as what brought somebody."""


def answered(claim: Claim) -> Award | None:
    """What stands for having answered the claim in time; the database lets it be one."""
    return Award.objects.standing().filter(claim=claim, occasion=Award.Occasion.DECISION).first()


def reward_answer(*, claim: Claim, decision: UUID, by: User | None, decided_at: datetime, now: datetime) -> None:
    """Give what the rules of that moment give for an answer; `by` is None for one from a mail or a sales file.

    Runs inside the caller's transaction, under the claim's lock.
    """
    if claim.campaign is None or claim.distributor is None:
        return
    clerk = by if clerk_at(claim, by) else None
    facts = ClaimFacts(
        lines=(),
        bought_on=decided_at.astimezone(claim.program.zone).date(),
        distributor_id=claim.distributor.pk,
        has_clerk=clerk is not None,
        occasion=Occasion.DECISION,
        staff_rewards=staff_rewards(claim.distributor),
        **person_facts(claim.participant, on=decided_at.astimezone(claim.program.zone).date()),
    )
    earned = Award(claim=claim, occasion=Award.Occasion.DECISION, about=decision, made_at=decided_at)
    subjects = tallies.subjects_of(claim, claim.campaign, by=clerk)
    awards.give(earned, subjects=subjects, facts=facts, by=by, now=now)


@transaction.atomic
def settle_enrolment(*, participant: Participant, now: datetime) -> None:
    """Reward who brought the participant once a first claim stands confirmed; take it back when none does any more.

    May be repeated, and run at the same moment for two claims: the introduction is held.
    """
    found = Introduction.objects.select_related("link__distributor", "link__clerk__user")
    introduction = found.filter(participant=participant).select_for_update(of=("self",), no_key=True).first()
    if introduction is None:
        return
    standing = Award.objects.standing().filter(occasion=Award.Occasion.ENROLMENT, about=participant.uuid)
    earned, first = standing.select_related("claim__campaign", "claim__program").first(), _first_claim(participant)
    if earned is not None and first is None:
        awards.reverse(earned, by=None, now=now)
    elif earned is None and first is not None and _is_brought(introduction, first):
        _reward_enrolment(introduction, first, now=now)


def _first_claim(participant: Participant) -> Claim | None:
    """The first that stands confirmed, by a document: to have a code one needs to buy nothing in one's own name."""
    good = Claim.objects.filter(participant=participant, kind=Claim.Kind.DOCUMENT, status=Status.VERIFIED)
    good = good.select_related("campaign__program", "program", "participant__program", "participant__company")
    return good.order_by("decided_at", "pk").first()


def _is_brought(introduction: Introduction, first: Claim) -> bool:
    """Whether the link came before the claim and soon after joining, and brought nobody of the distributor itself."""
    participant, link = first.participant, introduction.link
    is_own = Clerk.objects.filter(user=participant.user_id, distributor=link.distributor_id).exists()
    is_new = introduction.made_at - participant.joined_at <= NEW_FOR
    return is_new and not is_own and first.submitted_at is not None and introduction.made_at <= first.submitted_at


def _reward_enrolment(introduction: Introduction, first: Claim, *, now: datetime) -> None:
    link, participant, campaign = introduction.link, first.participant, first.campaign
    assert campaign is not None
    clerk = link.clerk.user if link.clerk and link.clerk.is_active else None
    facts = ClaimFacts(
        lines=(),
        bought_on=participant.joined_at.astimezone(participant.program.zone).date(),
        distributor_id=link.distributor_id,
        has_clerk=clerk is not None,
        occasion=Occasion.ENROLMENT,
        staff_rewards=staff_rewards(link.distributor),
        **person_facts(participant, on=participant.joined_at.astimezone(participant.program.zone).date()),
    )
    earned = Award(claim=first, occasion=Award.Occasion.ENROLMENT, about=participant.uuid, made_at=now)
    subjects = tallies.Subjects(campaign, participant, link.distributor, clerk)
    awards.give(earned, subjects=subjects, facts=facts, by=None, now=now)
