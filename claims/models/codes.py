"""On-pack codes as they are redeemed and guessed."""

from django.db import models
from django.db.models import Q

from campaigns.models import OnPackCode
from claims.models.claims import Claim
from participants.models import Participant
from programs.models import Program


class CodeRedemption(models.Model):
    """The redeeming of an on-pack code. Its primary key is the guard: a code pays once."""

    code = models.OneToOneField(OnPackCode, on_delete=models.PROTECT, primary_key=True, related_name="redemption")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="redemption")
    redeemed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code}"


class WrongCodeTry(models.Model):
    """A code that was typed and not found; counted to slow guessing. The text itself is not kept."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=64, blank=True, default="")
    """SHA-256 of the browser's random mark."""
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["made_at"], name="wrong_try_when"),
            models.Index(fields=["participant", "made_at"], name="wrong_try_of_person"),
            models.Index(fields=["address", "made_at"], name="wrong_try_from_address"),
            models.Index(fields=["device", "made_at"], condition=~Q(device=""), name="wrong_try_on_device"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.made_at:%Y-%m-%d %H:%M}"


class CodeAlarm(models.Model):
    """A day on which more wrong codes were typed in a program than usual; its admins are told once."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    wrong = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "day"], name="one_alarm_a_day")]

    def __str__(self) -> str:
        return f"{self.program} {self.day}"
