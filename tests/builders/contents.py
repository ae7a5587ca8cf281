"""Any content that a course could have, for tests of what must hold for all of them."""

from collections.abc import Callable
from decimal import Decimal
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
    count = 0

    def key() -> str:
        nonlocal count
        count += 1
        return f"k{count}"

    def several(make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _one in range(draw(st.integers(0, 3))))

    def video() -> Video | None:
        captions = tuple(Captions(one, draw(MATERIALS)) for one in draw(st.sets(st.sampled_from(["en", "pl"]))))
        address = draw(st.sampled_from(["", "https://films.example/1"]))
        return draw(st.sampled_from([None, Video(draw(MATERIALS), address, captions)]))

    def lesson() -> Lesson:
        marked = st.builds("{}![x](material:{})".format, WORDS, st.sampled_from(["photo", "A_b"]))
        return Lesson(
            key(),
            draw(texts()),
            draw(st.integers(0, 90)),
            draw(texts(marked)),
            video(),
            draw(MATERIALS),
            draw(MATERIALS),
        )

    def number() -> Decimal:
        return draw(st.decimals(-1000, 1000, places=2))

    def option() -> Option:
        return Option(key(), draw(texts()), draw(st.booleans()), draw(texts()))

    def question() -> Any:
        asked = {"key": key(), "text": draw(texts()), "why": draw(texts()), "points": draw(st.integers(0, 9))}
        asked["partial"] = draw(st.booleans())
        match draw(st.sampled_from(["choose", "order", "match", "number", "spot"])):
            case "choose":
                return Choose(
                    **asked, options=several(lambda: Option(key(), draw(texts()), draw(st.booleans()), draw(texts())))
                )
            case "order":
                return Order(**asked, items=several(lambda: Option(key(), draw(texts()))))
            case "match":
                return Match(**asked, pairs=several(lambda: Pair(key(), key(), draw(texts()), draw(texts()))))
            case "number":
                return Number(**asked, value=number(), tolerance=number(), unit=draw(texts()))
            case _:
                areas = several(lambda: Area(number(), number(), number(), number()))
                return Spot(**asked, picture=draw(MATERIALS), shows=draw(texts()), areas=areas)

    modules = several(lambda: Module(key(), draw(texts()), several(lesson)))
    pools = several(lambda: Pool(key(), draw(texts()), several(question), draw(st.integers(0, 5))))
    quiz = Quiz(pools, draw(st.integers(0, 100)), draw(st.integers(0, 5)), shuffles=draw(st.booleans()))
    languages = draw(st.sampled_from([("en",), ("pl", "en")]))
    cover = draw(MATERIALS)
    return Content(languages, draw(texts()), draw(texts()), cover, modules, draw(st.sampled_from([None, quiz])))
