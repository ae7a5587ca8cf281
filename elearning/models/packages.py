"""Packages of other authoring tools, and what they report of people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning.models.courses import Material
from elearning.models.taking import Enrolment
from elearning.packages import Completion, Standard, Success


class Package(models.Model):
    """What lies in a material that is a package. It is there as soon as all of its files are."""

    class Follows(models.TextChoices):
        SCORM_12 = Standard.SCORM_12.value, "SCORM 1.2"
        SCORM_2004 = Standard.SCORM_2004.value, "SCORM 2004"

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="contents")
    standard = models.CharField(max_length=8, choices=Follows)
    title = models.CharField(max_length=200)
    parts = models.JSONField()
    """What can be opened by itself, in order, as `elearning.packages.Part` names it."""
    files = models.PositiveIntegerField()
    unpacked_bytes = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.title


class PackageState(models.Model):
    """What one part of a package reported of somebody's way through a lesson; kept so that it goes on there.

    `opening` counts how often it was opened and `report` what was reported since: what comes from an older opening,
    or came before, changes nothing. `part` is the place in the package, from 1 on.
    """

    class IsCompleted(models.TextChoices):
        UNKNOWN = Completion.UNKNOWN.value, _("not said")
        INCOMPLETE = Completion.INCOMPLETE.value, _("begun")
        COMPLETED = Completion.COMPLETED.value, _("worked through")

    class IsPassed(models.TextChoices):
        UNKNOWN = Success.UNKNOWN.value, _("not said")
        PASSED = Success.PASSED.value, _("passed")
        FAILED = Success.FAILED.value, _("not passed")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="package_states", db_index=False)
    lesson = models.CharField(max_length=40)
    part = models.PositiveSmallIntegerField()
    opening = models.PositiveIntegerField(default=0)
    report = models.PositiveIntegerField(default=0)
    completion = models.CharField(max_length=12, choices=IsCompleted, default=IsCompleted.UNKNOWN)
    success = models.CharField(max_length=8, choices=IsPassed, default=IsPassed.UNKNOWN)
    raw = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    lowest = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    highest = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    """The score as a share of one, as the package says it or as it follows from the other three."""
    location = models.CharField(max_length=1000, blank=True)
    suspend_data = models.TextField(blank=True)
    exit = models.CharField(max_length=10, blank=True)
    more = models.JSONField(default=dict)
    seconds_before = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    """Of the last opening; those of earlier ones are in `seconds_before`."""
    opened_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson", "part"], name="a_part_of_a_package_has_one_state"),
            models.CheckConstraint(
                condition=Q(scaled=None) | Q(scaled__gte=-1, scaled__lte=1), name="a_scaled_score_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson} ({self.part})"

    @property
    def total_seconds(self) -> int:
        """Over all openings."""
        return self.seconds_before + self.seconds


class Unpacking(models.Model):
    """Files of a package that are being written, or were left behind by a process that died; no package names them."""

    storage_key = models.CharField(max_length=200, unique=True)
    files = models.JSONField()
    since = models.DateTimeField(db_index=True)
    is_going = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.storage_key
