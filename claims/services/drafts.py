"""The draft of a claim from what is stored: its newest reading, the seller it names, the program's catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from campaigns import queries as campaigns
from campaigns.rules import CREDITS, POINTS, ClaimFacts, Holder, Rules
from claims.drafts import Draft, as_day, build
from claims.models import Claim, Reading
from claims.services import tallies
from claims.services.facts import Bought, line_facts, person_facts
from claims.services.tallies import Subjects
from distributors.models import Distributor
from distributors.queries import find_distributor


@dataclass(frozen=True, slots=True)
class Preview:
    """What the lines would give under the rules in force: in all, and by line in the order asked.

    `budget_left` is all that a firm budget has left, by each unit of which it makes the sum smaller.
    """

    points: int = 0
    credits: int = 0
    by_line: tuple[int, ...] = ()
    budget_left: Mapping[str, int] = field(default_factory=dict)


def draft_of(claim: Claim, *, now: datetime) -> Draft | None:
    """What the newest reading suggests; None while nothing was read."""
    reading = Reading.objects.filter(document__claim=claim).order_by("-pk").first()
    if reading is None:
        return None
    data = reading.suggested
    seller = _seller(claim, data)
    catalogue = campaigns.catalogue(claim.program, seller)
    today = now.astimezone(claim.program.zone).date()
    sure_from = float(claim.program.sure_from)
    return build(data, catalogue, today=today, sure_from=sure_from, seller_is_known=seller is not None)


def _seller(claim: Claim, data: dict[str, object]) -> Distributor | None:
    fields = data.get("fields")
    if not isinstance(fields, dict):
        return None
    told = {name: str(fields[name]["value"]) if name in fields else "" for name in ("issuer_tax_id", "issuer_name")}
    return find_distributor(claim.program, tax_id=told["issuer_tax_id"], name=told["issuer_name"])


def preview(
    claim: Claim,
    lines: Sequence[Bought | None],
    *,
    tax_id: str,
    name: str,
    bought_on: str,
    now: datetime,
) -> Preview:
    """About how much the lines would give. A promise is only what the award says later, under the same rules."""
    program = claim.program
    today = now.astimezone(program.zone).date()
    seller = find_distributor(program, tax_id=tax_id, name=name) if tax_id or name else None
    campaign = campaigns.campaign_for(program, bought_on=as_day(bought_on) or today, distributor=seller)
    campaign = campaign or campaigns.current_campaign(program, on=today)
    if campaign is None:
        return Preview(by_line=(0,) * len(lines))
    rules = campaigns.rules_in_force(campaign, at=now)
    reading = Reading.objects.filter(document__claim=claim).order_by("-pk").first()
    known = line_facts([line for line in lines if line], reading.suggested if reading else {}, program)
    facts = ClaimFacts(
        lines=known,
        bought_on=as_day(bought_on) or today,
        distributor_id=seller.pk if seller else 0,
        **person_facts(claim.participant, on=as_day(bought_on) or today),
    )
    counted = tallies.read(Subjects(campaign, claim.participant, seller), rules, facts)
    outcome, each = rules.award(replace(counted, room=campaigns.firm_room(campaign))), iter(known)
    return Preview(
        points=outcome.total(POINTS),
        credits=outcome.total(CREDITS),
        by_line=tuple(_alone(replace(facts, lines=(next(each),)), rules) if line else 0 for line in lines),
        budget_left=outcome.budget_left(),
    )


def _alone(facts: ClaimFacts, rules: Rules) -> int:
    """What this line earns by itself; what is given for the claim as a whole is not split up."""
    given = rules.award(facts).given
    return sum(
        one.quantity
        for one in given
        if one.unit == POINTS and one.product_id is not None and one.rewards == Holder.PARTICIPANT
    )
