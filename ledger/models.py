"""Accounts, transfers, lots and their uses. Lines are only ever added; `guards/` makes the database hold to that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledger.kinds import KEPT, Holder, Kind, Unit
from ledger.legs import Owner
from programs.models import Program


class Account(models.Model):
    """What one owner holds of one unit. `balance` is credits minus debits, written by the database alone."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="accounts", db_index=False)
    owner = models.CharField(_("owner"), max_length=80)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    kind = models.CharField(_("kind"), max_length=15, choices=Holder)
    balance = models.BigIntegerField(_("balance"), null=True, editable=False)
    moved_at = models.DateTimeField(_("last moved"), null=True, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            # The owner stands before the unit, so that one look-up finds all accounts of one person.
            models.UniqueConstraint(
                fields=["program", "owner", "unit", "kind"], name="an_owner_has_one_account_per_unit_and_kind"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="an_account_counts_a_known_unit"),
            models.CheckConstraint(condition=Q(kind__in=Holder.values), name="an_account_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=KEPT, balance__isnull=False) | (~Q(kind__in=KEPT) & Q(balance__isnull=True)),
                name="a_balance_is_kept_for_participants_only",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Holder.PARTICIPANT) | Q(balance__gte=0), name="a_participant_is_never_overdrawn"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Holder.OWED) | Q(balance__lte=0), name="nobody_pays_back_more_than_is_owed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} ({self.unit})"

    @property
    def holder(self) -> Owner:
        """Whose account this is, as callers name it."""
        return Owner(Holder(self.kind), self.owner)


class Transfer(models.Model):
    """`amount` from one account to another: one row, so nothing can be half written and every unit sums to zero.

    `debit_balance` and `credit_balance` are the running balances of kept accounts, null for all others.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="transfers", db_index=False)
    reference = models.CharField(_("reference"), max_length=120)
    leg = models.PositiveSmallIntegerField(_("leg"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits", db_index=False)
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits", db_index=False)
    amount = models.BigIntegerField(_("amount"))
    debit_balance = models.BigIntegerField(_("balance of the giver after it"), null=True)
    credit_balance = models.BigIntegerField(_("balance of the receiver after it"), null=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="reversals", null=True, blank=True, db_index=False
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    # Without an index: people are made nameless, not deleted, so nobody looks from here.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.UniqueConstraint(fields=["program", "reference", "leg"], name="a_reference_is_posted_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_transfer_moves_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="a_transfer_joins_two_accounts"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="a_transfer_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=Kind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=Kind.REVERSAL) & Q(reverses__isnull=True)),
                name="a_reversal_names_what_it_reverses",
            ),
        ]
        indexes = [
            # A statement is read backwards along these, and so is the balance of a past day.
            models.Index(fields=["debit", "made_at", "id"], name="transfer_by_giver"),
            models.Index(fields=["credit", "made_at", "id"], name="transfer_by_receiver"),
            # What was given back of a line before; the guards sum it up with each reversal.
            models.Index(fields=["reverses"], condition=Q(reverses__isnull=False), name="reversals_of_a_transfer"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.leg}: {self.amount} {self.unit}"


class Lot(models.Model):
    """Points of a participant that came together, with one last day. `remaining` is written by the database alone.

    `stretch` is how far each later award of the same participant moves the last day (`programs.lasting`); empty where
    none does.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lots", db_index=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lots")
    amount = models.BigIntegerField(_("amount"))
    remaining = models.BigIntegerField(_("remaining"))
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    stretch = models.CharField(_("lasts on with each award"), max_length=20, blank=True, default="")

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_lot_holds_something"),
            models.CheckConstraint(
                condition=Q(remaining__gte=0, remaining__lte=F("amount")), name="a_lot_gives_no_more_than_it_holds"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "expires_on", "id"], name="open_lots", condition=Q(remaining__gt=0)),
            models.Index(
                fields=["expires_on"],
                name="open_lots_by_last_day",
                condition=Q(remaining__gt=0, expires_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remaining}/{self.amount}"


class Extension(models.Model):
    """The organizer let points last longer: of one owner, or, with none named, of everybody in the program."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(_("owner"), max_length=80, blank=True)
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("extension of points")
        verbose_name_plural = _("extensions of points")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.until}: {self.reason}"


class LotExtension(models.Model):
    """The last day of a lot moved further: by the organizer, or, without an `extension`, by a later award."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="extensions")
    extension = models.ForeignKey(Extension, on_delete=models.PROTECT, related_name="lots", null=True, blank=True)
    until = models.DateField(_("until"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("extension of a lot")
        verbose_name_plural = _("extensions of lots")
        constraints = [models.UniqueConstraint(fields=["lot", "extension"], name="an_extension_moves_a_lot_once")]

    def __str__(self) -> str:
        return str(self.until)


class Adjustment(models.Model):
    """Points given or, below zero, taken by hand. Above the program's limit it waits for a second person."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a second person")
        BOOKED = "booked", _("booked")
        DECLINED = "declined", _("not agreed to")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="adjustments")
    owner = models.CharField(_("owner"), max_length=80)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    amount = models.BigIntegerField(_("amount"))
    reason = models.CharField(_("reason"), max_length=200)
    needs_second = models.BooleanField(_("needs a second person"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(_("made"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="an_adjustment_moves_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_adjustment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decided_adjustment_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="booked", needs_second=True) | ~Q(decided_by=F("made_by")),
                name="a_big_adjustment_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}: {self.reason}"


class Merger(models.Model):
    """Two accounts of one person became one: what `source` holds and owes, also later, passes to `target`."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("merged account"), max_length=80)
    target = models.CharField(_("into"), max_length=80)
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("merger of accounts")
        verbose_name_plural = _("mergers of accounts")
        constraints = [
            models.UniqueConstraint(fields=["program", "source"], name="an_account_is_merged_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_merger_joins_two_accounts"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_merger_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class LotUse(models.Model):
    """How much a transfer took out of a lot; below zero where a reversal puts points back where they were."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lot_uses")
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("use of a lot")
        verbose_name_plural = _("uses of lots")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="a_use_of_a_lot_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
