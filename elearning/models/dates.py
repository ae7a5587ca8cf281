"""Dates of a course in a room or online, who has a seat or waits for one, and what these people were told."""

from secrets import token_hex
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.models.courses import Course
from elearning.models.taking import Enrolment
from programs.models import Program


class CourseDate(models.Model):
    """One date of a course. `sequence` counts the changes that calendars have to know of; `secret` makes its codes."""

    class Kind(models.TextChoices):
        ROOM = "room", _("in a room")
        ONLINE = "online", _("online")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="dates", verbose_name=_("course"))
    kind = models.CharField(_("where"), max_length=6, choices=Kind, default=Kind.ROOM)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("seats can be taken until"), null=True)
    place = models.CharField(_("address"), max_length=300, blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    trainer = models.CharField(_("trainer"), max_length=150, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    words = models.JSONField(_("what else to know"), default=dict)
    """By language, as the course's own texts."""
    secret = models.CharField(max_length=64, default=token_hex, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(_("changed"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("date of a course")
        verbose_name_plural = _("dates of courses")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="a_date_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_date_has_a_seat"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="a_date_is_cancelled_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["begins_at"], name="dates_in_order")]

    def __str__(self) -> str:
        return f"{self.course} {self.begins_at:%Y-%m-%d %H:%M}"

    @property
    def program(self) -> Program:
        """The program whose clock it goes by."""
        return self.course.program


class Seat(models.Model):
    """A seat on a date, or a place on its waiting list while `seated_at` is empty; the list goes by the key.

    `is_current` is the one that counts of its way through the course: not given up, not of a cancelled date, not
    missed and followed by another.
    """

    class Seen(models.TextChoices):
        CODE = "code", _("by the code")
        LIST = "list", _("by the list")

    date = models.ForeignKey(CourseDate, on_delete=models.PROTECT, related_name="taken", db_index=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="seats", db_index=False)
    is_current = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    seated_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    seen = models.CharField(_("there"), max_length=4, choices=Seen, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(is_current=True), name="a_person_has_one_seat_of_a_course"
            ),
            models.CheckConstraint(
                condition=Q(attended_at=None, seen="", seen_by=None)
                | (Q(attended_at__isnull=False, seated_at__isnull=False, given_up_at=None) & ~Q(seen="")),
                name="who_was_there_had_a_seat",
            ),
            models.CheckConstraint(condition=Q(given_up_at=None) | Q(is_current=False), name="a_seat_given_up_is_free"),
        ]
        indexes = [
            models.Index(fields=["date", "id"], name="seats_of_a_date"),
            models.Index(fields=["enrolment", "date"], name="seats_of_a_way"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.date}"


class SeatNotice(models.Model):
    """Something that somebody is mailed of a seat, once; `told_at` is empty until the mail went out."""

    class What(models.TextChoices):
        SEATED = "seated", _("moved up from the waiting list")
        CHANGED = "changed", _("the date changed")
        CANCELLED = "cancelled", pgettext_lazy("a date", "cancelled")
        REMINDED = "reminded", _("reminded")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="notices", db_index=False)
    what = models.CharField(max_length=10, choices=What)
    sequence = models.PositiveIntegerField()
    """Of the date, when it was noted: of what changed since, there is a notice of its own."""
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "what", "sequence"], name="nobody_is_told_twice_of_one_seat")
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.what}"
