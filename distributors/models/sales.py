"""What distributors sold: the files they handed over, and the sales read from them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from distributors.models.firms import Distributor
from distributors.models.handing_over import SalesKey
from distributors.reading.faults import Fault
from distributors.reading.kinds import Kind


class SalesFile(models.Model):
    """A file of sales as it came, and how far it was read. What was left out of it stands in `left_out`.

    `preview` is its first rows, while somebody is to say what its columns mean.
    """

    class State(models.TextChoices):
        COLUMNS = "columns", _("columns to be named")
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        DONE = "done", _("read")
        REFUSED = "refused", _("not readable")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="sales_files", db_index=False)
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    storage_key = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    problem = models.CharField(_("what is wrong"), max_length=300, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    handed_in_with = models.ForeignKey(
        SalesKey, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("key")
    )
    handed_in_at = models.DateTimeField(_("handed in"))
    done_at = models.DateTimeField(_("read at"), null=True, blank=True)

    signature = models.CharField(max_length=64, blank=True)
    preview = models.JSONField(default=dict, blank=True)

    # How far reading got, written with each part, so that a reading that dies goes on where it was.
    rows = models.PositiveIntegerField(_("rows"), default=0)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    bad_rows = models.PositiveIntegerField(_("rows that do not fit"), default=0)
    new = models.PositiveIntegerField(_("new sales"), default=0)
    changed = models.PositiveIntegerField(_("changed sales"), default=0)
    same = models.PositiveIntegerField(_("known sales"), default=0)
    cursor = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("sales file")
        verbose_name_plural = _("sales files")
        constraints = [
            models.UniqueConstraint(
                fields=["distributor", "sha256"],
                condition=~Q(state="refused"),
                name="a_sales_file_is_taken_once",
            ),
        ]
        indexes = [models.Index(fields=["distributor", "-handed_in_at"], name="sales_files_of_a_distributor")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def taken(self) -> int:
        """Sales written or known so far."""
        return self.new + self.changed + self.same

    @property
    def share(self) -> float | None:
        """The part of its documents that is written, 0 to 1; None while nobody knows how many there are."""
        return min(1.0, self.taken / self.documents) if self.documents else None


class LeftOut(models.Model):
    """One row of a file, or one e-invoice among many, that did not fit: where it stands and why."""

    file = models.ForeignKey(SalesFile, on_delete=models.CASCADE, related_name="left_out")
    line = models.PositiveIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=100, blank=True)
    value = models.CharField(_("value"), max_length=60, blank=True)
    fault = models.CharField(_("reason"), max_length=20, choices=Fault)

    class Meta:
        verbose_name = _("row that does not fit")
        verbose_name_plural = _("rows that do not fit")

    def __str__(self) -> str:
        return f"{self.line}: {self.get_fault_display()}"


class Sale(models.Model):
    """One invoice, receipt or credit note of a distributor, as its own system states it.

    Known by number and day: numbers begin anew each year. `digest` sums up all that it says, so that the same sale
    once more is told from a changed one without reading its lines.
    """

    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="sales", db_index=False)
    number = models.CharField(_("document number"), max_length=100)
    number_key = models.CharField(max_length=100)
    issued_on = models.DateField(_("date"))
    buyer_tax_key = models.CharField(_("buyer's tax id"), max_length=20, blank=True)
    buyer_number = models.CharField(_("customer number"), max_length=40, blank=True)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2, null=True, blank=True)
    gross = models.DecimalField(_("gross"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    corrects_key = models.CharField(max_length=100, blank=True)
    digest = models.BigIntegerField()
    file = models.ForeignKey(SalesFile, on_delete=models.PROTECT, related_name="sales", db_index=False)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        constraints = [
            models.UniqueConstraint(
                fields=["distributor", "number_key", "issued_on"], name="a_sale_is_known_by_number_and_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["distributor", "buyer_tax_key", "issued_on"],
                condition=~Q(buyer_tax_key=""),
                name="sales_to_a_buyer",
            ),
            # Claims are looked at again file by file, however many sales there are beside.
            models.Index(fields=["file", "id"], name="sales_of_a_file"),
            models.Index(fields=["distributor", "corrects_key"], condition=~Q(corrects_key=""), name="sales_corrected"),
            # By the buyer's tax id within the number: those without one, and any that says another firm.
            models.Index(
                fields=["distributor", "buyer_number", "buyer_tax_key", "issued_on"],
                condition=~Q(buyer_number=""),
                name="sales_to_a_customer",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SaleLine(models.Model):
    """One line of a sale, as the distributor writes it. A negative quantity came back."""

    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(_("article number"), max_length=60, blank=True)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("line of a sale")
        verbose_name_plural = _("lines of sales")
        constraints = [models.UniqueConstraint(fields=["sale", "position"], name="a_sale_line_has_a_place_of_its_own")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku or self.description}"
