"""A campaign's budget: what it gives and what waits is booked in shares, so that none waits for another.

A share that can give enough and that nobody holds is found and changed by one statement. Only where there is none, near
the end of the budget or for an award larger than a share, all shares are held, and what is left is dealt out anew.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, Subquery, Value, When
from django.db.models.functions import Random
from django.utils.translation import gettext as _

from campaigns.models import BudgetShare, Campaign
from campaigns.models.budgets import BudgetShareQuerySet
from campaigns.queries import standings
from campaigns.rules import CREDITS, POINTS
from common.refusals import Refused
from jobs.services import after_commit

UNITS = (CREDITS, POINTS)
"""The order in which shares are held: always the same, so that two transactions never wait for each other."""

SHARES = 128
"""More than there are connections, so that a free one is nearly always there."""

AGAIN = timedelta(minutes=5)
"""When what was given before the budget is looked for once more: what was under way is done by then."""


_BEYOND_FIRST = Case(When(left__lt=0, then=Value(0)), default=Value(1))
"""What comes back makes up first for what went beyond."""


class BudgetUsedUp(Refused):
    """The campaign takes nothing new."""

    def __init__(self, campaign: Campaign) -> None:
        words = _("The budget of “%(campaign)s” is used up, so nothing new counts at the moment.")
        super().__init__(words % {"campaign": campaign.name})


def fit(campaign: Campaign) -> None:
    """Make the shares add up to the budget that the campaign now has, and have counted what stands in none of them."""
    with transaction.atomic():
        for unit in UNITS if campaign.has_budget else ():
            BudgetShare.objects.bulk_create(
                (BudgetShare(campaign=campaign, unit=unit, number=number) for number in range(SHARES)),
                ignore_conflicts=True,
            )
            rows = _held(campaign, unit)
            sums = {name: sum(getattr(row, name) for row in rows) for name in ("waiting", "given")}
            _deal(rows, (campaign.budget_of(unit) or 0) - sum(sums.values()))
        for delay in (timedelta(0), AGAIN):
            after_commit("claims.tasks.count_in_budget", delay=delay, campaign_id=campaign.pk)


def book(
    *, campaign: Campaign, unit: str, waiting: int = 0, given: int = 0, is_new: bool = False, is_forced: bool = False
) -> int:
    """Change what waits and what was given; returns how much less that is, because a firm budget had no more.

    With `is_new` it raises `BudgetUsedUp` where nothing is left. With `is_forced` it has happened already, and is
    booked whatever is left.
    """
    limit, need = campaign.budget_of(unit), waiting + given
    if limit is None:
        need = 0
    elif is_new and not need and any(one.is_used_up for one in standings(campaign) if one.unit == unit):
        raise BudgetUsedUp(campaign)
    if not waiting and not given:
        return 0
    if need > 0:
        shares = BudgetShare.objects.that_give(campaign, unit, need).order_by(Random())
    else:
        shares = BudgetShare.objects.of(campaign, unit).order_by(_BEYOND_FIRST, Random())
    if _booked_in_one(shares, left=-need, waiting=waiting, given=given):
        return 0
    return _booked_in_all(campaign, unit, need, waiting, given, is_new=is_new, is_forced=is_forced)


def _booked_in_one(shares: BudgetShareQuerySet, *, left: int, waiting: int, given: int) -> bool:
    """Change the first of them that nobody holds."""
    free = shares.select_for_update(skip_locked=True).values("pk")[:1]
    changed = BudgetShare.objects.filter(pk=Subquery(free))
    return bool(changed.update(left=F("left") + left, waiting=F("waiting") + waiting, given=F("given") + given))


def _booked_in_all(
    campaign: Campaign, unit: str, need: int, waiting: int, given: int, *, is_new: bool, is_forced: bool
) -> int:
    rows = _held(campaign, unit)
    left = sum(row.left for row in rows)
    is_limited = campaign.budget_of(unit) is not None
    if is_limited and is_new and left <= 0:
        raise BudgetUsedUp(campaign)
    short = 0
    if is_limited and campaign.budget_is_firm and not is_forced:
        short = max(0, need - max(left, 0))
    rows[0].waiting += waiting if given > 0 else waiting - short
    rows[0].given += given - short if given > 0 else given
    _deal(rows, left - need + short, at_least=need)
    return short


def _held(campaign: Campaign, unit: str) -> list[BudgetShare]:
    """All shares of a unit, held until the end of the transaction."""
    return list(BudgetShare.objects.of(campaign, unit).order_by("number").select_for_update())


def _deal(rows: Sequence[BudgetShare], left: int, *, at_least: int = 1) -> None:
    """Deal out what is left: to all alike, or to fewer, so that each can give `at_least`."""
    portion = max(-(-left // len(rows)), at_least, 1)
    rest = left
    for row in rows:
        row.left = max(0, min(portion, rest))
        rest -= row.left
    # Less than nothing is left: one share says so.
    rows[0].left += min(left, 0)
    BudgetShare.objects.bulk_update(rows, ["left", "waiting", "given"])
