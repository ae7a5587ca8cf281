"""What verified claims earned, each line with the rule or batch that gave it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import CodeBatch, Product, Rule, RuleTally
from campaigns.rules import Occasion
from claims.models.claims import Claim
from distributors.models import Distributor


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards, by what they are for and whether they still count."""

    def for_claims(self) -> Self:
        """What purchases earned; not what partners earned by their service."""
        return self.filter(occasion=Occasion.CLAIM)

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(reversed_at=None)


class Award(models.Model):
    """What a verified claim earned, under the rules of its day. Only one that was reversed makes room for another.

    On another `occasion` it is what its distributor or clerk earned: for answering the claim in time (`about` is the
    decision), or for having brought the participant whose first good claim it is (`about` is the participant).
    `facts` and `policy` are all that the rules looked at (`campaigns.rules.wire`), so that the award can be computed
    again years later; empty for codes, and for awards made before they were kept. `is_budgeted` says that it stands in
    the campaign's budget (`campaigns.models.BudgetShare`) as given.
    """

    class Occasion(models.TextChoices):
        """For the program only."""

        CLAIM = Occasion.CLAIM
        DECISION = Occasion.DECISION
        ENROLMENT = Occasion.ENROLMENT

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="awards", db_index=False)
    # With a default of the database: the statement that redeems codes names only what is not usual.
    occasion = models.CharField(
        max_length=10, choices=Occasion, default=Occasion.CLAIM, db_default=Occasion.CLAIM.value
    )
    about = models.UUIDField(null=True, editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    facts = models.JSONField(default=dict)
    policy = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    is_budgeted = models.BooleanField(default=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "occasion"], condition=Q(reversed_at=None), name="a_claim_has_one_award_that_stands"
            ),
            models.UniqueConstraint(fields=["claim", "occasion", "number"], name="an_award_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(reversed_at=None, occasion="enrolment"),
                name="bringing_a_participant_is_paid_once",
            ),
            models.CheckConstraint(
                condition=Q(occasion="claim", about=None)
                | Q(occasion__in=["decision", "enrolment"], about__isnull=False),
                name="an_award_for_service_says_for_what",
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)


class AwardLineQuerySet(models.QuerySet["AwardLine"]):
    """Lines of awards."""

    def giving(self) -> Self:
        """Those that stand in the ledger: not what a cap or the budget cut to nothing."""
        return self.filter(quantity__gt=0)


class AwardLine(models.Model):
    """One line of an award, saying which rule gave how much for what, to whom, and who pays it.

    `of_rule` and `factor` are set where a multiplier adds to what another rule gives. `full` is what the line would
    have been without the caps in `capped_by` (ids of rules, 0 for the budget); what they cut to nothing stays as a line
    of 0. `taken_back` went back with goods that came back.
    """

    class Unit(models.TextChoices):
        POINTS = "points", _("points")
        CREDITS = "credits", _("training credits")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    # Without an index: rules and batches that gave something are never deleted, and nobody looks from there.
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    of_rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    factor = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", null=True)
    counted = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.CharField(max_length=10, choices=Unit)
    quantity = models.PositiveIntegerField()
    full = models.PositiveIntegerField()
    taken_back = models.PositiveIntegerField(default=0)
    capped_by = models.JSONField(default=list)
    rewards = models.CharField(max_length=20, choices=Rule.Rewards, default=Rule.Rewards.PARTICIPANT)
    sponsor_distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="+", null=True)

    objects = AwardLineQuerySet.as_manager()

    class Meta:
        constraints = [
            # With the next one; that no quantity is below zero is checked by its type.
            models.CheckConstraint(condition=Q(full__gt=0), name="an_award_line_gives_something_or_was_cut"),
            models.CheckConstraint(condition=Q(full__gte=F("quantity")), name="a_cap_only_takes_away"),
            models.CheckConstraint(
                condition=Q(taken_back__lte=F("quantity")), name="no_more_is_taken_back_than_was_given"
            ),
            models.CheckConstraint(
                condition=Q(rule=None, batch__isnull=False) | Q(rule__isnull=False, batch=None),
                name="an_award_line_names_its_rule_or_batch",
            ),
            models.CheckConstraint(
                condition=Q(of_rule=None, factor=None) | Q(of_rule__isnull=False, factor__gte=1),
                name="what_is_multiplied_has_its_factor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit}"

    @property
    def left(self) -> int:
        """What it still gives."""
        return self.quantity - self.taken_back


class AwardTally(models.Model):
    """What an award added to what its rules count, to be taken off again if the award is reversed."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="tallies")
    tally = models.ForeignKey(RuleTally, on_delete=models.PROTECT, related_name="+")
    counted = models.DecimalField(max_digits=18, decimal_places=3)
    given = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "tally"], name="an_award_counts_once_in_a_tally")]

    def __str__(self) -> str:
        return f"{self.award} {self.tally}"


class SetPart(models.Model):
    """Units of a confirmed purchase that wait for the rest of a set; `left` is what no set has used yet.

    `quantity` is how much was bought or, once goods came back, how much the purchase still leaves to sets of others.
    """

    lineage = models.UUIDField()
    subject = models.CharField(max_length=60)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="set_parts")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    bought_on = models.DateField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    left = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__gte=0, left__lte=F("quantity")), name="a_set_uses_what_is_there"),
        ]
        indexes = [
            models.Index(fields=["lineage", "subject", "bought_on"], condition=Q(left__gt=0), name="open_set_parts"),
        ]

    def __str__(self) -> str:
        return f"{self.left} × {self.product}"


class SetUse(models.Model):
    """How much of an earlier purchase a set used that a later award paid."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="set_uses")
    part = models.ForeignKey(SetPart, on_delete=models.PROTECT, related_name="uses")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="a_set_use_takes_something")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part}"


class Reservation(models.Model):
    """What a claim that waits for its decision was expected to earn when it was sent: so much of the budget is its."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="reservation")
    points = models.PositiveBigIntegerField()
    credits = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.claim}: {self.points}"
