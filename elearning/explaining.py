"""What is said after an attempt: which questions were right, and, once it may be told, why."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearning.content import Choose, said
from elearning.models import Attempt
from elearning.quizzes import Drawn, from_stored, score


@dataclass(frozen=True, slots=True)
class Explained:
    """One question: its mark, what the ticked answers say of themselves, and, after passing, the explanation."""

    text: str
    points: int
    of: int
    feedback: tuple[str, ...]
    why: str

    @property
    def is_right(self) -> bool:
        """All of its points."""
        return self.points == self.of


def explained(attempt: Attempt, asked: Sequence[Drawn], language: str) -> list[Explained]:
    """In the order in which they were asked; nothing once the answers were forgotten.

    What is right is told only by the explanation, and that only to who has passed: others will be asked again.
    """
    answers = from_stored(attempt.answers)
    if not answers and attempt.points:
        return []
    marks = score(asked, answers).marks
    return [
        Explained(
            text=said(one.question.text, language),
            points=mark.points,
            of=mark.of,
            feedback=_feedback(one, answers.get(mark.key, ()), language),
            why=said(one.question.why, language) if attempt.is_passed else "",
        )
        for one, mark in zip(asked, marks, strict=True)
    ]


def _feedback(one: Drawn, given: tuple[str, ...], language: str) -> tuple[str, ...]:
    if not isinstance(one.question, Choose):
        return ()
    told = (said(option.feedback, language) for option in one.question.options if option.key in given)
    return tuple(words for words in told if words)
