"""How a distributor hands over its sales: what the columns of its files mean, and keys for its own programs."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from distributors.models.firms import Distributor


class SalesMapping(models.Model):
    """What the columns of one form of file mean, told once. The form is known by the names of its columns.

    `positions` names the column of each fact, counted from 0.
    """

    class DayOrder(models.TextChoices):
        AS_SHOWN = "", _("as the file shows")
        DAY_FIRST = "day", _("day first: 27/11/2026")
        MONTH_FIRST = "month", _("month first: 11/27/2026")

    class Sign(models.TextChoices):
        AS_SHOWN = "", _("as the file shows")
        COMMA = ",", _("comma: 1234,50")
        POINT = ".", _("point: 1234.50")

    distributor = models.ForeignKey(
        Distributor, on_delete=models.PROTECT, related_name="sales_mappings", db_index=False
    )
    signature = models.CharField(max_length=64)
    names = models.JSONField(_("columns"))
    positions = models.JSONField()
    day_order = models.CharField(_("days"), max_length=5, choices=DayOrder, blank=True)
    decimal_sign = models.CharField(_("decimal sign"), max_length=1, choices=Sign, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("form of sales files")
        verbose_name_plural = _("forms of sales files")
        constraints = [
            models.UniqueConstraint(fields=["distributor", "signature"], name="a_form_of_sales_files_is_told_once"),
        ]

    def __str__(self) -> str:
        return ", ".join(self.names)[:100]


class SalesKey(models.Model):
    """Lets a distributor's own program hand over sales. The key itself is shown once; only its digest is kept."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="sales_keys")
    label = models.CharField(_("what for"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("key for sales files")
        verbose_name_plural = _("keys for sales files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_withdrawn_key_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.label
