"""A course: modules of lessons, and a quiz. Words stand by language; what they belong to has a key of its own.

Keys stay the same from version to version, so that a lesson done and a question answered are still known. Pictures,
films and files are named by the key of a material, which is kept beside the course.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from elearning.content.questions import Quiz

Texts = Mapping[str, str]
"""The same words in several languages, by code."""


def new_key() -> str:
    """For a new module, lesson, question or answer."""
    return uuid4().hex[:12]


def said(texts: Texts, language: str) -> str:
    """The words in a language; where they were not written in it, in any."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said in a film, as WebVTT, in one language."""

    language: str
    material: str


@dataclass(frozen=True, slots=True)
class Video:
    """A film: a material, or an address elsewhere."""

    material: str = ""
    address: str = ""
    captions: tuple[Captions, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: text in Markdown, and perhaps a film, a file to take along, or a package of another tool.

    Pictures stand in the text as `![what it shows](material:KEY)`. `package` is a material that was unpacked.
    """

    key: str
    title: Texts
    minutes: int = 5
    text: Texts = field(default_factory=dict)
    video: Video | None = None
    file: str = ""
    package: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """Lessons that belong together."""

    key: str
    title: Texts
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a version of a course says. `languages` are those in which it is offered."""

    languages: tuple[str, ...]
    title: Texts
    summary: Texts = field(default_factory=dict)
    cover: str = ""
    modules: tuple[Module, ...] = ()
    quiz: Quiz | None = None

    def lessons(self) -> Iterator[Lesson]:
        """All of them in their order."""
        for module in self.modules:
            yield from module.lessons

    def lesson(self, key: str) -> Lesson | None:
        """The lesson of this key."""
        return next((one for one in self.lessons() if one.key == key), None)

    @property
    def minutes(self) -> int:
        """How long all lessons take."""
        return sum(lesson.minutes for lesson in self.lessons())

    def language(self, wanted: str, usual: str) -> str:
        """The reader's language if it is offered, else the program's, else the first."""
        return next((one for one in (wanted, usual) if one in self.languages), self.languages[0])
