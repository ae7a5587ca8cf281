"""Products of the organizer, with every name and number they go by."""

from decimal import Decimal
from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.rules import Measure
from distributors.models import Distributor
from programs.models import Program


class ContentMeasure(models.TextChoices):
    """What a sales unit can hold more than one of."""

    PIECE = Measure.PIECE, _("pieces")
    METRE = Measure.METRE, _("metres")
    LITRE = Measure.LITRE, _("litres")
    KILOGRAM = Measure.KILOGRAM, _("kilograms")


class Product(models.Model):
    """The organizer's article."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="products")
    sku = models.CharField(_("SKU"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    category = models.CharField(_("category"), max_length=100, blank=True)
    brand = models.CharField(_("brand"), max_length=100, blank=True)
    content = models.DecimalField(
        _("one sales unit holds"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.001"))],
        help_text=_("For example 100 metres for a coil, or 10 litres for a bucket. Empty: one piece."),
    )
    content_measure = models.CharField(_("of"), max_length=10, choices=ContentMeasure, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(fields=["program", "sku"], name="a_sku_names_one_product"),
            models.CheckConstraint(
                condition=Q(content=None, content_measure="") | (Q(content__gt=0) & ~Q(content_measure="")),
                name="what_a_sales_unit_holds_has_its_measure",
                violation_error_message=_("Say both how much one sales unit holds, and of what."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku})"

    def spoken(self, language: str) -> str:
        """What it is called in this language, else by its own name; `names` should be prefetched."""
        spoken = [name for name in self.names.all() if name.language == language]
        return min(spoken, key=lambda name: name.pk).name if spoken else self.name


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
