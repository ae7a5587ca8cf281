"""Claims: what a person states, line by line, and what became of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Product
from claims.reasons import Reason
from claims.states import UNDECIDED, Status
from distributors.models import Branch, Distributor
from participants.models import Participant
from programs.models import Program


class Claim(models.Model):
    """One purchase (or on-pack code) for which a participant asks points. Its facts are the person's statement."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("invoice or receipt")
        CODE = "code", _("on-pack code")

    class Origin(models.TextChoices):
        DOCUMENT = "document", _("sent with its document")
        OFFER = "offer", _("offered from the sales file")

    class Desk(models.TextChoices):
        DISTRIBUTOR = "distributor", _("distributor")
        ORGANIZER = "organizer", _("organizer")

    class Doubt(models.IntegerChoices):
        NONE = 0, _("no doubt")
        SOME = 1, _("doubt")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=12, unique=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="claims", db_index=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="claims", verbose_name=_("participant"), db_index=False
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="claims", null=True, blank=True, verbose_name=_("campaign")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DOCUMENT)
    origin = models.CharField(
        _("made from"), max_length=10, choices=Origin, default=Origin.DOCUMENT, db_default=Origin.DOCUMENT.value
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    intake_key = models.UUIDField(default=uuid4)

    # What the person states. What the machine read stands in Reading and is never written here in the person's name.
    issuer_name = models.CharField(_("seller"), max_length=200, blank=True)
    issuer_tax_id = models.CharField(_("seller's tax id"), max_length=30, blank=True)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    issue_date = models.DateField(_("date of purchase"), null=True, blank=True)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    document_id = models.CharField(_("fiscal identity"), max_length=200, blank=True)
    identity_key = models.CharField(max_length=200, blank=True, editable=False)
    distributor = models.ForeignKey(
        Distributor,
        on_delete=models.PROTECT,
        related_name="claims",
        null=True,
        blank=True,
        verbose_name=_("distributor"),
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="claims", null=True, blank=True)
    desk = models.CharField(_("with"), max_length=12, choices=Desk, blank=True)
    # Whether anything spoke against a plain yes when verification last looked; nobody looked yet: there may be.
    # A number and not a truth, because SQLite walks no index on a bare truth.
    doubt = models.PositiveSmallIntegerField(
        _("doubt"), choices=Doubt, default=Doubt.SOME, db_default=Doubt.SOME.value, editable=False
    )
    created_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    appealed_at = models.DateTimeField(_("appealed"), null=True, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["participant", "intake_key"], name="an_upload_makes_one_claim"),
            models.UniqueConstraint(
                fields=["program", "identity_key"],
                condition=Q(status=Status.VERIFIED) & ~Q(identity_key=""),
                name="one_document_pays_once",
            ),
            models.UniqueConstraint(
                fields=["program", "document_id"],
                condition=Q(status=Status.VERIFIED) & ~Q(document_id=""),
                name="one_fiscal_identity_pays_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | Q(submitted_at__isnull=False, campaign__isnull=False),
                name="a_sent_claim_has_its_day_and_campaign",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="a_claim_status_is_in_the_table"),
            models.CheckConstraint(
                condition=Q(origin="document") | Q(kind="document", distributor__isnull=False),
                name="an_offered_claim_is_on_a_distributors_document",
            ),
            models.CheckConstraint(
                condition=Q(desk="") | Q(desk="organizer") | Q(distributor__isnull=False),
                name="a_claim_at_the_distributor_names_it",
            ),
        ]
        indexes = [
            # Only what waits, so that they stay small over the years; each is walked from the oldest promise on. Status
            # and desk say nothing there, but SQLite would read every claim's row to see them.
            models.Index(
                fields=["distributor", "doubt", "due_on", "id", "status", "desk"],
                condition=Q(status=Status.SUBMITTED, desk="distributor"),
                name="waiting_at_distributor",
            ),
            models.Index(
                fields=["distributor", "branch", "doubt", "due_on", "id", "status", "desk"],
                condition=Q(status=Status.SUBMITTED, desk="distributor"),
                name="waiting_at_branch",
            ),
            models.Index(
                fields=["program", "doubt", "due_on", "id", "status", "desk"],
                condition=Q(status=Status.SUBMITTED, desk="organizer"),
                name="waiting_at_organizer",
            ),
            # What a desk answered lately.
            models.Index(
                fields=["distributor", "decided_at"],
                condition=Q(kind="document", decided_at__isnull=False),
                name="decided_by_distributor",
            ),
            models.Index(
                fields=["program", "decided_at"],
                condition=Q(kind="document", decided_at__isnull=False),
                name="decided_in_program",
            ),
            models.Index(fields=["participant", "-created_at"], name="claim_of_participant"),
            models.Index(fields=["program", "identity_key"], name="claim_identity"),
            models.Index(fields=["program", "document_id"], condition=~Q(document_id=""), name="claim_fiscal_identity"),
            # A near-same picture says something only of claims of one total.
            models.Index(
                fields=["program", "total"],
                condition=Q(kind="document", submitted_at__isnull=False),
                name="claims_of_a_total",
            ),
            # A rule is tried on past claims in the order in which they were sent; codes have no part in it.
            models.Index(
                fields=["program", "submitted_at", "id"],
                condition=Q(kind="document", status=Status.VERIFIED),
                name="claims_to_try_rules_on",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_undecided(self) -> bool:
        """Sent and waiting for somebody's answer."""
        return self.status in UNDECIDED


class ClaimLine(models.Model):
    """One product on the claim. `confirmed_quantity` is what the distributor vouches for, None until decided.

    `returned_quantity` of it came back afterwards.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    reading_index = models.PositiveSmallIntegerField(null=True, blank=True)
    description = models.CharField(_("as printed"), max_length=300, blank=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    confirmed_quantity = models.DecimalField(_("confirmed"), max_digits=12, decimal_places=3, null=True, blank=True)
    returned_quantity = models.DecimalField(_("came back"), max_digits=12, decimal_places=3, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="a_claim_line_has_a_place_of_its_own"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_claim_line_counts_something"),
            models.CheckConstraint(
                condition=Q(confirmed_quantity=None)
                | Q(confirmed_quantity__gte=0, confirmed_quantity__lte=F("quantity")),
                name="no_more_is_confirmed_than_was_claimed",
            ),
            models.CheckConstraint(
                condition=Q(returned_quantity=0)
                | Q(
                    confirmed_quantity__isnull=False,
                    returned_quantity__gt=0,
                    returned_quantity__lte=F("confirmed_quantity"),
                ),
                name="no_more_comes_back_than_was_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product or self.description}"


class ClaimEvent(models.Model):
    """One line of a claim's history: who did what, when and why."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="events", db_index=False)
    was = models.CharField(max_length=10, choices=Status, blank=True)
    became = models.CharField(max_length=10, choices=Status)
    reason = models.CharField(max_length=40, choices=Reason, blank=True)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(became__in=[Status.REFUSED, Status.QUERIED, Status.REVERSED]) | ~Q(reason=""),
                name="a_refusal_question_or_reversal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["claim", "made_at"], name="claim_history")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.was or '–'} → {self.became}"


class Correction(models.Model):
    """One difference between what was read and what was stated, or between statement and a clerk's correction."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="corrections")
    line = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=40)
    was = models.CharField(max_length=300, blank=True)
    became = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim} {self.name}: {self.was} → {self.became}"
