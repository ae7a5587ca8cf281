"""A credit note in the distributor's files takes back what the goods that came back had earned, line by line."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from claims.models import Claim, ClaimLine
from claims.reasons import Reason
from claims.services import moves
from claims.services.returning import why_not_return
from claims.states import Status
from distributors.sales import NOTHING, added_up
from verification.models import Decision
from verification.services import matching, recording
from verification.services.recording import Answer


@transaction.atomic
def credit(*, claim: Claim, now: datetime) -> Decision | None:
    """Take back of a confirmed claim what later documents took back of its sale; repeated, it changes nothing.

    A claim on a part of the sale loses something only when less is left of the sale than it was paid for.
    """
    moves.hold(claim)
    notes = matching.credit_notes(claim)
    if claim.status != Status.VERIFIED or not notes:
        return None
    sale = matching.find_sale(claim)
    sold, _back = added_up(matching.products_of([sale] if sale else [], claim))
    _sold, credited = added_up(matching.products_of(notes, claim))
    lines = list(claim.lines.filter(confirmed_quantity__gt=0).order_by("position"))
    back = _came_back(lines, sold, credited)
    if not back:
        return None
    text = ", ".join(note.number for note in notes)
    is_all = all(line.returned_quantity + back.get(line, NOTHING) == line.confirmed_quantity for line in lines)
    if is_all or why_not_return(claim):
        answer = Answer(Decision.Kind.REVERSE, Reason.RETURNED, text, way=Decision.Way.SALES_FILE)
        return recording.take_back(claim, answer, by=None, now=now)
    answer = Answer(Decision.Kind.RETURN, Reason.RETURNED, text, way=Decision.Way.SALES_FILE)
    number = claim.awards.for_claims().standing().get().returns.count() + 1
    return recording.give_back(claim, back, answer, number=number, by=None, now=now)


def _came_back(
    lines: list[ClaimLine], sold: dict[int, Decimal], credited: dict[int, Decimal]
) -> dict[ClaimLine, Decimal]:
    """How much more of each line came back than was noted so far."""
    back: dict[ClaimLine, Decimal] = {}
    mine: dict[int, list[ClaimLine]] = defaultdict(list)
    for line in lines:
        if line.product_id:
            mine[line.product_id].append(line)
    for product, theirs in mine.items():
        confirmed = sum((line.confirmed_quantity or NOTHING for line in theirs), NOTHING)
        noted = sum((line.returned_quantity for line in theirs), NOTHING)
        # A person may have confirmed more than the file shows: only what the notes say is taken back.
        left = max(sold.get(product, NOTHING), confirmed) - credited.get(product, NOTHING)
        more = confirmed - noted - max(left, NOTHING)
        for line in reversed(theirs):
            part = min(max(more, NOTHING), (line.confirmed_quantity or NOTHING) - line.returned_quantity)
            if part > 0:
                back[line] = part
                more -= part
    return back
