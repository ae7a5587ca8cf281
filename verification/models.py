"""Verification: which clerk holds which claim, and every decision with its lines."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, ClaimLine
from claims.reasons import Reason
from distributors.models import Sale


class Offer(models.Model):
    """A claim on one clerk's screen, or the next one for it. Until `expires_at` nobody else is offered it."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="offer")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    is_ahead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["held_by"], condition=Q(is_ahead=True), name="one_claim_is_held_ahead_for_a_clerk"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.held_by}"


class Check(models.Model):
    """Which problems a claim had when last looked at, so that the queue can mark and find it without looking again.

    `codes` are those of its blocks and doubts, each between spaces; `weight` is what they weighed together, `opened_at`
    when somebody at the distributor first opened the claim.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="check_made")
    blocks = models.PositiveSmallIntegerField()
    doubts = models.PositiveSmallIntegerField()
    codes = models.CharField(max_length=500, default="", blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.claim}: {self.blocks} + {self.doubts}"


class Decision(models.Model):
    """What somebody decided on a claim; kept for good."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmed")
        CONFIRM_IN_PART = "confirm-in-part", _("confirmed in part")
        ASK = "ask", _("asked")
        REFUSE = "refuse", _("refused")
        REVERSE = "reverse", _("taken back")
        RETURN = "return", _("goods came back")
        UNDO = "undo", _("undone")
        AGREE = "agree", _("agreed, a second person confirms")
        HAND_OVER = "hand-over", _("handed over")

    class Way(models.TextChoices):
        DESK = "desk", _("at the desk")
        SALES_FILE = "sales-file", _("by the distributor's sales file")
        TOGETHER = "together", _("together with others at the desk")
        MAIL = "mail", _("by the link in a mail")
        WEIGHT = "weight", _("by the weight of its doubts")
        CLOCK = "clock", _("by itself, as its day had passed")
        NO_DOUBT = "no-doubt", _("by the document itself, without any doubt")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=20, choices=Kind)
    reason = models.CharField(_("reason"), max_length=40, choices=Reason, blank=True)
    text = models.TextField(_("text"), blank=True)
    lifted = models.CharField(
        _("lifted blocks"), max_length=200, blank=True, help_text=_("Past which the organizer confirmed.")
    )
    # One to one: the database itself lets a decision be undone once.
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="undone_by", null=True, blank=True, editable=False
    )
    way = models.CharField(_("how"), max_length=12, choices=Way, default=Way.DESK)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions", null=True, blank=True
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["confirm", "undo", "agree"]) | ~Q(reason=""),
                name="a_decision_that_is_no_plain_yes_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes=None)),
                name="an_undoing_names_what_it_undoes",
            ),
            models.CheckConstraint(condition=Q(lifted="") | ~Q(text=""), name="an_exception_is_explained"),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False) | ~Q(way__in=["desk", "together"]),
                name="who_decided_at_a_desk_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_kind_display()}"


class DecisionLine(models.Model):
    """How much of one claim line a decision confirmed, or said that it came back."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="a_decision_names_a_line_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.quantity}"


class SaleMatch(models.Model):
    """The sale in its distributor's files that a claim is about, and in what the two differed when last compared.

    `differences` are those of `verification.comparing`, as JSON objects; none of them means that the sale proves the
    claim. A claim of which no file says anything has no match.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="sale_match")
    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="matches")
    differences = models.JSONField(default=list)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim}: {self.sale}"


class Audit(models.Model):
    """A claim that could have been confirmed without anybody, and whether the lot left it to a person all the same.

    The lot falls once for each claim. What the person then decides is the measure of the automatic way.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="audit")
    way = models.CharField(_("how"), max_length=12, choices=Decision.Way)
    is_drawn = models.BooleanField(_("drawn"))
    made_at = models.DateTimeField(_("drawn at"))

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")

    def __str__(self) -> str:
        return f"{self.claim}: {self.is_drawn}"


class FirstYes(models.Model):
    """One person agreed with a claim that two have to confirm; it waits for the second."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="first_yes")
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.decision)


class Reminder(models.Model):
    """Who was reminded of a claim's promised day, once for each stage and day."""

    class Stage(models.TextChoices):
        CLERKS = "clerks", _("clerks")
        HEADS = "heads", _("heads")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    stage = models.CharField(max_length=10, choices=Stage)
    due_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "stage", "due_on"], name="a_claim_is_reminded_of_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.stage}"


class MailLink(models.Model):
    """A mailed link that answers one claim, once and for a limited time. What stands in it is signed, not stored."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="mail_links")
    sent_to = models.EmailField(_("sent to"))
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("good until"))
    # One to one: the database itself lets a link answer once.
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="mail_link", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.claim} · {self.sent_to}"
