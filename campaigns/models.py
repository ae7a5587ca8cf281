"""Campaigns: what a program rewards: editions, products with their names, rules, code batches."""

from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from distributors.models import Distributor
from programs.models import Program


class Product(models.Model):
    """The organizer's article."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="products")
    sku = models.CharField(_("SKU"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    category = models.CharField(_("category"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [models.UniqueConstraint(fields=["program", "sku"], name="a_sku_names_one_product")]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku})"


class ProductGtin(models.Model):
    """A trade item number of a product, kept as 14 digits."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="gtins")
    gtin = models.CharField("GTIN", max_length=14)

    class Meta:
        verbose_name = "GTIN"
        verbose_name_plural = "GTIN"
        constraints = [models.UniqueConstraint(fields=["program", "gtin"], name="a_gtin_names_one_product")]

    def __str__(self) -> str:
        return self.gtin


class ProductName(models.Model):
    """The product's name in one more language, or one more name in the same."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=5)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(fields=["product", "language", "name"], name="a_product_name_is_kept_once")
        ]

    def __str__(self) -> str:
        return self.name


class ProductAlias(models.Model):
    """How one distributor prints a product: by name, by its own article number, or both."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="aliases")
    distributor = models.ForeignKey(Distributor, on_delete=models.CASCADE, related_name="product_aliases")
    printed = models.CharField(_("as printed"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    learned_from = models.UUIDField(_("learned from claim"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["distributor", "key"], name="a_printed_name_means_one_product_at_a_distributor"
            ),
        ]

    def __str__(self) -> str:
        return self.printed


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
    points_last_days = models.PositiveSmallIntegerField(
        _("days that points last"), null=True, blank=True, help_text=_("Empty: points do not expire.")
    )
    distributors = models.ManyToManyField(
        Distributor,
        related_name="campaigns",
        blank=True,
        verbose_name=_("distributors"),
        help_text=_("None named: all."),
    )
    is_live = models.BooleanField(_("live"), default=False)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_campaign_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(claims_until__gte=F("starts_on")), name="claims_end_after_the_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """What earns what. Rows are never edited: a change ends this version and starts the next."""

    class Kind(models.TextChoices):
        POINTS_PER_UNIT = "points-per-unit", _("points per unit of a product")
        POINTS_PER_AMOUNT = "points-per-amount", _("points per amount of eligible goods")
        CREDITS_PER_AMOUNT = "credits-per-amount", _("training credits per amount of eligible goods")
        CREDITS_PER_CLAIM = "credits-per-claim", _("training credits per claim")

    class Sponsor(models.TextChoices):
        ORGANIZER = "organizer", _("organizer")
        DISTRIBUTOR = "distributor", _("distributor")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rules", verbose_name=_("campaign"))
    kind = models.CharField(_("what earns"), max_length=30, choices=Kind)
    products = models.ManyToManyField(
        Product, related_name="rules", blank=True, verbose_name=_("products"), help_text=_("None named: all products.")
    )
    quantity = models.PositiveIntegerField(_("gives"), validators=[MinValueValidator(1)])
    per_amount = models.DecimalField(_("for each"), max_digits=10, decimal_places=2, null=True, blank=True)
    sponsor = models.CharField(_("paid by"), max_length=20, choices=Sponsor, default=Sponsor.ORGANIZER)
    in_force_from = models.DateTimeField(_("in force from"))
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True, editable=False
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["points-per-unit", "credits-per-claim"], per_amount=None)
                | Q(kind__in=["points-per-amount", "credits-per-amount"], per_amount__gt=0),
                name="a_rule_per_amount_names_the_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.quantity}"


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
