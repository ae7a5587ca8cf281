"""On-pack codes and their print runs."""

from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaigns import Campaign
from campaigns.models.products import Product


class CodeBatch(models.Model):
    """A print run of on-pack codes for one product."""

    class State(models.TextChoices):
        MADE = "made", _("made")
        RELEASED = "released", _("released")
        CLOSED = "closed", _("closed")
        RECALLED = "recalled", _("recalled")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="code_batches", verbose_name=_("campaign")
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="code_batches", verbose_name=_("product")
    )
    name = models.CharField(_("name"), max_length=100)
    count = models.PositiveIntegerField(_("number of codes"), validators=[MinValueValidator(1)])
    points = models.PositiveIntegerField(_("points for a code"), validators=[MinValueValidator(1)])
    credits = models.PositiveIntegerField(_("training credits for a code"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MADE)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    made_at = models.DateTimeField(_("made"), editable=False)

    class Meta:
        verbose_name = _("code batch")
        verbose_name_plural = _("code batches")

    def __str__(self) -> str:
        return self.name


class OnPackCode(models.Model):
    """One code. The row never changes after it was made: what redeems it stands in a table of its own."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes")
    serial = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32, unique=True)
    key_number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "serial"], name="a_code_has_one_place_in_its_batch")]

    def __str__(self) -> str:
        return f"{self.batch} {self.serial}"
