"""A claim, sent or still a form, as the facts that rules look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from campaigns.measuring import measures
from campaigns.models import Product
from campaigns.rules import ClaimFacts, LineFacts, StaffRewards
from claims.models import Claim, ClaimLine, Reading
from claims.pricing import Pricing, pricing
from distributors.models import Clerk, Distributor
from participants.models import Participant, User
from participants.queries import company_share, qualifications
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought of one product, as a form or a claim line says it."""

    product_id: int
    quantity: Decimal
    unit: str = ""
    amount: Decimal | None = None


def line_facts(bought: Iterable[Bought], data: Mapping[str, Any], program: Program) -> tuple[LineFacts, ...]:
    """The lines as facts; `data` is the Reading they were read in, for what their amounts mean."""
    lines = list(bought)
    products = Product.objects.in_bulk({one.product_id for one in lines})
    priced = pricing(data, usual_rate=program.usual_tax_rate)
    return tuple(_line(one, products[one.product_id], priced) for one in lines if one.product_id in products)


def _line(bought: Bought, product: Product, priced: Pricing) -> LineFacts:
    return LineFacts(
        product_id=product.pk,
        measures=measures(
            bought.quantity, bought.unit, content=product.content, content_measure=product.content_measure
        ),
        net=priced.net(bought.amount),
        gross=priced.gross(bought.amount),
        category=product.category,
        brand=product.brand,
    )


def claim_facts(claim: Claim, *, by: User | None = None) -> ClaimFacts:
    """A sent claim: its lines as confirmed, or, while undecided, as claimed. `by` is who confirms it."""
    if claim.issue_date is None:
        raise ValueError("A claim without a day of purchase earns nothing.")
    reading = Reading.objects.filter(document__claim=claim).order_by("-pk").first()
    bought = [found for line in claim.lines.order_by("position") if (found := _bought(line))]
    return ClaimFacts(
        lines=line_facts(bought, reading.suggested if reading else {}, claim.program),
        bought_on=claim.issue_date,
        distributor_id=claim.distributor_id or 0,
        has_clerk=clerk_of(claim, by) is not None,
        staff_rewards=staff_rewards(claim.distributor),
        **person_facts(claim.participant, on=claim.issue_date),
    )


def person_facts(participant: Participant, *, on: date) -> dict[str, Any]:
    """What rules may ask about the person; certificates are those of the day of purchase."""
    return {
        "segments": frozenset(participant.segments.values_list("name", flat=True)),
        "certificates": frozenset(qualifications(participant, on=on).values_list("name", flat=True)),
        "enrolled_on": participant.joined_at.astimezone(participant.program.zone).date(),
        "has_company": participant.company_id is not None,
        "company_share": company_share(participant),
    }


def staff_rewards(distributor: Distributor | None) -> StaffRewards:
    """What becomes of what its clerks earn, as it says now."""
    return StaffRewards(distributor.staff_rewards) if distributor else StaffRewards.CLERK


def clerk_of(claim: Claim, by: User | None) -> Clerk | None:
    """The clerk of the claim's distributor who answers it at its desk, and not for oneself; None if nobody does."""
    return clerk_at(claim, by) if claim.desk == Claim.Desk.DISTRIBUTOR else None


def clerk_at(claim: Claim, by: User | None) -> Clerk | None:
    """The same wherever the claim lies by now."""
    if by is None or claim.distributor_id is None or claim.participant.user_id == by.pk:
        return None
    return Clerk.objects.filter(user=by, distributor=claim.distributor_id, is_active=True).first()


def _bought(line: ClaimLine) -> Bought | None:
    counted = line.quantity if line.confirmed_quantity is None else line.confirmed_quantity
    if line.product_id is None or not counted:
        return None
    amount = None if line.amount is None else (line.amount * counted / line.quantity).quantize(Decimal("0.01"))
    return Bought(line.product_id, counted, line.unit, amount)
