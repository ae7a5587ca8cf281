"""Courses: what they cost and give, their versions, and the pictures, films and files that versions name."""

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Product
from participants.models import Segment
from programs.models import Program


class Course(models.Model):
    """What a course costs, gives and asks of whoever begins it. What it says stands in its versions."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="courses", verbose_name=_("program"))
    name = models.CharField(_("name in lists"), max_length=200)
    price = models.PositiveIntegerField(_("training credits it costs"), default=0, help_text=_("0: free."))
    return_days = models.PositiveSmallIntegerField(
        _("days to give it back"),
        default=14,
        validators=[MaxValueValidator(365)],
        help_text=_("The credits come back within so many days, while the quiz was not begun."),
    )
    points = models.PositiveIntegerField(_("points for passing"), default=0)
    cpd_hours = models.DecimalField(
        _("CPD hours"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Hours of professional development that it counts as. 0: none."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("certificate valid for months"),
        default=0,
        validators=[MaxValueValidator(240)],
        help_text=_("0: for ever. It can be renewed from 90 days before its end."),
    )
    certificate_name = models.CharField(
        _("name of the certificate in rules"),
        max_length=100,
        blank=True,
        help_text=_("Rules of campaigns name certificates by it, and several courses may share it. Empty: the name."),
    )
    prerequisites = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="opens",
        blank=True,
        verbose_name=_("courses to pass before"),
    )
    segments = models.ManyToManyField(
        Segment,
        related_name="courses",
        blank=True,
        verbose_name=_("only for"),
        help_text=_("Trades or other segments of participants. None: for everybody."),
    )
    products = models.ManyToManyField(
        Product,
        related_name="courses",
        blank=True,
        verbose_name=_("products it is about"),
        help_text=_("Its page compares what is claimed of them before and after."),
    )
    needs_date = models.BooleanField(
        _("a date has to be attended"),
        default=False,
        help_text=_("Nobody passes, nor begins the quiz, without having been there on one date of the course."),
    )
    visible_from = models.DateField(_("open from"), null=True, blank=True)
    visible_until = models.DateField(_("open until"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    current = models.ForeignKey(
        "elearning.CourseVersion", on_delete=models.RESTRICT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="a_course_has_a_name_of_its_own"),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(current__isnull=False), name="a_published_course_has_a_version"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False, is_published=False) & ~Q(cancelled_because="")),
                name="a_cancelled_course_is_closed_for_a_reason",
                violation_error_message=_("This course was cancelled, so it cannot be opened again."),
            ),
            models.CheckConstraint(
                condition=Q(visible_from=None) | Q(visible_until=None) | Q(visible_until__gte=F("visible_from")),
                name="a_course_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CourseVersion(models.Model):
    """What a course says, as `elearning.content` writes it. One that was published is never changed.

    `card` repeats what lists show of it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="versions", verbose_name=_("course"))
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    card = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    """Counts changes of a draft, so that two people at it do not undo each other's work unseen."""
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(_("changed"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_version_of_a_course_has_its_number"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(published_at=None), name="a_course_has_one_draft_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} ({self.number})"


class Material(models.Model):
    """A picture, film, file or package of a course; content names it by its key."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        VIDEO = "video", _("film")
        CAPTIONS = "captions", _("captions")
        FILE = "file", _("file")
        PACKAGE = "package", _("package")

    key = models.CharField(max_length=32, unique=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="materials", verbose_name=_("course"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    storage_key = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("material of a course")
        verbose_name_plural = _("materials of courses")
        constraints = [models.UniqueConstraint(fields=["course", "sha256", "kind"], name="a_material_is_kept_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether browsers show it in the page; all else is only saved."""
        return self.kind in (self.Kind.PICTURE, self.Kind.VIDEO, self.Kind.CAPTIONS)
