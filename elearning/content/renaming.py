"""Materials of a course under other keys, as when it moves from one service to another. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from elearning.content.questions import Spot
from elearning.content.values import Content, Lesson, Texts, Video

NAMED = re.compile(r"material:([A-Za-z0-9_-]{1,40})")
"""How a text in Markdown names a material."""


def named_materials(content: Content) -> frozenset[str]:
    """The keys of all materials that it names, in texts too."""
    return frozenset(key for key in _named(content) if key)


def _named(content: Content) -> Iterator[str]:
    yield content.cover
    for lesson in content.lessons():
        yield from (lesson.file, lesson.package)
        if lesson.video:
            yield lesson.video.material
            yield from (one.material for one in lesson.video.captions)
        for text in lesson.text.values():
            yield from NAMED.findall(text)
    for question in content.quiz.questions() if content.quiz else ():
        if isinstance(question, Spot):
            yield question.picture


def renamed(content: Content, keys: Mapping[str, str]) -> Content:
    """The same content, each material named by its new key; one that `keys` does not know keeps its own."""

    def new(key: str) -> str:
        return keys.get(key, key)

    def lesson(one: Lesson) -> Lesson:
        return replace(
            one, text=_text(one.text, keys), file=new(one.file), package=new(one.package), video=video(one.video)
        )

    def video(one: Video | None) -> Video | None:
        if one is None:
            return None
        captions = tuple(replace(each, material=new(each.material)) for each in one.captions)
        return replace(one, material=new(one.material), captions=captions)

    modules = tuple(replace(one, lessons=tuple(map(lesson, one.lessons))) for one in content.modules)
    quiz = content.quiz
    if quiz:
        pools = tuple(
            replace(
                pool,
                questions=tuple(
                    replace(one, picture=new(one.picture)) if isinstance(one, Spot) else one for one in pool.questions
                ),
            )
            for pool in quiz.pools
        )
        quiz = replace(quiz, pools=pools)
    return replace(content, cover=new(content.cover), modules=modules, quiz=quiz)


def _text(texts: Texts, keys: Mapping[str, str]) -> dict[str, str]:
    def named(found: re.Match[str]) -> str:
        return f"material:{keys.get(found[1], found[1])}"

    return {language: NAMED.sub(named, text) for language, text in texts.items()}
