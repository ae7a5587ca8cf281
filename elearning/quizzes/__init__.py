"""Taking a quiz: what is drawn for an attempt, what answers are worth, and what many attempts tell. Pure."""

from elearning.quizzes.answers import Answers, as_stored, from_stored
from elearning.quizzes.drawing import Drawn, drawn, new_seed
from elearning.quizzes.scoring import Mark, Score, score

__all__ = ["Answers", "Drawn", "Mark", "Score", "as_stored", "drawn", "from_stored", "new_seed", "score"]
