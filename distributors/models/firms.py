"""The firms that sell the organizer's products, under all their names, and their branches."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models import Program


class Distributor(models.Model):
    """A firm whose invoices and receipts are claimed on."""

    class StaffRewards(models.TextChoices):
        CLERK = "clerk", _("go to the clerk")
        DISTRIBUTOR = "distributor", _("go to the distributor's own account")
        NOBODY = "nobody", _("are not given")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="distributors")
    name = models.CharField(_("name"), max_length=100)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    tax_id = models.CharField(
        _("tax id"),
        max_length=20,
        blank=True,
        help_text=_("As printed; spaces, hyphens and country prefix do not matter."),
    )
    tax_key = models.CharField(max_length=20, blank=True, editable=False)
    country = models.CharField(_("country"), max_length=2, default="PL")
    answers_by_mail = models.EmailField(
        _("claims are mailed to"),
        blank=True,
        help_text=_(
            "Each claim with a link that answers it once, without signing in. For small shops; empty: no mail."
        ),
    )
    staff_rewards = models.CharField(
        _("rewards for its clerks"),
        max_length=12,
        choices=StaffRewards,
        default=StaffRewards.CLERK,
        help_text=_(
            "Some firms forbid gifts to their staff. It counts for what is earned from now on; what was given stays."
        ),
    )
    offers_sales = models.BooleanField(
        _("offers its sales"),
        default=False,
        help_text=_(
            "Sales in its files that nobody has claimed yet are shown to the people of the firm that bought, "
            "to be claimed in one tap."
        ),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "tax_key"],
                condition=~models.Q(tax_key=""),
                name="a_distributor_is_known_once_by_tax_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DistributorAlias(models.Model):
    """Another name under which a distributor's documents are printed."""

    distributor = models.ForeignKey(Distributor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name as printed"), max_length=200)

    class Meta:
        verbose_name = _("name as printed")
        verbose_name_plural = _("names as printed")
        constraints = [models.UniqueConstraint(fields=["distributor", "name"], name="a_distributor_alias_is_kept_once")]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """One shop or warehouse of a distributor."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints = [models.UniqueConstraint(fields=["distributor", "name"], name="a_branch_has_a_name_of_its_own")]

    def __str__(self) -> str:
        return f"{self.distributor}, {self.name}"
