"""Any content that a course could have, for tests of what must hold for all of them."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st

from elearning.content import (
    Area,
    Captions,
    Choose,
    Content,
    Lesson,
    Match,
    Module,
    Number,
    Option,
    Order,
    Pair,
    Pool,
    Quiz,
    Spot,
    Video,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
MATERIALS = st.sampled_from(["", "photo", "film-1", "A_b"])


def texts(words: st.SearchStrategy[str] = WORDS) -> st.SearchStrategy[dict[str, str]]:
    """In some of the languages."""
    return st.dictionaries(st.sampled_from(["en", "pl"]), words, max_size=2)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A content whose keys are all different."""
    writer = Writer(draw)
    modules = writer.several(writer.module)
    quiz = Quiz(writer.several(writer.pool), draw(st.integers(0, 100)), shuffles=draw(st.booleans()))
    languages = draw(st.sampled_from([("en",), ("pl", "en")]))
    title, summary = draw(texts()), draw(texts())
    return Content(languages, title, summary, draw(MATERIALS), modules, draw(st.sampled_from([None, quiz])))


class Writer:
    """Draws parts, each with a key of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.keys = count(1)

    def key(self) -> str:
        return f"k{next(self.keys)}"

    def several(self, make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _one in range(self.draw(st.integers(0, 3))))

    def texts(self) -> dict[str, str]:
        return self.draw(texts())

    def number(self) -> Decimal:
        return self.draw(st.decimals(-1000, 1000, places=2))

    def module(self) -> Module:
        return Module(self.key(), self.texts(), self.several(self.lesson))

    def lesson(self) -> Lesson:
        marked = st.builds("{}![x](material:{})".format, WORDS, st.sampled_from(["photo", "A_b"]))
        minutes, text = self.draw(st.integers(0, 90)), self.draw(texts(marked))
        file, package = self.draw(MATERIALS), self.draw(MATERIALS)
        return Lesson(self.key(), self.texts(), minutes, text, self.video(), file, package)

    def video(self) -> Video | None:
        languages = self.draw(st.sets(st.sampled_from(["en", "pl"])))
        captions = tuple(Captions(one, self.draw(MATERIALS)) for one in sorted(languages))
        address = self.draw(st.sampled_from(["", "https://films.example/1"]))
        return self.draw(st.sampled_from([None, Video(self.draw(MATERIALS), address, captions)]))

    def pool(self) -> Pool:
        return Pool(self.key(), self.texts(), self.several(self.question), self.draw(st.integers(0, 5)))

    def question(self) -> Any:
        asked: dict[str, Any] = {"key": self.key(), "text": self.texts(), "why": self.texts()}
        asked |= {"points": self.draw(st.integers(0, 9)), "partial": self.draw(st.booleans())}
        match self.draw(st.sampled_from(["choose", "order", "match", "number", "spot"])):
            case "choose":
                return Choose(**asked, options=self.several(self.option))
            case "order":
                return Order(**asked, items=self.several(self.option))
            case "match":
                return Match(**asked, pairs=self.several(self.pair))
            case "number":
                return Number(**asked, value=self.number(), tolerance=self.number(), unit=self.texts())
            case _:
                areas = self.several(lambda: Area(*(self.number() for _side in range(4))))
                return Spot(**asked, picture=self.draw(MATERIALS), shows=self.texts(), areas=areas)

    def option(self) -> Option:
        return Option(self.key(), self.texts(), self.draw(st.booleans()), self.texts())

    def pair(self) -> Pair:
        return Pair(self.key(), self.key(), self.texts(), self.texts())
