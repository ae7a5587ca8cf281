"""Where codes count, for campaigns that want to know."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaigns import Campaign
from campaigns.places import Position, kilometres


class CodeArea(models.Model):
    """A circle on the map within which a campaign's codes count."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="code_areas")
    name = models.CharField(_("name"), max_length=100)
    latitude = models.FloatField(
        _("latitude"),
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, such as 50.06; south is negative."),
    )
    longitude = models.FloatField(
        _("longitude"),
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees, such as 19.94; west is negative."),
    )
    radius = models.PositiveSmallIntegerField(
        _("radius in kilometres"), validators=[MinValueValidator(1), MaxValueValidator(20_000)]
    )

    class Meta:
        verbose_name = _("place where codes count")
        verbose_name_plural = _("places where codes count")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180, radius__gte=1
                ),
                name="a_place_lies_on_the_earth",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, position: Position) -> bool:
        """Whether the circle holds it."""
        return kilometres(Position(self.latitude, self.longitude), position) <= self.radius
