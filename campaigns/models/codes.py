"""On-pack codes, their print runs, and what happened to those."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from campaigns.batches import MOST_CODES, MOST_ON_A_SHEET, BatchState
from campaigns.codes import LONGEST, SHORTEST, USUAL
from campaigns.models.campaigns import Campaign
from campaigns.models.products import Product
from campaigns.ranges import MOVABLE, Line, RangeState

BITS_OF_A_SERIAL = 26
"""Enough for MOST_CODES."""


class CodeBatch(models.Model):
    """A print run of on-pack codes for one product."""

    class Sheet(models.TextChoices):
        QR = "qr", _("QR codes")
        DATAMATRIX = "datamatrix", _("GS1 DataMatrix with the product's GTIN")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="code_batches", verbose_name=_("campaign")
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="code_batches", verbose_name=_("product")
    )
    name = models.CharField(_("name"), max_length=100)
    count = models.PositiveIntegerField(
        _("number of codes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_CODES)]
    )
    signs = models.PositiveSmallIntegerField(
        _("random signs"), default=USUAL, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    points = models.PositiveIntegerField(_("points for a code"), validators=[MinValueValidator(1)])
    credits = models.PositiveIntegerField(_("training credits for a code"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: from the first day."))
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Empty: without an end."))
    sheet = models.CharField(
        _("sheet of labels"),
        max_length=10,
        blank=True,
        choices=Sheet,
        default="",
        help_text=_("For up to 5,000 codes, a PDF to print and stick on comes with the print file."),
    )
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.NEW, editable=False)
    written = models.PositiveIntegerField(_("codes made"), default=0, editable=False)
    is_imported = models.BooleanField(_("made elsewhere"), default=False, editable=False)
    known = models.PositiveIntegerField(_("codes known before"), default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    made_at = models.DateTimeField(_("made"), editable=False)

    class Meta:
        verbose_name = _("code batch")
        verbose_name_plural = _("code batches")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="a_batch_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(count__lte=MOST_CODES), name="a_batch_has_no_more_codes_than_serials"),
            models.CheckConstraint(
                condition=Q(sheet="") | Q(sheet__in=["qr", "datamatrix"], count__lte=MOST_ON_A_SHEET),
                name="only_small_batches_come_as_a_sheet",
                violation_error_message=_("A sheet of labels is made for up to 5,000 codes."),
            ),
            models.CheckConstraint(condition=Q(written__lte=F("count")), name="no_more_codes_than_the_batch_has"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="a_batch_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def code_pk(self, serial: int) -> int:
        """The primary key of the code with this serial: keys follow printing order, so live codes lie together."""
        return int(self.pk) << BITS_OF_A_SERIAL | serial


class BatchMove(models.Model):
    """One line of a batch's history: a move, or something noted about it."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="moves")
    was = models.CharField(_("was"), max_length=10, choices=BatchState)
    became = models.CharField(_("became"), max_length=10, choices=BatchState)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("line of history")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.batch}: {self.was} → {self.became}"


class RecalledRange(models.Model):
    """Codes of a batch, by their serials, that never count again: the printer spoilt them, or a pallet was stolen."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="recalled_ranges")
    first = models.PositiveIntegerField(_("first serial"), validators=[MinValueValidator(1)])
    last = models.PositiveIntegerField(_("last serial"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("recalled range")
        verbose_name_plural = _("recalled ranges")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")),
                name="a_range_ends_after_it_starts",
                violation_error_message=_("The last serial is before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class RangeMove(models.Model):
    """Codes of a batch, by their serials, that are held back or let go, for instance because a pallet ships later.

    Lines are only added; the newest that covers a serial says how it stands.
    """

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="range_moves")
    first = models.PositiveIntegerField(_("first serial"), validators=[MinValueValidator(1)])
    last = models.PositiveIntegerField(_("last serial"))
    became = models.CharField(_("from now on"), max_length=10, choices=[(one.value, one.label) for one in MOVABLE])
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("range closed or opened")
        verbose_name_plural = _("ranges closed and opened")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")),
                name="a_moved_range_ends_after_it_starts",
                violation_error_message=_("The last serial is before the first."),
            ),
            models.CheckConstraint(condition=Q(became__in=MOVABLE), name="a_range_is_live_or_closed"),
            models.CheckConstraint(
                condition=Q(became=RangeState.LIVE) | Q(valid_from=None, valid_until=None),
                name="a_closed_range_has_no_days",
                violation_error_message=_("Days are for codes that are live."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="a_range_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def line(self) -> Line:
        """As a value."""
        return Line(self.first, self.last, RangeState(self.became), self.valid_from, self.valid_until)


class PrintFile(models.Model):
    """A part of a batch for the printer, encrypted in the store: announced before it is there, kept with its codes."""

    class State(models.TextChoices):
        """For the program only; nobody reads it."""

        ANNOUNCED = "announced"
        WAITING = "waiting"
        KEPT = "kept"
        GOING = "going"
        GONE = "gone"

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="print_files")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    storage_key = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.ANNOUNCED)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "first"], condition=Q(state="kept"), name="codes_stand_in_one_print_file"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["announced", "waiting", "kept", "going", "gone"]),
                name="a_print_file_is_in_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.first}–{self.last}"


class OnPackCodeQuerySet(models.QuerySet["OnPackCode"]):
    """Codes, in the words of those who redeem them."""

    def counting(self, today: date) -> Self:
        """Of a live batch of a live campaign that takes codes, within its days, and not stopped by their serial."""
        recalled = RecalledRange.objects.filter(
            batch=OuterRef("batch"), first__lte=OuterRef("serial"), last__gte=OuterRef("serial")
        )
        stops = Q(became=RangeState.CLOSED) | Q(valid_from__gt=today) | Q(valid_until__lt=today)
        moved = RangeMove.objects.filter(
            batch=OuterRef("batch"), first__lte=OuterRef("serial"), last__gte=OuterRef("serial")
        ).order_by("-pk")
        stopped = moved.values_list(Case(When(stops, then=Value(True)), default=Value(False)))[:1]
        return self.alias(is_stopped=Coalesce(Subquery(stopped), Value(False))).filter(
            Q(batch__valid_from=None) | Q(batch__valid_from__lte=today),
            Q(batch__valid_until=None) | Q(batch__valid_until__gte=today),
            ~Exists(recalled),
            is_stopped=False,
            batch__state=BatchState.LIVE,
            batch__campaign__is_live=True,
            batch__campaign__takes_codes=True,
        )


class OnPackCode(models.Model):
    """One code. The row never changes after it was made: what redeems it stands in a table of its own.

    New rows get the key that `CodeBatch.code_pk` makes; those of older versions were counted from one.
    """

    # The constraint's index serves the foreign key too; one index less to keep for each of millions of rows.
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes", db_index=False)
    serial = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32, unique=True)
    key_number = models.PositiveSmallIntegerField(default=1)

    objects = OnPackCodeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "serial"], name="a_code_has_one_place_in_its_batch")]

    def __str__(self) -> str:
        return f"{self.batch} {self.serial}"
