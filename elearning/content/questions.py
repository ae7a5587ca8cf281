"""A quiz: pools of questions of six kinds, and how it is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer, and what is said to whoever chose it."""

    key: str
    text: Texts
    is_right: bool = False
    feedback: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together. Their sides have keys of their own, so that none tells the other."""

    key: str
    right_key: str
    left: Texts
    right: Texts


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a picture, in fractions of its width and height."""

    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal

    def holds(self, x: Decimal, y: Decimal) -> bool:
        """Whether the spot lies in it, its edges included."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What all questions have. `partial` gives points for a part of the answer; else it is all or nothing."""

    key: str
    text: Texts
    why: Texts = field(default_factory=dict)
    points: int = 1
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Asked):
    """One or several of the options; right is who ticks all right ones and no other."""

    options: tuple[Option, ...]

    @property
    def is_multiple(self) -> bool:
        """Whether several are right; that may be told, which ones may not."""
        return sum(option.is_right for option in self.options) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Asked):
    """Things to be put in order; here they stand as they should."""

    items: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Asked):
    """Things to be matched."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Asked):
    """A number, right within `tolerance` of `value` on either side."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Asked):
    """A place on a picture to be touched; right is a spot in any of the areas."""

    picture: str
    shows: Texts
    areas: tuple[Area, ...]


Question = Choose | Order | Match | Number | Spot


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of one topic. `draw` of them are asked, drawn anew for each attempt; 0: all of them."""

    key: str
    title: Texts
    questions: tuple[Question, ...] = ()
    draw: int = 0

    @property
    def asks(self) -> int:
        """How many questions of it are asked."""
        return min(self.draw, len(self.questions)) if self.draw else len(self.questions)


@dataclass(frozen=True, slots=True)
class Quiz:
    """How the quiz is taken. `pass_mark` in per cent of the points; `attempts` in a row, then `pause_minutes` to wait.

    0 attempts: as many as one likes. `minutes` is how long an attempt may take, 0: as long as one likes.
    """

    pools: tuple[Pool, ...] = ()
    pass_mark: int = 80
    attempts: int = 3
    pause_minutes: int = 24 * 60
    minutes: int = 0
    shuffles: bool = True

    def questions(self) -> Iterator[Question]:
        """All that may be asked."""
        for pool in self.pools:
            yield from pool.questions

    @property
    def asks(self) -> int:
        """How many questions an attempt has."""
        return sum(pool.asks for pool in self.pools)
