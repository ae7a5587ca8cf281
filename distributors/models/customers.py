"""By which customer numbers distributors know the companies of a program."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from distributors.models.firms import Distributor
from participants.models import Company


class CustomerNumber(models.Model):
    """A distributor's number for a company, learned from proof and never from a name.

    Once two firms were shown to have it, it is contested for good and proves nothing any more. `reference` is the
    number of the sale, or the identifier of the claim, that showed it first.
    """

    class Proof(models.TextChoices):
        SALE = "sale", _("a sale that states both")
        CLAIM = "claim", _("a confirmed claim")

    distributor = models.ForeignKey(
        Distributor, on_delete=models.PROTECT, related_name="customer_numbers", db_index=False
    )
    number = models.CharField(_("customer number"), max_length=40)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="customer_numbers")
    proof = models.CharField(_("shown by"), max_length=10, choices=Proof)
    reference = models.CharField(max_length=100)
    learned_at = models.DateTimeField(_("learned"))
    contested_at = models.DateTimeField(_("contested since"), null=True, blank=True)

    class Meta:
        verbose_name = _("customer number")
        verbose_name_plural = _("customer numbers")
        constraints = [
            models.UniqueConstraint(fields=["distributor", "number"], name="a_customer_number_is_known_once"),
            models.CheckConstraint(condition=~models.Q(number=""), name="a_customer_number_says_something"),
        ]
        indexes = [
            models.Index(fields=["reference"], condition=models.Q(proof="claim"), name="customer_numbers_of_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.distributor}: {self.number}"
