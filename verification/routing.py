"""Where a claim goes by the weight of its problems: decided at once, to the distributor's queue, or to the organizer.

Pure. More problems never make the way easier: at once, then the queue, then the organizer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from verification.problems import Problem, weighed


class Route(StrEnum):
    """Where a claim goes, the easiest way first."""

    AT_ONCE = "at-once"
    QUEUE = "queue"
    ORGANIZER = "organizer"


@dataclass(frozen=True, slots=True)
class Match:
    """What speaks for the claim, each within the value that the campaign sets for it.

    `by_sale`: the distributor's own sale says the same. `by_document`: an e-invoice or fiscal code states it all, and
    every line is surely a product.
    """

    by_sale: bool = False
    by_document: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What the campaign says: who may confirm without anybody, and from which weight on the organizer decides.

    A sale settles doubts that weigh no more than `sale_settles_up_to` together.
    """

    sale_confirms: bool = False
    sale_settles_up_to: int = 0
    document_confirms: bool = False
    organizer_from: int | None = None


def route(problems: Sequence[Problem], match: Match, policy: Policy) -> Route:
    """The claim's way."""
    if policy.organizer_from is not None and weighed(problems) >= policy.organizer_from:
        return Route.ORGANIZER
    proved = is_proved_by_sale(problems, match, policy) or is_proved_by_document(problems, match, policy)
    return Route.AT_ONCE if proved else Route.QUEUE


def is_proved_by_sale(problems: Sequence[Problem], match: Match, policy: Policy) -> bool:
    """The sale agrees, and no more doubt is left than it may settle."""
    return policy.sale_confirms and match.by_sale and weighed(problems) <= policy.sale_settles_up_to


def is_proved_by_document(problems: Sequence[Problem], match: Match, policy: Policy) -> bool:
    """The document proves itself, and nothing at all is doubtful: not even a note that weighs anything."""
    return policy.document_confirms and match.by_document and not any(problem.points for problem in problems)
