"""Goods of a confirmed claim that came back later, and what was taken back for them. The claim stays confirmed."""

from django.db import models
from django.db.models import Q

from claims.models.awards import Award, AwardLine
from claims.models.claims import ClaimEvent, ClaimLine


class GoodsReturn(models.Model):
    """One time that goods came back. `facts` are what the rules looked at for what was left after it."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    event = models.OneToOneField(ClaimEvent, on_delete=models.PROTECT, related_name="goods_return")
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "number"], name="a_return_has_a_number_of_its_own")]

    def __str__(self) -> str:
        return f"{self.award} {self.number}"


class ReturnedGoods(models.Model):
    """How much of one claim line came back."""

    goods_return = models.ForeignKey(GoodsReturn, on_delete=models.PROTECT, related_name="goods")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goods_return", "line"], name="a_return_names_a_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_return_brings_something_back"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line.product}"


class TakenBack(models.Model):
    """How much of one award line was taken back for it."""

    goods_return = models.ForeignKey(GoodsReturn, on_delete=models.PROTECT, related_name="taken")
    line = models.ForeignKey(AwardLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goods_return", "line"], name="a_return_takes_from_a_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="what_is_taken_back_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.line.unit}"
