"""Deciding without anybody: what the distributor's own sales file proves needs no eyes, but for a share by lot."""

from datetime import datetime
from random import SystemRandom

from django.db import transaction

from campaigns.models import Campaign
from claims.models import Claim
from claims.services import moves
from claims.services.moves import AlreadyPaid
from claims.states import Status
from verification import queries
from verification.comparing import Difference
from verification.models import Audit, Decision, SaleMatch
from verification.problems import has_doubt
from verification.services import matching, recording
from verification.services.recording import Answer

_draw = SystemRandom()


@transaction.atomic
def consider(*, claim: Claim, now: datetime) -> Decision | None:
    """Compare the claim with its sale, and confirm it if that proves it and the campaign allows it. May be repeated."""
    moves.hold(claim)
    if not claim.is_undecided:
        return None
    match = matching.keep_match(claim, now=now)
    if match is None or not is_proved(claim, match) or _is_drawn(claim, now=now):
        return None
    lines = {line: line.quantity for line in claim.lines.filter(product__isnull=False)}
    answer = Answer(Decision.Kind.CONFIRM, way=Decision.Way.SALES_FILE)
    try:
        with transaction.atomic():
            return recording.confirm(claim, lines, answer, by=None, now=now)
    except AlreadyPaid:
        # Another claim on the document was confirmed at this moment: a person looks at this one.
        claim.refresh_from_db()
        return None


def is_proved(claim: Claim, match: SaleMatch) -> bool:
    """Whether nothing is left to ask: the sale agrees, no problem stands, and the campaign's limits are kept."""
    campaign = claim.campaign
    if campaign is None or not campaign.sales_prove or claim.appealed_at:
        return False
    if claim.status != Status.SUBMITTED or claim.desk != Claim.Desk.DISTRIBUTOR:
        return False
    if not _is_within(claim, campaign) or not _agrees(match, campaign):
        return False
    return not has_doubt(queries.problems_of(claim, queries.newest_reading(claim)))


def _is_within(claim: Claim, campaign: Campaign) -> bool:
    limit = campaign.sales_prove_up_to
    if limit is None:
        return True
    return claim.total is not None and claim.total <= limit and claim.currency in ("", claim.program.currency)


def _agrees(match: SaleMatch, campaign: Campaign) -> bool:
    allowed = {Difference.BUYER_UNNAMED} if campaign.sales_prove_unnamed else set()
    return all(one["what"] in allowed for one in match.differences)


def _is_drawn(claim: Claim, *, now: datetime) -> bool:
    """The lot, drawn once for each claim."""
    assert claim.campaign is not None
    drawn = _draw.randrange(100) < claim.campaign.audit_share
    values = {"way": Decision.Way.SALES_FILE, "is_drawn": drawn, "made_at": now}
    return Audit.objects.get_or_create(claim=claim, defaults=values)[0].is_drawn
