"""What verified claims earned, each line with the rule or batch that gave it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import CodeBatch, Product, Rule
from claims.models.claims import Claim
from distributors.models import Distributor


class Award(models.Model):
    """What a verified claim earned, under the rules of its day. Only one that was reversed makes room for another."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="awards")
    number = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(reversed_at=None), name="a_claim_has_one_award_that_stands"
            ),
            models.UniqueConstraint(fields=["claim", "number"], name="an_award_has_a_number_of_its_own"),
        ]

    def __str__(self) -> str:
        return str(self.claim)


class AwardLine(models.Model):
    """One line of an award, saying which rule gave how much for what, and who pays it."""

    class Unit(models.TextChoices):
        POINTS = "points", _("points")
        CREDITS = "credits", _("training credits")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", null=True)
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="+", null=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", null=True)
    counted = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=10, choices=Unit)
    quantity = models.PositiveIntegerField()
    sponsor_distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="an_award_line_gives_something"),
            models.CheckConstraint(
                condition=Q(rule=None, batch__isnull=False) | Q(rule__isnull=False, batch=None),
                name="an_award_line_names_its_rule_or_batch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit}"
