"""What many answers tell of a question, from sums alone: how hard it is, and whether it tells who knows. Pure."""

from dataclasses import astuple, dataclass
from math import sqrt

WHOLE = 1000
FEWEST = 20
"""Fewer answers say nothing of how well a question tells people apart."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over answers: of their number, of the share of its points each reached, in thousandths, of the share that
    its attempt reached in all other questions, of both squares, and of their product."""

    count: int = 0
    item: int = 0
    item_squared: int = 0
    rest: int = 0
    rest_squared: int = 0
    item_rest: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def share(self) -> float:
        """The mean share of the points, 0 to 1: how easy it is."""
        return self.item / self.count / WHOLE if self.count else 0.0

    @property
    def discrimination(self) -> float | None:
        """The correlation of the question with the rest of the quiz, -1 to 1 (corrected item-total correlation).

        Near 0 a question tells nothing of what people know; below 0 those who know get it wrong. None where too few
        answered, or all answered alike.
        """
        n = self.count
        spread = (n * self.item_squared - self.item**2) * (n * self.rest_squared - self.rest**2)
        if n < FEWEST or spread <= 0:
            return None
        return (n * self.item_rest - self.item * self.rest) / sqrt(spread)
