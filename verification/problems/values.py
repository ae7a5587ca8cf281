"""What a problem is: a code of the registry, its weight, and a sentence with the facts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BLOCKING = 100
DOUBTFUL = 10
"""From how many points on a problem blocks a plain yes, and from how many on it is a doubt."""

SETTLED_POINTS = 1
"""What a doubt over reading weighs once the distributor's own sale says what is right."""


class Weight(StrEnum):
    """How much a problem matters: it blocks a plain yes, raises doubt, or is only worth knowing."""

    BLOCKS = "blocks"
    DOUBT = "doubt"
    NOTE = "note"


def weight_of(points: int) -> Weight:
    """The word for so many points."""
    if points >= BLOCKING:
        return Weight.BLOCKS
    return Weight.DOUBT if points >= DOUBTFUL else Weight.NOTE


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: `means` when it is found, `shows` the evidence, `act` what whoever decides can do about it.

    `refusal` is the reason with which a claim is refused for it. A block of time or eligibility `is_liftable`: an
    appeal may be right, so the organizer may confirm past it and says why. Past any other block nobody confirms.
    A doubt over reading `is_settled_by_sale` that proves the claim. What a clerk does is told to the organizer only.
    """

    code: str
    points: int
    means: str
    shows: str
    act: Any
    refusal: str = ""
    is_liftable: bool = False
    is_settled_by_sale: bool = False
    is_for_organizer: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A named doubt or obstacle. `facts` names the fields it is about, `twin` the number of another claim.

    `twin_uuid` is set where that claim can be shown beside this one. `points` are those of its kind, unless
    circumstances make it weigh more or less.
    """

    code: str
    points: int
    text: str
    facts: tuple[str, ...] = ()
    twin: str = ""
    twin_uuid: str = ""
    refusal: str = ""
    is_liftable: bool = False
    is_for_organizer: bool = False
    act: Any = ""

    @property
    def weight(self) -> Weight:
        """The word for its points."""
        return weight_of(self.points)


@dataclass(frozen=True, slots=True)
class Twin:
    """Another claim that looks like the same document: by what it was found, whose it is, where it stands.

    `agrees` names the facts that are the same in both.
    """

    number: str
    uuid: str
    by: str
    is_same_person: bool
    is_verified: bool
    is_colleague: bool = False
    agrees: tuple[str, ...] = ()
