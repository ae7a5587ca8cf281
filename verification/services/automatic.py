"""Deciding without anybody: what the distributor's own sales file, or the document itself, proves needs no eyes, but
for a share by lot. What weighs too much goes to the organizer.
"""

from datetime import datetime
from decimal import Decimal
from random import SystemRandom

from django.db import transaction

from campaigns.models import Campaign
from claims.models import Claim
from claims.services import moves
from claims.services.moves import AlreadyPaid
from claims.states import Status
from verification import queries
from verification.comparing import Difference
from verification.evidence.proof import is_proved_by_document
from verification.models import Audit, Check, Decision, SaleMatch
from verification.problems import Problem
from verification.routing import Match, Policy, Route, is_proved_by_sale, route
from verification.services import handing_over, matching, recording
from verification.services.recording import Answer

_draw = SystemRandom()


@transaction.atomic
def consider(*, claim: Claim, now: datetime) -> Decision | None:
    """Compare the claim with its sale, and confirm it if that or its document proves it and the campaign allows it.

    A claim that weighs too much goes to the organizer, unless somebody at the distributor has opened it. May be
    repeated.
    """
    moves.hold(claim)
    if not claim.is_undecided:
        return None
    match = matching.keep_match(claim, now=now)
    campaign = claim.campaign
    if campaign is None or not _is_open_to_machines(claim):
        return None
    data, policy = queries.newest_reading(claim), policy_of(campaign)
    problems = queries.problems_of(claim, data)
    speaks = Match(by_sale=_agrees(claim, match, campaign), by_document=_states(claim, data, problems, campaign))
    where = route(problems, speaks, policy)
    if where == Route.ORGANIZER:
        _hand_to_organizer(claim, now=now)
    if where != Route.AT_ONCE:
        return None
    by_sale = is_proved_by_sale(problems, speaks, policy)
    return _confirm(claim, Decision.Way.SALES_FILE if by_sale else Decision.Way.NO_DOUBT, now=now)


def policy_of(campaign: Campaign) -> Policy:
    """The campaign's settings as the router takes them."""
    return Policy(
        sale_confirms=campaign.sales_prove,
        sale_settles_up_to=campaign.sale_settles_up_to,
        document_confirms=campaign.documents_prove_up_to is not None,
        organizer_from=campaign.organizer_from,
    )


def _is_open_to_machines(claim: Claim) -> bool:
    is_sent = claim.status == Status.SUBMITTED and not claim.appealed_at
    return is_sent and claim.desk == Claim.Desk.DISTRIBUTOR


def _agrees(claim: Claim, match: SaleMatch | None, campaign: Campaign) -> bool:
    if match is None or not _is_within(claim, campaign.sales_prove_up_to):
        return False
    allowed = {Difference.BUYER_UNNAMED} if campaign.sales_prove_unnamed else set()
    return all(one["what"] in allowed for one in match.differences)


def _states(claim: Claim, data: dict[str, object], problems: list[Problem], campaign: Campaign) -> bool:
    """Looked at last: comparing every line with the catalogue costs most."""
    limit = campaign.documents_prove_up_to
    if limit is None or not _is_within(claim, limit) or any(problem.points for problem in problems):
        return False
    return is_proved_by_document(claim, data)


def _is_within(claim: Claim, limit: Decimal | None) -> bool:
    if limit is None:
        return True
    return claim.total is not None and claim.total <= limit and claim.currency in ("", claim.program.currency)


def _confirm(claim: Claim, way: Decision.Way, *, now: datetime) -> Decision | None:
    if _is_drawn(claim, way, now=now):
        return None
    lines = {line: line.quantity for line in claim.lines.filter(product__isnull=False)}
    try:
        with transaction.atomic():
            return recording.confirm(claim, lines, Answer(Decision.Kind.CONFIRM, way=way), by=None, now=now)
    except AlreadyPaid:
        # Another claim on the document was confirmed at this moment: a person looks at this one.
        claim.refresh_from_db()
        return None


def _is_drawn(claim: Claim, way: Decision.Way, *, now: datetime) -> bool:
    """The lot, drawn once for each claim."""
    assert claim.campaign is not None
    drawn = _draw.randrange(100) < claim.campaign.audit_share
    values = {"way": way, "is_drawn": drawn, "made_at": now}
    return Audit.objects.get_or_create(claim=claim, defaults=values)[0].is_drawn


def _hand_to_organizer(claim: Claim, *, now: datetime) -> None:
    """Whoever has it on the screen at the distributor, or had it, decides it."""
    if not Check.objects.filter(claim=claim, opened_at__isnull=False).exists():
        handing_over.hand_over_heavy(claim=claim, now=now)
