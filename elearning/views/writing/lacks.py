"""What a draft still lacks, in words, each with the way to where it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.content import Content, Lack, Lacking, Lesson, Module, Pool
from elearning.content.editing import part
from elearning.forms.languages import Words, language_name
from elearning.models import Course
from elearning.views.writing.opening import titled

SENTENCES: dict[Lack, Words] = {
    Lack.LANGUAGE: gettext_lazy("Choose at least one language."),
    Lack.TITLE: gettext_lazy("The course has no title."),
    Lack.LESSONS: gettext_lazy("There is no lesson yet."),
    Lack.LESSON_EMPTY: gettext_lazy("The lesson is empty: it has no text, film or file."),
    Lack.WORDS: gettext_lazy("Words are missing."),
    Lack.QUESTIONS: gettext_lazy("The quiz has no question yet."),
    Lack.MARK: gettext_lazy("The mark to pass with is from 1 to 100 per cent."),
    Lack.FEW_ANSWERS: gettext_lazy("It needs at least two answers."),
    Lack.NO_RIGHT_ANSWER: gettext_lazy("No answer is marked as right."),
    Lack.TWO_ALIKE: gettext_lazy("Two answers read the same."),
    Lack.NO_AREA: gettext_lazy("No right place is drawn on the picture."),
    Lack.TOLERANCE: gettext_lazy("The tolerance is below 0."),
    Lack.NO_POINTS: gettext_lazy("It gives no points."),
    Lack.DRAW: gettext_lazy("More questions are to be drawn than there are."),
    Lack.KEYS: gettext_lazy("Two parts have the same key. Bring in a file in which each has its own."),
    Lack.MATERIAL: gettext_lazy("A picture, film, file or package that it names is not there."),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing: where, what, and the page on which it is put right."""

    where: str
    sentence: str
    href: str


def missing(course: Course, content: Content, lacks: Iterable[Lacking]) -> list[Missing]:
    """Each thing once, in the order in which it was found."""
    found = (Missing(_where(course, content, one), _sentence(one), _address(course, content, one)) for one in lacks)
    return list(dict.fromkeys(found))


def _sentence(one: Lacking) -> str:
    sentence = str(SENTENCES[one.lack])
    return f"{sentence} ({language_name(one.language)})" if one.language else sentence


def _where(course: Course, content: Content, one: Lacking) -> str:
    found = part(content, one.place)
    match found:
        case None:
            return ""
        case Lesson() | Module() | Pool():
            return titled(found.title, course, _("(no title yet)"))
        case _:
            return titled(found.text, course, _("(no words yet)"))


def _address(course: Course, content: Content, one: Lacking) -> str:
    found = part(content, one.place)
    if one.lack == Lack.LESSONS:
        return "#modules"
    if one.lack == Lack.QUESTIONS:
        return "#quiz"
    if found is not None:
        return reverse("admin:course-part", args=[course.uuid, found.key])
    return reverse("admin:course-quiz" if one.lack == Lack.MARK else "admin:course-about", args=[course.uuid])
