"""What a verified claim earns: by the rules of the day it was sent, posted to the ledger in one transaction."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from campaigns.queries import rules_in_force
from campaigns.rules import Given, LineFacts, award
from claims.models import Award, AwardLine, Claim, ClaimLine
from claims.owners import participant_owner, sponsor_owner
from ledger import services as ledger
from ledger.services import Leg
from participants.models import User


def reference(earned: Award) -> str:
    """The name under which the award stands in the ledger; a repeat under it changes nothing."""
    return _name(earned, "award")


def _name(earned: Award, what: str) -> str:
    """The first award goes by the claim's own name, one that follows a reversed one by its number too."""
    number = f":{earned.number}" if earned.number > 1 else ""
    return f"claim:{earned.claim.uuid}:{what}{number}"


def grant(*, claim: Claim, by: User | None, now: datetime) -> Award:
    """Give points and training credits for the confirmed lines. Runs inside the verification's transaction."""
    number = Award.objects.filter(claim=claim).count() + 1
    granted = Award.objects.create(claim=claim, number=number, made_at=now)
    lines = [_line(granted, claim, given) for given in expected(claim)]
    AwardLine.objects.bulk_create(lines)
    post(earned=granted, lines=lines, by=by, now=now)
    return granted


def post(*, earned: Award, lines: list[AwardLine], by: User | None, now: datetime) -> None:
    """Write the award's lines to the ledger, each from its sponsor's account to the participant's."""
    if not lines:
        return
    claim = earned.claim
    legs = [
        Leg(
            unit=line.unit,
            debit=sponsor_owner(claim, line),
            credit=participant_owner(claim.participant),
            amount=line.quantity,
            expires_on=_expiry(claim, now) if line.unit == AwardLine.Unit.POINTS else None,
        )
        for line in lines
    ]
    ledger.post(
        program=claim.program, reference=reference(earned), legs=legs, kind="award", by=by, now=now, note=claim.number
    )


def take_back(*, claim: Claim, by: User, now: datetime, lend: bool = True) -> None:
    """Reverse all that the claim earned; runs inside the reversal's transaction.

    Without `lend` it is refused (`ledger.AlreadySpent`) once the participant no longer has all of it.
    """
    earned = Award.objects.select_related("claim").get(claim=claim, reversed_at=None)
    Award.objects.filter(pk=earned.pk, reversed_at=None).update(reversed_at=now)
    if earned.lines.exists():
        ledger.reverse(
            program=claim.program,
            reference=_name(earned, "reversal"),
            of_reference=reference(earned),
            by=by,
            now=now,
            note=claim.number,
            lend=lend,
        )


def expected(claim: Claim) -> list[Given]:
    """What the rules of the claim's day give for its lines: as confirmed, or, while undecided, as claimed."""
    if claim.campaign is None or claim.submitted_at is None:
        return []
    lines = [facts for line in claim.lines.order_by("position") if (facts := _facts(line))]
    return award(lines, rules_in_force(claim.campaign, at=claim.submitted_at))


def _facts(line: ClaimLine) -> LineFacts | None:
    counted = line.quantity if line.confirmed_quantity is None else line.confirmed_quantity
    if line.product_id is None or not counted:
        return None
    amount = None if line.amount is None else (line.amount * counted / line.quantity).quantize(Decimal("0.01"))
    return LineFacts(product_id=line.product_id, quantity=counted, amount=amount)


def _line(granted: Award, claim: Claim, given: Given) -> AwardLine:
    pays = given.sponsor == "distributor" and claim.distributor_id is not None
    return AwardLine(
        award=granted,
        rule_id=given.rule_id,
        product_id=given.product_id,
        counted=given.counted,
        unit=given.unit,
        quantity=given.quantity,
        sponsor_distributor_id=claim.distributor_id if pays else None,
    )


def _expiry(claim: Claim, now: datetime) -> date | None:
    days = claim.campaign.points_last_days if claim.campaign else None
    return now.astimezone(claim.program.zone).date() + timedelta(days=days) if days else None
