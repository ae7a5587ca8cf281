"""What answers are worth: whole points of whole points, compared with the pass mark without rounding."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from elearning.content import Choose, Match, Number, Order, Question, Spot
from elearning.quizzes.answers import Answers
from elearning.quizzes.drawing import Drawn

WHOLE = 100
SPOT_PARTS = 2
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One question's points, of how many."""

    key: str
    points: int
    of: int

    @property
    def is_right(self) -> bool:
        """All of its points."""
        return self.points == self.of


@dataclass(frozen=True, slots=True)
class Score:
    """The marks of all questions that were asked."""

    marks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """What was reached."""
        return sum(mark.points for mark in self.marks)

    @property
    def of(self) -> int:
        """What could be reached."""
        return sum(mark.of for mark in self.marks)

    def reaches(self, pass_mark: int) -> bool:
        """Whether at least `pass_mark` per cent were reached; where nothing was asked nobody passes."""
        return self.of > 0 and self.points * WHOLE >= pass_mark * self.of


def score(asked: Sequence[Drawn], answers: Answers) -> Score:
    """Every question that was asked counts, answered or not; answers to others count for nothing."""
    return Score(
        tuple(
            Mark(one.question.key, _points(one.question, answers.get(one.question.key, ())), one.question.points)
            for one in asked
        )
    )


def _points(question: Question, given: tuple[str, ...]) -> int:
    right, of = _right(question, given)
    if of and right == of:
        return question.points
    return question.points * max(right, 0) // of if question.partial and of else 0


def _right(question: Question, given: tuple[str, ...]) -> tuple[int, int]:
    """How many parts of the answer are right, of how many; a wrong tick takes a right one away."""
    match question:
        case Choose():
            wanted = {option.key for option in question.options if option.is_right}
            ticked = set(given)
            return len(ticked & wanted) - len(ticked - wanted), len(wanted)
        case Order():
            return _in_place([item.key for item in question.items], given)
        case Match():
            return _in_place([pair.right_key for pair in question.pairs], given)
        case Number():
            return int(_is_near(question, given)), 1
        case Spot():
            return int(_is_hit(question, given)), 1


def _in_place(wanted: list[str], given: tuple[str, ...]) -> tuple[int, int]:
    """A key named twice is right nowhere: else naming one thing everywhere would always be partly right."""
    once = {key for key in given if given.count(key) == 1}
    return sum(key in once and key == right for key, right in zip(given, wanted, strict=False)), len(wanted)


def _is_near(question: Number, given: tuple[str, ...]) -> bool:
    number = as_number(given[0]) if len(given) == 1 else None
    return number is not None and abs(number - question.value) <= question.tolerance


def _is_hit(question: Spot, given: tuple[str, ...]) -> bool:
    if len(given) != SPOT_PARTS:
        return False
    x, y = as_number(given[0]), as_number(given[1])
    return x is not None and y is not None and any(area.holds(x, y) for area in question.areas)


def as_number(typed: str) -> Decimal | None:
    """A number as people type it: `1 234,5`, `1234.5`, `-0,5`; None if it is none."""
    plain = "".join(typed.split()).replace(",", ".").replace("−", "-")
    if not plain or len(plain) > LONGEST_NUMBER or not plain.isascii():
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
