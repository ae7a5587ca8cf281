"""Scoring a quiz: pure."""

from collections.abc import Mapping
from dataclasses import dataclass

Answers = Mapping[str, frozenset[str]]
"""Ticked choices by question."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many questions were right, and which were not."""

    right: int
    questions: int
    wrong: tuple[str, ...]

    def reaches(self, pass_mark: int) -> bool:
        """Whether at least `pass_mark` per cent were right; a quiz without questions is never passed."""
        return self.questions > 0 and self.right * 100 >= pass_mark * self.questions


def score(key: Answers, given: Answers) -> Score:
    """A question is right when exactly its right choices are ticked."""
    wrong = tuple(question for question, right in key.items() if not right or given.get(question, frozenset()) != right)
    return Score(right=len(key) - len(wrong), questions=len(key), wrong=wrong)
