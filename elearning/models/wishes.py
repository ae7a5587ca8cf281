"""What people ask of their companies: to pay a course."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning.models.courses import Course
from participants.models import Company, Participant


class Wish(models.Model):
    """A participant asks the company to pay a course. Whoever may spend its credits grants it, or not, with a word."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        GRANTED = "granted", _("paid")
        DECLINED = "declined", _("not paid")
        OVER = "over", _("no longer asked for")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="wishes", db_index=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="wishes", db_index=False)
    # A company goes with its last person.
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="wishes")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    word = models.CharField(_("a word to it"), max_length=200, blank=True)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "course"], condition=Q(state="waiting"), name="a_wish_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None) | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="an_answered_wish_says_when",
            ),
        ]
        indexes = [models.Index(fields=["participant", "course"], name="wishes_of_a_person")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.course}"
