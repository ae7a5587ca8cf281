"""What a verified claim earns: by the rules of the day it was sent, posted to the ledger in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from campaigns.models import Campaign
from campaigns.queries import firm_room, rules_in_force
from campaigns.rules import ClaimFacts, Given, Outcome, Rules, wire
from campaigns.services import budgets
from claims.models import Award, AwardLine, Claim, Reservation
from claims.owners import rewarded_owner, sponsor_owner
from claims.services import tallies
from claims.services.facts import claim_facts
from distributors.models import Distributor
from ledger import services as ledger
from ledger.kinds import Unit
from ledger.services import Leg
from participants.models import User
from programs.lasting import Lasting


def reference(earned: Award) -> str:
    """The name under which the award stands in the ledger; a repeat under it changes nothing."""
    return name(earned, "award")


def name(earned: Award, what: str) -> str:
    """What becomes of an award, as the ledger names it: the claim's first by the claim alone, others by number too."""
    number = f":{earned.number}" if earned.number > 1 else ""
    about = {
        Award.Occasion.CLAIM: f"claim:{earned.claim.uuid}",
        Award.Occasion.DECISION: f"decision:{earned.about}",
        Award.Occasion.ENROLMENT: f"participant:{earned.about}",
    }
    return f"{about[Award.Occasion(earned.occasion)]}:{what}{number}"


def grant(*, claim: Claim, by: User | None, now: datetime) -> Award:
    """Give what the rules give for the confirmed lines. Runs inside the verification's transaction."""
    earned = Award(claim=claim, made_at=now)
    if claim.campaign is None or claim.submitted_at is None:
        earned.number = _number(earned)
        earned.save()
        return earned
    subjects = tallies.subjects_of(claim, claim.campaign, by=by)
    give(earned, subjects=subjects, facts=claim_facts(claim, by=by), by=by, now=now)
    return earned


def give(earned: Award, *, subjects: tallies.Subjects, facts: ClaimFacts, by: User | None, now: datetime) -> None:
    """Save the award with what the rules of its day give for the facts, and post that, all in one transaction."""
    campaign = subjects.campaign
    rules = rules_in_force(campaign, at=_day_of_rules(earned))
    facts, counting = tallies.lock(subjects, rules, facts)
    outcome = rules.award(facts)
    if campaign.has_budget and (room := _settled(earned, campaign, outcome)):
        facts = replace(facts, room=room)
        outcome = rules.award(facts)
    earned.number, earned.is_budgeted = _number(earned), campaign.has_budget
    earned.facts, earned.policy = wire.to_json(facts), wire.to_json(rules.policy)
    earned.save()
    lines = [_line(earned, subjects.distributor, given) for given in outcome.given]
    AwardLine.objects.bulk_create(lines)
    counting.add(earned, outcome)
    post(earned=earned, lines=lines, subjects=subjects, by=by, now=now)


def _number(earned: Award) -> int:
    """The next of its kind; a participant is brought once, whichever claim shows it."""
    same = {"about": earned.about} if earned.occasion == Award.Occasion.ENROLMENT else {"claim": earned.claim}
    return Award.objects.filter(occasion=earned.occasion, **same).count() + 1


def _day_of_rules(earned: Award) -> datetime:
    """A claim keeps the rules of the moment it was sent; an answer has those of its own."""
    sent = earned.claim.submitted_at
    return earned.made_at if earned.occasion == Award.Occasion.DECISION or sent is None else sent


def _settled(earned: Award, campaign: Campaign, outcome: Outcome) -> dict[str, int]:
    """Book the award instead of what waited for it; how much there is of the units of which a firm budget has less."""
    waiting = Reservation.objects.filter(claim=earned.claim)
    held = waiting.first() if earned.occasion == Award.Occasion.CLAIM else None
    wanted, room = outcome.sums(), {}
    for unit in budgets.UNITS:
        waited, amount = getattr(held, unit, 0), wanted.get(unit, 0)
        if short := budgets.book(campaign=campaign, unit=unit, waiting=-waited, given=amount):
            room[unit] = amount - short
    if held:
        held.delete()
    return room


def post(*, earned: Award, lines: list[AwardLine], subjects: tallies.Subjects, by: User | None, now: datetime) -> None:
    """Write what the award's lines give to the ledger, each from its sponsor's account to that of the rewarded."""
    lines = [line for line in lines if line.quantity]
    if not lines:
        return
    claim = earned.claim
    lasting = {Unit.POINTS: claim.campaign.lasting if claim.campaign else Lasting()}
    lasting[Unit.CREDITS] = claim.program.credits_lasting
    today = now.astimezone(claim.program.zone).date()
    legs = [
        Leg(
            unit=line.unit,
            debit=sponsor_owner(claim, line),
            credit=rewarded_owner(
                line, participant=subjects.participant, distributor=subjects.distributor, clerk=subjects.by
            ),
            amount=line.quantity,
            expires_on=lasting[Unit(line.unit)].last_day(today),
            stretch=lasting[Unit(line.unit)].stretch,
        )
        for line in lines
    ]
    ledger.post(
        program=claim.program, reference=reference(earned), legs=legs, kind="award", by=by, now=now, note=_note(earned)
    )


def _note(earned: Award) -> str:
    """Whom a distributor brought may have bought elsewhere: that claim's number is nothing to it."""
    return "" if earned.occasion == Award.Occasion.ENROLMENT else earned.claim.number


def take_back(*, claim: Claim, by: User | None, now: datetime, lend: bool = True, waits_again: bool = False) -> None:
    """Reverse all that the claim earned; runs inside the reversal's transaction.

    Without `lend` it is refused (`ledger.AlreadySpent`) once the participant no longer has all of it. A claim that
    `waits_again` keeps so much of its campaign's budget.
    """
    earned = Award.objects.for_claims().standing().select_related("claim__campaign").get(claim=claim)
    reverse(earned, by=by, now=now, lend=lend, waits_again=waits_again)


def reverse(earned: Award, *, by: User | None, now: datetime, lend: bool = True, waits_again: bool = False) -> None:
    """Take back what one award gave."""
    Award.objects.filter(pk=earned.pk, reversed_at=None).update(reversed_at=now)
    tallies.take_off(earned)
    left = {line.pk: line.left for line in earned.lines.giving()}
    give_back(earned, left, waits_again=waits_again)
    ledger.reverse(
        program=earned.claim.program,
        reference=name(earned, "reversal"),
        of_reference=reference(earned),
        by=by,
        now=now,
        note=_note(earned),
        lend=lend,
    )


def give_back(earned: Award, less: Mapping[int, int], *, waits_again: bool = False) -> None:
    """What these lines (by id) give no more is there for others, or for the claim itself, if the budget counted it.

    Before the ledger: whoever waits for a share must hold no account that others wait for.
    """
    if not earned.is_budgeted or earned.claim.campaign is None:
        return
    sums = dict.fromkeys(budgets.UNITS, 0)
    for line in earned.lines.filter(pk__in=less):
        sums[line.unit] += less[line.pk]
    for unit, amount in sums.items():
        budgets.book(campaign=earned.claim.campaign, unit=unit, given=-amount, waiting=amount if waits_again else 0)
    if waits_again:
        Reservation.objects.create(claim=earned.claim, **sums)


def expected(claim: Claim) -> Outcome:
    """What the rules of the claim's day give for its lines: as confirmed, or, while undecided, as claimed."""
    if claim.campaign is None or claim.submitted_at is None:
        return Outcome()
    rules = rules_in_force(claim.campaign, at=claim.submitted_at)
    subjects = tallies.subjects_of(claim, claim.campaign)
    facts = tallies.read(subjects, rules, claim_facts(claim))
    return rules.award(replace(facts, room=_room(claim, claim.campaign)))


def _room(claim: Claim, campaign: Campaign) -> dict[str, int]:
    """What a firm budget can give to a claim that waits: what it holds already, and what is left."""
    if not (left := firm_room(campaign)):
        return {}
    held = Reservation.objects.filter(claim=claim).first()
    return {unit: room + getattr(held, unit, 0) for unit, room in left.items()}


def recomputed(earned: Award) -> Outcome:
    """The award computed again from the facts kept with it, by the versions of the rules that were in force then."""
    campaign = earned.claim.campaign
    if campaign is None or not earned.facts:
        return Outcome()
    in_force = rules_in_force(campaign, at=_day_of_rules(earned))
    return Rules(in_force.terms, wire.policy_from_json(earned.policy)).award(wire.facts_from_json(earned.facts))


def _line(granted: Award, distributor: Distributor | None, given: Given) -> AwardLine:
    return AwardLine(
        award=granted,
        rule_id=given.rule_id,
        of_rule_id=given.of_rule,
        factor=given.factor,
        product_id=given.product_id,
        counted=given.counted,
        unit=given.unit,
        quantity=given.quantity,
        full=given.full,
        capped_by=list(given.capped_by),
        rewards=given.rewards,
        sponsor_distributor=distributor if given.sponsor == "distributor" else None,
    )
