"""A participant's way through a course: lessons done, attempts at the quiz."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elearning.models.courses import Course, CourseVersion
from participants.models import Company, Participant


class Enrolment(models.Model):
    """A participant's way through one version of a course, in the language in which it was begun.

    `is_current` is the newest one of the person and the course; one that was given back, or renewed, is not.
    `paid_by` is the company that opened it for its person; none where the person's own credits did, or it was free.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="enrolments", db_index=False)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="enrolments", db_index=False, verbose_name=_("course")
    )
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="enrolments")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    paid = models.PositiveIntegerField(default=0)
    # A company goes with its last person, and the price stays in the books; its index names those only that paid.
    paid_by = models.ForeignKey(
        Company, on_delete=models.SET_NULL, related_name="enrolments", null=True, blank=True, db_index=False
    )
    enrolled_at = models.DateTimeField()
    last_lesson = models.CharField(max_length=40, blank=True)
    finished_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    given_back_at = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "course"], condition=Q(is_current=True), name="a_person_takes_a_course_once"
            ),
            models.CheckConstraint(
                condition=Q(given_back_at=None) | Q(is_current=False, passed_at=None),
                name="what_was_given_back_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "enrolled_at"], name="enrolments_of_a_course"),
            models.Index(fields=["participant", "course"], name="enrolments_of_a_person"),
            models.Index(
                fields=["paid_by", "enrolled_at"], condition=Q(paid_by__isnull=False), name="enrolments_paid_by_a_firm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.course}"


class LessonDone(models.Model):
    """That a participant worked through a lesson, known by its key in the content."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons_done", db_index=False)
    lesson = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="a_lesson_is_done_once")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"


class Attempt(models.Model):
    """One attempt at the quiz: what it asked follows from version and seed. Answers are kept as they were.

    Until it is handed in, `answers` are those saved so far; what came after `due_at` counts for nothing.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    points = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    is_passed = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_at=None, points=0, is_passed=False)
                | Q(handed_in_at__isnull=False, points__lte=F("of"), of__gt=0),
                name="a_score_is_of_points",
            ),
            models.UniqueConstraint(fields=["enrolment", "number"], name="attempts_are_counted"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(handed_in_at=None), name="one_attempt_is_under_way"
            ),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(is_passed=True), name="a_quiz_is_passed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.points}/{self.of}"

    @property
    def percent(self) -> int:
        """The score for reading, rounded down: 79.9 is not 80."""
        return self.points * 100 // self.of if self.of else 0
