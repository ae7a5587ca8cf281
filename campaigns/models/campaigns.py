"""Dated editions inside a program."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.rules import POINTS, Policy, Rounding, Stacking
from distributors.models import Distributor
from programs.lasting import EndOf, Lasting, Lasts
from programs.models import ENDS_OF, ENDS_OF_HELP, LASTS, LASTS_HELP, Program, lasting_of


class Campaign(models.Model):
    """A dated edition inside a program."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("purchases from"))
    ends_on = models.DateField(_("purchases until"))
    claims_until = models.DateField(_("claims until"))
    claim_days = models.PositiveSmallIntegerField(
        _("days to claim"), default=60, help_text=_("How many days after the purchase it can be claimed.")
    )
    points_last = models.CharField(
        _("points last"), max_length=10, choices=LASTS, default=Lasts.DAYS.value, help_text=LASTS_HELP
    )
    points_last_days = models.PositiveSmallIntegerField(
        _("days that points last"), null=True, blank=True, help_text=_("Empty: as the program says.")
    )
    points_end_of = models.CharField(
        _("points end with"), max_length=10, choices=ENDS_OF, default=EndOf.DAY.value, help_text=ENDS_OF_HELP
    )
    distributors = models.ManyToManyField(
        Distributor,
        related_name="campaigns",
        blank=True,
        verbose_name=_("distributors"),
        help_text=_("None named: all."),
    )
    stacking = models.CharField(
        _("several multipliers"),
        max_length=10,
        choices=[(Stacking.HIGHEST.value, _("only the highest counts")), (Stacking.ADDED.value, _("are added up"))],
        default=Stacking.HIGHEST.value,
        help_text=_("Double and triple at once: only triple, or four times."),
    )
    rounding = models.CharField(
        _("fractions of a point"),
        max_length=10,
        choices=[(Rounding.DOWN.value, _("are left away")), (Rounding.HALF_UP.value, _("are rounded, halves up"))],
        default=Rounding.DOWN.value,
    )
    points_budget = models.PositiveBigIntegerField(
        _("points at most"), null=True, blank=True, help_text=_("Empty: as many as the rules give.")
    )
    credits_budget = models.PositiveBigIntegerField(
        _("training credits at most"), null=True, blank=True, help_text=_("Empty: as many as the rules give.")
    )
    budget_is_firm = models.BooleanField(
        _("never more than that"),
        default=False,
        help_text=_("The last awards are cut to what is left. Otherwise what was sent before the end is paid in full."),
    )
    budget_warns_at = models.PositiveSmallIntegerField(
        _("warn at"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent of the budget given or waiting at which the campaign admins are mailed."),
    )
    is_live = models.BooleanField(_("live"), default=False)
    takes_codes = models.BooleanField(
        _("takes codes"),
        default=True,
        help_text=_(
            "Switched off, for example while codes are guessed, purchases are claimed by their documents only."
        ),
    )
    codes_need_ean = models.BooleanField(
        _("codes count only with the EAN"),
        default=False,
        help_text=_(
            "The participant scans or types the EAN on the pack too. It must be a GTIN of the batch's product."
        ),
    )
    codes_need_place = models.BooleanField(
        _("codes count only within places"),
        default=False,
        help_text=_(
            "The participant's device is asked where it is. Weak evidence: a device can be made to say anything. "
            "The position is not kept."
        ),
    )

    codes_need_document = models.BooleanField(
        _("codes count only with a document"),
        default=False,
        help_text=_(
            "One code for each piece of the product on confirmed purchases of the participant in this campaign. "
            "Until then the code stays good."
        ),
    )

    decision_working_days = models.PositiveSmallIntegerField(
        _("working days for a decision"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60)],
        help_text=_("Promised to participants. Empty: as the program says."),
    )
    second_look_from = models.DecimalField(
        _("two people from a total of"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the program's currency. Below, and if empty, one person's yes is enough."),
    )
    sales_prove = models.BooleanField(
        _("the sales file confirms"),
        default=False,
        help_text=_(
            "A claim that a sale in its distributor's file proves, line by line, is confirmed by nobody's hand."
        ),
    )
    sales_prove_up_to = models.DecimalField(
        _("up to a total of"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the program's currency. Empty: of any value."),
    )
    sales_prove_unnamed = models.BooleanField(
        _("also where the file names no buyer"),
        default=False,
        help_text=_("Whoever finds a receipt could claim it then."),
    )
    sale_settles_up_to = models.PositiveSmallIntegerField(
        _("it settles doubts up to a weight of"),
        default=0,
        validators=[MaxValueValidator(99)],
        help_text=_("All doubts of the claim together. Doubts over what was read do not count where the sale agrees."),
    )
    documents_prove_up_to = models.DecimalField(
        _("documents without any doubt confirm themselves up to"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_(
            "E-invoices and documents with a fiscal code, each line surely a product. Empty: never. "
            "Whoever can write an e-invoice can invent one, so keep the value low and the lot high."
        ),
    )
    organizer_from = models.PositiveSmallIntegerField(
        _("the organizer decides from a weight of"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("All doubts of the claim together, unless the distributor has opened it. Empty: never."),
    )
    audit_share = models.PositiveSmallIntegerField(
        _("left to a person all the same"),
        default=5,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of them, drawn by lot, to measure how often a person would have answered otherwise."),
    )

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_campaign_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(claims_until__gte=F("starts_on")), name="claims_end_after_the_start"),
            models.CheckConstraint(
                condition=Q(budget_warns_at__gte=1, budget_warns_at__lte=100), name="a_budget_warns_at_a_share_of_it"
            ),
            models.CheckConstraint(condition=Q(audit_share__lte=100), name="no_more_is_audited_than_there_is"),
            models.CheckConstraint(condition=Q(sale_settles_up_to__lt=100), name="no_sale_settles_a_block"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lasting(self) -> Lasting:
        """How long its points last; as the program says where it names no days."""
        if self.points_last == Lasts.NEVER or self.points_last_days:
            return lasting_of(self.points_last, self.points_last_days, self.points_end_of)
        return self.program.lasting

    @property
    def policy(self) -> Policy:
        """How its rules combine."""
        return Policy(Stacking(self.stacking), Rounding(self.rounding))

    @property
    def has_budget(self) -> bool:
        """Whether anything counts what it gives; a campaign without a budget counts nothing."""
        return self.points_budget is not None or self.credits_budget is not None

    def budget_of(self, unit: str) -> int | None:
        """How much of the unit it may give; None for as much as the rules give."""
        return self.points_budget if unit == POINTS else self.credits_budget
