"""Courses that training credits open: lessons, a quiz with a pass mark, and what each participant did with them."""

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning import keys
from participants.models import Participant
from programs.models import Program


class Course(models.Model):
    """What a course costs and gives. Its words stand in CourseText, one for each language."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="courses", verbose_name=_("program"))
    name = models.CharField(_("name in lists"), max_length=200)
    price = models.PositiveIntegerField(_("training credits it costs"), default=0, help_text=_("0: free."))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_a_day = models.PositiveSmallIntegerField(_("attempts a day"), default=3, validators=[MinValueValidator(1)])
    points = models.PositiveIntegerField(_("points for passing"), default=0)
    is_published = models.BooleanField(_("published"), default=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="a_course_has_a_name_of_its_own"),
            models.CheckConstraint(
                condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="a_pass_mark_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CourseText(models.Model):
    """A course as it is written in one language: title, lessons, questions."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="texts", verbose_name=_("course"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("course in a language")
        verbose_name_plural = _("courses in languages")
        constraints = [
            models.UniqueConstraint(fields=["course", "language"], name="a_course_is_written_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Lesson(models.Model):
    """One lesson: text in Markdown, and perhaps a picture, a film elsewhere, a file to take along."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course_text = models.ForeignKey(CourseText, on_delete=models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    picture = models.FileField(_("picture"), upload_to=keys.of_picture, blank=True)
    picture_text = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    video_url = models.URLField(_("film"), blank=True)
    file = models.FileField(_("file"), upload_to=keys.of_file, blank=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(fields=["course_text", "position"], name="a_lesson_has_a_place_of_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Question(models.Model):
    """One question of the quiz; right is whoever ticks all right choices and no other."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course_text = models.ForeignKey(CourseText, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("question"))
    why = models.TextField(_("explanation"), blank=True, help_text=_("Shown after passing."))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["course_text", "position"], name="a_question_has_a_place_of_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class Choice(models.Model):
    """One possible answer."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(_("answer"), max_length=300)
    is_right = models.BooleanField(_("right"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.text


class Enrolment(models.Model):
    """A participant's way through a course, in the language in which it was begun."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    course_text = models.ForeignKey(CourseText, on_delete=models.PROTECT, related_name="+")
    paid = models.PositiveIntegerField(default=0)
    enrolled_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "course"], name="a_person_takes_a_course_once")]

    def __str__(self) -> str:
        return f"{self.participant} · {self.course}"


class LessonDone(models.Model):
    """That a participant worked through a lesson."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons_done")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="a_lesson_is_done_once")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"


class Attempt(models.Model):
    """One handed-in quiz with its answers, kept as they were."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    handed_in_at = models.DateTimeField()
    right = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(right__lte=models.F("questions"), questions__gt=0), name="a_score_is_of_questions"
            ),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(is_passed=True), name="a_quiz_is_passed_once"),
        ]
        indexes = [models.Index(fields=["enrolment", "handed_in_at"], name="attempts_of_enrolment")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.right}/{self.questions}"

    @property
    def percent(self) -> int:
        """The score, rounded down: 79.9 is not 80."""
        return self.right * 100 // self.questions


class Certificate(models.Model):
    """Proof of a passed course, with a number that anybody can check."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number
