"""Problems of a claim as values: finding them is pure, and the queue, the page and the gate read the same list."""

from verification.problems.facts import ClaimFacts
from verification.problems.finding import blocks, find_problems, fitting_refusal, has_doubt, seen_by, weighed
from verification.problems.kinds import KINDS, kind_of
from verification.problems.values import Kind, Problem, Twin, Weight

__all__ = [
    "KINDS",
    "ClaimFacts",
    "Kind",
    "Problem",
    "Twin",
    "Weight",
    "blocks",
    "find_problems",
    "fitting_refusal",
    "has_doubt",
    "kind_of",
    "seen_by",
    "weighed",
]
