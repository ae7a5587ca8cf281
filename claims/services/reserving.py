"""A claim that waits for its decision holds so much of its campaign's budget as it was expected to earn when sent."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from campaigns.models import Campaign
from campaigns.services import budgets
from claims.models import Award, AwardLine, Claim, Reservation
from claims.services import awards
from claims.states import UNDECIDED

PAGE = 100


def reserve(claim: Claim, *, is_new: bool = False, is_forced: bool = False) -> None:
    """Set aside what the claim is expected to earn; raises `BudgetUsedUp` for a new claim where nothing is left."""
    campaign = claim.campaign
    if campaign is None or not campaign.has_budget:
        return
    wanted = awards.expected(claim).sums()
    held = {}
    for unit in budgets.UNITS:
        amount = wanted.get(unit, 0)
        short = budgets.book(campaign=campaign, unit=unit, waiting=amount, is_new=is_new, is_forced=is_forced)
        held[unit] = amount - short
    Reservation.objects.create(claim=claim, **held)


def release(claim: Claim) -> None:
    """The claim waits no more, and was given nothing."""
    held = Reservation.objects.filter(claim=claim).first()
    if held is None or claim.campaign is None:
        return
    held.delete()
    for unit in budgets.UNITS:
        budgets.book(campaign=claim.campaign, unit=unit, waiting=-getattr(held, unit))


def given_for_code(campaign: Campaign, wanted: Mapping[str, int]) -> Mapping[str, int]:
    """What a code gives of what it is worth; raises `BudgetUsedUp` where nothing is left."""
    if not campaign.has_budget:
        return wanted
    given = {}
    for unit in budgets.UNITS:
        amount = wanted.get(unit, 0)
        given[unit] = amount - budgets.book(campaign=campaign, unit=unit, given=amount, is_new=True)
    return given


def count_in_budget(*, campaign: Campaign) -> int:
    """Book what was given and sent before the campaign had a budget; says how many claims. Safe to stop and repeat.

    What was set aside for claims that were decided while there was none is there for others.
    """
    _release_decided(campaign)
    if not campaign.has_budget:
        return 0
    counted, after = 0, 0
    while page := list(_uncounted(campaign).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:PAGE]):
        counted += _count(campaign, page)
        after = page[-1]
    return counted


def _release_decided(campaign: Campaign) -> None:
    decided = Claim.objects.filter(campaign=campaign, reservation__isnull=False).exclude(status__in=UNDECIDED)
    for pk in decided.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            claim = Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign").get(pk=pk)
            if not claim.is_undecided:
                release(claim)


def _uncounted(campaign: Campaign) -> QuerySet[Claim]:
    given = Award.objects.filter(claim=OuterRef("pk"), reversed_at=None, is_budgeted=False)
    waits = Q(status__in=UNDECIDED, reservation=None)
    return Claim.objects.filter(waits | Q(Exists(given)), campaign=campaign)


@transaction.atomic
def _count(campaign: Campaign, page: list[int]) -> int:
    """Under the locks of the claims, so that none is decided or taken back meanwhile."""
    list(Claim.objects.filter(pk__in=page).order_by("pk").select_for_update(no_key=True))
    found = _uncounted(campaign).filter(pk__in=page).order_by("pk")
    related = ("campaign__program", "program", "distributor", "participant__program", "participant__company")
    claims = list(found.select_related(*related))
    earned = Award.objects.filter(claim__in=claims, reversed_at=None, is_budgeted=False)
    lines = AwardLine.objects.filter(award__in=earned).order_by().values_list("unit")
    given = dict(lines.annotate(sum=Sum(F("quantity") - F("taken_back"))))
    earned.update(is_budgeted=True)
    for unit in budgets.UNITS:
        budgets.book(campaign=campaign, unit=unit, given=given.get(unit, 0), is_forced=True)
    held = set(Reservation.objects.filter(claim__in=claims).values_list("claim", flat=True))
    for claim in claims:
        # One that waits again may hold its part already, and be here for what its first answer gave.
        if claim.is_undecided and claim.pk not in held:
            reserve(claim, is_forced=True)
    return len(claims)
