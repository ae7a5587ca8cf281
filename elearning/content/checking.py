"""What a course still lacks before it can be published, each as a value with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearning.content.questions import Choose, Match, Number, Order, Question, Quiz, Spot
from elearning.content.values import Content, Lesson, Module, Texts

FEWEST = 2
"""Fewer answers, pairs or things in order make no question."""

WHOLE = 100
CODE = 2
"""Letters of a language's code."""


class Lack(StrEnum):
    """What can be missing or wrong."""

    LANGUAGE = "language"
    TITLE = "title"
    LESSONS = "lessons"
    LESSON_EMPTY = "lesson-empty"
    WORDS = "words"
    QUESTIONS = "questions"
    MARK = "mark"
    FEW_ANSWERS = "few-answers"
    NO_RIGHT_ANSWER = "no-right-answer"
    TWO_ALIKE = "two-alike"
    NO_AREA = "no-area"
    TOLERANCE = "tolerance"
    NO_POINTS = "no-points"
    DRAW = "draw"
    KEYS = "keys"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing: `place` is the key of what it is about, `language` where words are missing."""

    lack: Lack
    place: str = ""
    language: str = ""


def lacking(content: Content, *, materials: Mapping[str, str], needs_lessons: bool = True) -> list[Lacking]:
    """Everything that keeps it from being published; `materials` are the kinds of those that there are, by key.

    A course that asks to be there on a date needs no lessons.
    """
    if not content.languages or any(len(language) != CODE for language in content.languages):
        return [Lacking(Lack.LANGUAGE)]
    parts = _of_course(content, needs_lessons=needs_lessons)
    return [*parts, *_of_quiz(content), *_keys(content), *_materials(content, materials)]


def _of_course(content: Content, *, needs_lessons: bool) -> Iterator[Lacking]:
    for language in _unwritten(content.title, content):
        yield Lacking(Lack.TITLE, language=language)
    lessons = list(content.lessons())
    if not lessons and needs_lessons:
        yield Lacking(Lack.LESSONS)
    parts: list[Module | Lesson] = [*content.modules, *lessons]
    for part in parts:
        yield from (Lacking(Lack.WORDS, part.key, language) for language in _unwritten(part.title, content))
    for lesson in lessons:
        yield from _of_lesson(lesson, content)


def _of_lesson(lesson: Lesson, content: Content) -> Iterator[Lacking]:
    unwritten = _unwritten(lesson.text, content)
    if len(unwritten) == len(content.languages):
        if not (lesson.video or lesson.file or lesson.package):
            yield Lacking(Lack.LESSON_EMPTY, lesson.key)
        return
    yield from (Lacking(Lack.WORDS, lesson.key, language) for language in unwritten)


def _unwritten(texts: Texts, content: Content) -> list[str]:
    return [language for language in content.languages if not texts.get(language, "").strip()]


def _of_quiz(content: Content) -> Iterator[Lacking]:
    quiz = content.quiz
    if quiz is None:
        return
    if not any(pool.questions for pool in quiz.pools):
        yield Lacking(Lack.QUESTIONS)
    if not 1 <= quiz.pass_mark <= WHOLE:
        yield Lacking(Lack.MARK)
    yield from (Lacking(Lack.DRAW, pool.key) for pool in quiz.pools if pool.draw > len(pool.questions))
    for question in quiz.questions():
        yield from _of_question(question, content)


def _of_question(question: Question, content: Content) -> Iterator[Lacking]:
    for texts in _words_of(question):
        yield from (Lacking(Lack.WORDS, question.key, language) for language in _unwritten(texts, content))
    if question.points < 1:
        yield Lacking(Lack.NO_POINTS, question.key)
    yield from _of_answers(question, content)


def _words_of(question: Question) -> Iterator[Texts]:
    yield question.text
    match question:
        case Choose():
            yield from (option.text for option in question.options)
        case Order():
            yield from (item.text for item in question.items)
        case Match():
            for pair in question.pairs:
                yield from (pair.left, pair.right)
        case Spot():
            yield question.shows


def _of_answers(question: Question, content: Content) -> Iterator[Lacking]:
    key = question.key
    match question:
        case Choose(options=options):
            if not any(option.is_right for option in options):
                yield Lacking(Lack.NO_RIGHT_ANSWER, key)
            yield from _several(key, [option.text for option in options], content)
        case Order(items=items):
            yield from _several(key, [item.text for item in items], content)
        case Match(pairs=pairs):
            yield from _several(key, [pair.right for pair in pairs], content)
        case Number(tolerance=tolerance) if tolerance < 0:
            yield Lacking(Lack.TOLERANCE, key)
        case Spot(areas=()):
            yield Lacking(Lack.NO_AREA, key)


def _several(key: str, all_texts: list[Texts], content: Content) -> Iterator[Lacking]:
    """Answers to choose from: enough of them, and no two that read the same, since nobody could tell which is right."""
    if len(all_texts) < FEWEST:
        yield Lacking(Lack.FEW_ANSWERS, key)
    for language in content.languages:
        words = [texts.get(language, "").strip().casefold() for texts in all_texts]
        words = [word for word in words if word]
        if len(set(words)) < len(words):
            yield Lacking(Lack.TWO_ALIKE, key, language)


def _keys(content: Content) -> Iterator[Lacking]:
    quiz = content.quiz or Quiz()
    keys = [one.key for parts in (content.modules, content.lessons()) for one in parts]
    keys += [one.key for parts in (quiz.pools, quiz.questions()) for one in parts]
    seen: set[str] = set()
    for key in keys:
        if not key or key in seen:
            yield Lacking(Lack.KEYS, key)
        seen.add(key)


def _materials(content: Content, there: Mapping[str, str]) -> Iterator[Lacking]:
    yield from (Lacking(Lack.MATERIAL, place) for place, kind, key in _named(content) if key and there.get(key) != kind)


def _named(content: Content) -> Iterator[tuple[str, str, str]]:
    """The place, the kind and the key of every material that is named outside of a text."""
    yield "", "picture", content.cover
    for lesson in content.lessons():
        yield from ((lesson.key, kind, key) for kind, key in (("file", lesson.file), ("package", lesson.package)))
        if lesson.video:
            yield lesson.key, "video", lesson.video.material
            yield from ((lesson.key, "captions", captions.material) for captions in lesson.video.captions)
    for question in content.quiz.questions() if content.quiz else ():
        if isinstance(question, Spot):
            yield question.key, "picture", question.picture
