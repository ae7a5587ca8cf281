"""That somebody was told before points ended."""

from django.db import models

from ledger.kinds import Unit
from participants.models import Participant


class ExpiryNotice(models.Model):
    """Told so many days before, once for each unit and last day; `told_at` is empty until the mail went out."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="expiry_notices")
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.POINTS)
    last_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "unit", "last_on", "days_before"], name="nobody_is_told_twice_of_one_last_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.last_on}"
