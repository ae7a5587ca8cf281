"""Goods came back after the claim was confirmed: what they had earned goes back, line by line; the claim stays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.queries import rules_in_force
from campaigns.rules import ClaimFacts, Given, LineFacts, Rules, wire
from claims.models import Award, AwardLine, Claim, ClaimLine, GoodsReturn, ReturnedGoods, TakenBack
from claims.reasons import Reason
from claims.services import awards, moves, tallies
from common.refusals import Refused
from ledger import services as ledger
from participants.models import User

CENT = Decimal("0.01")
NOTHING = Decimal(0)


class ReturnRefused(Refused):
    """Nothing was taken back; the sentence says why."""


def why_not_return(claim: Claim) -> str:
    """Whether parts of the claim's goods can be taken back: only where the award kept what it was computed from."""
    earned = Award.objects.for_claims().standing().filter(claim=claim).first()
    if earned is None or not earned.facts.get("lines"):
        return _("What this claim earned cannot be divided. Take it back as a whole.")
    return ""


def take_back_lines(
    *, claim: Claim, quantities: Mapping[ClaimLine, Decimal], number: int, note: str, by: User | None, now: datetime
) -> GoodsReturn:
    """Take back what these quantities had earned; runs inside the decision's transaction, under the claim's lock.

    The award is computed again for what is left, by its own facts and the rules of its day. `number` is that of this
    return, from 1: a second try under it is refused, so that a repeated click takes nothing twice.
    """
    if reason := why_not_return(claim):
        raise ReturnRefused(reason)
    earned = Award.objects.for_claims().standing().select_related("claim__campaign").get(claim=claim)
    if number != earned.returns.count() + 1:
        raise ReturnRefused(_("Goods of this claim came back in the meantime. Look again before you go on."))
    rules = _rules_of(earned)
    counted = _counted(claim, wire.facts_from_json(earned.facts))
    _give_up(counted, quantities)
    tallies.lock_again(earned)
    facts = tallies.with_parts_free_now(earned, _left(wire.facts_from_json(earned.facts), counted))
    outcome = rules.award(facts)
    event = moves.note(claim, by=by, now=now, reason=Reason.RETURNED, note=note)
    made = GoodsReturn.objects.create(award=earned, number=number, event=event, facts=wire.to_json(facts), made_at=now)
    ReturnedGoods.objects.bulk_create(
        ReturnedGoods(goods_return=made, line=line, quantity=quantity)
        for line, quantity in quantities.items()
        if quantity
    )
    tallies.lessen(earned, outcome, _subjects(earned))
    less = _differences(_lines(earned), outcome.giving, has_distributor=bool(claim.distributor_id))
    _take(made, less, by=by, now=now)
    return made


def reference(made: GoodsReturn) -> str:
    """The name under which the return stands in the ledger."""
    return awards.name(made.award, f"return-{made.number}")


def _rules_of(earned: Award) -> Rules:
    claim = earned.claim
    if claim.campaign is None or claim.submitted_at is None:
        raise ReturnRefused(_("What this claim earned cannot be divided. Take it back as a whole."))
    in_force = rules_in_force(claim.campaign, at=claim.submitted_at)
    return Rules(in_force.terms, wire.policy_from_json(earned.policy))


def _subjects(earned: Award) -> tallies.Subjects:
    claim = earned.claim
    assert claim.campaign is not None
    confirmed = claim.events.filter(became=claim.status).exclude(was=claim.status).order_by("-pk").first()
    return tallies.subjects_of(claim, claim.campaign, by=confirmed.made_by if confirmed else None)


def _lines(earned: Award) -> list[AwardLine]:
    """In the order of the ledger's legs; what was cut to nothing has none."""
    return list(earned.lines.giving().order_by("pk"))


def _counted(claim: Claim, facts: ClaimFacts) -> list[ClaimLine]:
    """The claim's lines as the facts counted them, one for each line of the facts."""
    lines = claim.lines.filter(product__isnull=False, confirmed_quantity__gt=0).order_by("position")
    counted = list(lines.select_related("product"))
    if [line.product_id for line in counted] != [line.product_id for line in facts.lines]:
        raise ReturnRefused(_("What this claim earned cannot be divided. Take it back as a whole."))
    return counted


def _give_up(counted: Sequence[ClaimLine], quantities: Mapping[ClaimLine, Decimal]) -> None:
    """Note down on the lines what came back; refuses more than is left, nothing, and everything."""
    if not any(quantities.values()):
        raise ReturnRefused(_("Say how much came back."))
    for line in counted:
        line.returned_quantity += quantities.get(line, NOTHING)
        if not 0 <= line.returned_quantity <= (line.confirmed_quantity or 0) or quantities.get(line, NOTHING) < 0:
            raise ReturnRefused(_("No more can come back than was confirmed: %(line)s.") % {"line": line})
    if set(quantities) - set(counted):
        raise ReturnRefused(_("Only goods that were confirmed can come back."))
    if all(line.returned_quantity == line.confirmed_quantity for line in counted):
        raise ReturnRefused(_("Then nothing is left of this claim. Take it back as a whole."))
    ClaimLine.objects.bulk_update(counted, ["returned_quantity"])


def _left(facts: ClaimFacts, counted: Sequence[ClaimLine]) -> ClaimFacts:
    """The award's facts without what came back: each measure and amount by the share that is left."""
    pairs = zip(facts.lines, counted, strict=True)
    left = tuple(_share(told, line) for told, line in pairs if line.returned_quantity != line.confirmed_quantity)
    return replace(facts, lines=left)


def _share(told: LineFacts, line: ClaimLine) -> LineFacts:
    of = line.confirmed_quantity or NOTHING
    left = of - line.returned_quantity

    def amount(value: Decimal | None) -> Decimal | None:
        return None if value is None else (value * left / of).quantize(CENT)

    measures = {name: value * left / of for name, value in told.measures.items()}
    return replace(told, measures=measures, net=amount(told.net), gross=amount(told.gross))


Group = tuple[str, str, bool]
"""Unit, whom it rewards, and whether the distributor pays: sums within one may make up for each other."""


def _differences(lines: Sequence[AwardLine], given: Sequence[Given], *, has_distributor: bool) -> dict[int, int]:
    """How much less each line gives now, by its place.

    A cap may leave another line more than before: then that much less is taken from lines of the same unit, person
    and sponsor, and the sum is what the rules say. Nobody gains by a return.
    """
    now: dict[tuple[Group, int, int | None, int | None], list[int]] = defaultdict(list)
    for one in given:
        group = (one.unit, str(one.rewards), one.sponsor == "distributor" and has_distributor)
        now[group, one.rule_id, one.of_rule, one.product_id].append(one.quantity)
    less: dict[int, int] = {}
    more: dict[Group, int] = defaultdict(int)
    for place, line in enumerate(lines):
        there = now[_group(line), line.rule_id or 0, line.of_rule_id, line.product_id]
        change = line.left - (there.pop(0) if there else 0)
        less[place] = max(0, change)
        more[_group(line)] += max(0, -change)
    for (group, *_rule), unmatched in now.items():
        more[group] += sum(unmatched)
    for place in reversed(less):
        offset = min(less[place], more[_group(lines[place])])
        less[place] -= offset
        more[_group(lines[place])] -= offset
    return {place: amount for place, amount in less.items() if amount}


def _group(line: AwardLine) -> Group:
    return line.unit, line.rewards, line.sponsor_distributor_id is not None


def _take(made: GoodsReturn, less: Mapping[int, int], *, by: User | None, now: datetime) -> None:
    lines = _lines(made.award)
    for place, amount in less.items():
        AwardLine.objects.filter(pk=lines[place].pk).update(taken_back=F("taken_back") + amount)
        TakenBack.objects.create(goods_return=made, line=lines[place], quantity=amount)
    awards.give_back(made.award, {lines[place].pk: amount for place, amount in less.items()})
    if less:
        ledger.reverse(
            program=made.award.claim.program,
            reference=reference(made),
            of_reference=awards.reference(made.award),
            amounts=less,
            by=by,
            now=now,
            note=made.award.claim.number,
        )
