"""What a campaign may give at most, in shares that are given out apart, and whom it was told to."""

from typing import Self

from django.db import models
from django.db.models import Exists, Q

from campaigns.models.campaigns import Campaign
from campaigns.rules import CREDITS, POINTS

UNITS = Q(unit__in=[POINTS, CREDITS])


class BudgetShareQuerySet(models.QuerySet["BudgetShare"]):
    """Shares, by whose they are and what they can still give."""

    def of(self, campaign: Campaign, unit: str) -> Self:
        """Those of one budget."""
        return self.filter(campaign=campaign, unit=unit)

    def that_give(self, campaign: Campaign, unit: str, amount: int) -> Self:
        """Those of one budget that have so much left, as long as nothing went beyond it."""
        # Not tied to the outer row, so that the database asks it once.
        beyond = BudgetShare.objects.of(campaign, unit).filter(number=0, left__lt=0)
        return self.of(campaign, unit).filter(~Exists(beyond), left__gte=amount)


class BudgetShare(models.Model):
    """A part of a campaign's budget of one unit. Awards take from different ones, so that none waits for another.

    `waiting` and `given` mean something only summed over all shares of the unit, and with `left` they make up the
    budget. What was given beyond the budget is below zero in the share with the number 0; the others are then empty.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="budget_shares")
    unit = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    left = models.BigIntegerField(default=0)
    waiting = models.BigIntegerField(default=0)
    given = models.BigIntegerField(default=0)

    objects = BudgetShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "number"], name="a_budget_has_each_share_once"),
            models.CheckConstraint(condition=UNITS, name="a_budget_is_of_points_or_credits"),
            models.CheckConstraint(
                condition=Q(left__gte=0) | Q(number=0), name="only_one_share_goes_beyond_the_budget"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit} {self.number}: {self.left}"


class BudgetNotice(models.Model):
    """That the campaign's admins were told how much of a budget is gone, once for each amount of it."""

    class About(models.TextChoices):
        """For the program only."""

        NEARLY = "nearly"
        USED_UP = "used-up"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="budget_notices")
    unit = models.CharField(max_length=10)
    amount = models.PositiveBigIntegerField()
    about = models.CharField(max_length=10, choices=About)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "amount", "about"], name="nobody_is_told_twice_of_one_budget"
            ),
            models.CheckConstraint(condition=UNITS, name="a_notice_is_of_points_or_credits"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit} {self.about}"
