"""What the learning pages show: one function a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from elearning.models import Choice, Course, CourseText, Enrolment, Lesson, Question
from ledger import queries as ledger
from ledger.services import Owner
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course in the reader's language, with how far the reader is."""

    course: Course
    text: CourseText
    enrolment: Enrolment | None
    lessons: int
    done: int
    missing: int

    @property
    def code(self) -> str:
        """How it looks: passed, begun or not."""
        if self.enrolment is None:
            return ""
        return "passed" if self.enrolment.passed_at else "open"


@dataclass(frozen=True, slots=True)
class LearnPage:
    """The reader's training credits, and the courses by what can be done with them."""

    credits: int
    begun: list[CourseRow]
    affordable: list[CourseRow]
    others: list[CourseRow]
    passed: list[CourseRow]


def credits_of(participant: Participant) -> int:
    """The training credits that can be spent."""
    return ledger.balance(program=participant.program, owner=Owner.participant(participant.uuid), unit="credits")


def learn_page(participant: Participant, *, language: str) -> LearnPage:
    """Every course that is open to the participant, and every one already begun."""
    credits = credits_of(participant)
    rows = list(_rows(participant, credits, language=language))
    fresh = [row for row in rows if row.enrolment is None]
    return LearnPage(
        credits=credits,
        begun=[row for row in rows if row.code == "open"],
        affordable=[row for row in fresh if not row.missing],
        others=[row for row in fresh if row.missing],
        passed=[row for row in rows if row.code == "passed"],
    )


def _rows(participant: Participant, credits: int, *, language: str) -> Iterable[CourseRow]:
    begun = {one.course_id: one for one in _enrolments(participant)}
    mine = Q(is_published=True) | Q(pk__in=begun)
    courses = (
        Course.objects.filter(mine, program=participant.program).prefetch_related("texts").order_by("price", "name")
    )
    counts = dict(
        CourseText.objects.filter(course__in=courses).annotate(count=Count("lessons")).values_list("pk", "count")
    )
    for course in courses:
        enrolment = begun.get(course.pk)
        text = enrolment.course_text if enrolment else text_for(course, language=language)
        if text is not None:
            yield CourseRow(
                course=course,
                text=text,
                enrolment=enrolment,
                lessons=counts.get(text.pk, 0),
                done=enrolment.done_count if enrolment else 0,  # type: ignore[attr-defined]
                missing=0 if enrolment else max(0, course.price - credits),
            )


def _enrolments(participant: Participant) -> Iterable[Enrolment]:
    mine = Enrolment.objects.filter(participant=participant).select_related("course_text", "certificate")
    return mine.annotate(done_count=Count("lessons_done"))


def text_for(course: Course, *, language: str) -> CourseText | None:
    """The course in the reader's language, else in the program's, else in any."""
    texts = {text.language: text for text in course.texts.all()}
    return texts.get(language) or texts.get(course.program.default_language) or next(iter(texts.values()), None)


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson and whether it is done."""

    lesson: Lesson
    is_done: bool


def lessons_of(text: CourseText, enrolment: Enrolment | None) -> list[LessonRow]:
    """The lessons in order."""
    done = set(enrolment.lessons_done.values_list("lesson_id", flat=True)) if enrolment else set()
    return [LessonRow(lesson, lesson.pk in done) for lesson in text.lessons.order_by("position")]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with its choices, what was ticked, and whether several can be right."""

    question: Question
    choices: list[Choice]
    is_multiple: bool
    ticked: frozenset[str] = frozenset()
    is_missing: bool = False


def questions_of(enrolment: Enrolment) -> list[QuestionRow]:
    """The quiz in order. Whether several choices are right is told; which ones is not."""
    questions = Question.objects.filter(course_text=enrolment.course_text).prefetch_related("choices")
    return [_question(question) for question in questions.order_by("position")]


def _question(question: Question) -> QuestionRow:
    choices = sorted(question.choices.all(), key=lambda choice: choice.pk)
    return QuestionRow(question, choices, sum(choice.is_right for choice in choices) > 1)
