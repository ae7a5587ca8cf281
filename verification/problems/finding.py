"""Finding all problems of a claim, and what follows from them together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verification.problems.claimed import FINDERS as CLAIMED
from verification.problems.facts import ClaimFacts
from verification.problems.habits import FINDERS as HABITS
from verification.problems.kinds import kind_of
from verification.problems.numbers import FINDERS as NUMBERS
from verification.problems.sales import FINDERS as SALES
from verification.problems.twins import FINDERS as TWINS
from verification.problems.values import SETTLED_POINTS, Problem, Weight

FINDERS = (*CLAIMED, *NUMBERS, *SALES, *HABITS, *TWINS)


def find_problems(facts: ClaimFacts) -> list[Problem]:
    """Every problem, the gravest first. Doubts over reading are settled by the sale that proves the claim."""
    found = [problem for finder in FINDERS for problem in finder(facts)]
    if facts.sale.proves:
        found = [_settled(problem) for problem in found]
    return sorted(found, key=lambda problem: -problem.points)


def _settled(problem: Problem) -> Problem:
    if not kind_of(problem.code).is_settled_by_sale:
        return problem
    return replace(problem, points=min(problem.points, SETTLED_POINTS))


def weighed(problems: Iterable[Problem]) -> int:
    """What the doubts and blocks of a claim weigh together; notes weigh nothing."""
    return sum(problem.points for problem in problems if problem.weight != Weight.NOTE)


def seen_by(problems: Iterable[Problem], *, organizer: bool) -> list[Problem]:
    """The problems that this desk is told."""
    return [problem for problem in problems if organizer or not problem.is_for_organizer]


def has_doubt(problems: Sequence[Problem]) -> bool:
    """Whether anything stands against a plain yes."""
    return any(problem.weight != Weight.NOTE for problem in problems)


def blocks(problems: Sequence[Problem]) -> list[Problem]:
    """What stands against any yes, the gravest first: what nobody lifts before what the organizer may."""
    found = [problem for problem in problems if problem.weight == Weight.BLOCKS]
    return sorted(found, key=lambda problem: problem.is_liftable)


def fitting_refusal(problems: Sequence[Problem]) -> str:
    """The reason to put forward when the claim is refused, or nothing: that of the gravest problem that has one."""
    return next((problem.refusal for problem in [*blocks(problems), *problems] if problem.refusal), "")
