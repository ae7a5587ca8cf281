"""What participants did, as xAPI statements: an outbox, written in the transaction of what each states."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning.models.taking import Enrolment
from programs.models import Program


class Statement(models.Model):
    """One statement as it is exported and forwarded. `refused` is what a record store has against it."""

    class Verb(models.TextChoices):
        REGISTERED = "registered", _("enrolled")
        PROGRESSED = "progressed", _("progressed")
        COMPLETED = "completed", _("completed")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("failed")
        ATTENDED = "attended", _("attended")
        VOIDED = "voided", _("taken back")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", verbose_name=_("program"))
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="statements", verbose_name=_("course")
    )
    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    body = models.JSONField(_("statement"))
    made_at = models.DateTimeField(_("when"))
    forwarded_at = models.DateTimeField(_("forwarded"), null=True)
    refused = models.CharField(_("what the record store has against it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("learning record")
        verbose_name_plural = _("learning records")
        indexes = [
            models.Index(fields=["program", "made_at"], name="statements_of_a_program"),
            models.Index(fields=["program"], condition=~Q(refused=""), name="refused_statements"),
            models.Index(
                fields=["program", "id"], condition=Q(forwarded_at=None, refused=""), name="statements_to_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.uuid}"


class Forwarding(models.Model):
    """How forwarding a program's statements goes: when it worked last, and after a fault when it is tried again."""

    program = models.OneToOneField(Program, on_delete=models.PROTECT, related_name="+")
    worked_at = models.DateTimeField(null=True)
    faults = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.program}"
