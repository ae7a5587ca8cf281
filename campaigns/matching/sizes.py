"""Sizes of a line against those of a product: one that differs excludes it, a missing one lowers. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaigns.matching.catalogue import Member
from campaigns.matching.quantities import BARE, Quantity, begins, likeness, rival
from campaigns.matching.reading import Printed

# How much each lowers the score.
_TELLING_MISSING = 0.07
_OTHER_MISSING = 0.01
_USUAL_ANGLE_MISSING = 0.02
_TOO_MANY = 0.08
_TOO_MANY_FOR_NONE = 0.16
_NUMBER_TOO_MANY = 0.03
_MEASURE_TOO_MANY = 0.12
_OTHER_NUMBER = 0.45
_OTHER_UNIT = 0.2
_OTHER_ORDER = 0.06

_CUT_NUMBER = 0.9
"""How alike the beginning of a number is to all of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of two sizes that are the same, in the line and in the name, and how alike they are."""

    printed: int
    known: int
    alike: float


@dataclass(frozen=True, slots=True)
class SizesFit:
    """How many sizes are the same, and by how much the others lower the score."""

    same: float
    lowered: float


def compared(line: Printed, member: Member) -> SizesFit | None:
    """What the sizes say, or None where one of them excludes the product."""
    pairs = _paired(line.sizes, member.sizes)
    if line.may_be_cut:
        pairs += _begun(line, member, pairs)
    taken, given = {pair.printed for pair in pairs}, {pair.known for pair in pairs}
    left = [place for place, size in enumerate(line.sizes) if place not in taken and size.kind != "pieces"]
    missing = [place for place in range(len(member.sizes)) if place not in given]
    if any(rival(line.sizes[one], member.sizes[other]) for one in left for other in missing):
        return None
    lowered = sum(_missing(member.sizes[place], is_telling=member.telling[place]) for place in missing)
    lowered += sum(_too_many(line, place, member, missing) for place in left)
    lowered += sum(1 - pair.alike for pair in pairs) * _OTHER_UNIT
    return SizesFit(sum(pair.alike for pair in pairs), lowered + (_OTHER_ORDER if _is_turned(pairs) else 0.0))


def _paired(printed: Sequence[Quantity], known: Sequence[Quantity]) -> list[Pair]:
    """The likest first, and of those the ones in the same order."""
    possible = sorted(_alike(printed, known), key=lambda pair: (-pair.alike, abs(pair.printed - pair.known)))
    pairs: list[Pair] = []
    for pair in possible:
        if all(pair.printed != other.printed and pair.known != other.known for other in pairs):
            pairs.append(pair)
    return pairs


def _alike(printed: Sequence[Quantity], known: Sequence[Quantity]) -> Iterator[Pair]:
    for one, size in enumerate(printed):
        for other, stated in enumerate(known):
            if (alike := likeness(size, stated)) > 0:
                yield Pair(one, other, alike)


def _begun(line: Printed, member: Member, pairs: Sequence[Pair]) -> list[Pair]:
    """The last number of a line that was cut may be the beginning of a size."""
    last = len(line.sizes) - 1
    given = {pair.known for pair in pairs}
    if any(pair.printed == last for pair in pairs):
        return []
    free = (place for place in range(len(member.sizes)) if place not in given)
    whole = next((place for place in free if begins(line.sizes[last], member.sizes[place])), None)
    return [] if whole is None else [Pair(last, whole, _CUT_NUMBER)]


def _missing(size: Quantity, *, is_telling: bool) -> float:
    if size.kind == "degree" and size.value == 90:
        return _USUAL_ANGLE_MISSING
    return _TELLING_MISSING if is_telling else _OTHER_MISSING


def _too_many(line: Printed, place: int, member: Member, missing: Sequence[int]) -> float:
    size = line.sizes[place]
    telling = [member.sizes[other] for other in missing if member.telling[other]]
    if telling and (size.kind == BARE or any(other.kind == BARE for other in telling)):
        return _OTHER_NUMBER
    if size.kind == BARE:
        # A tee of 16x16x16 is the tee of 16 mm.
        is_repeated = any(likeness(size, other) > 0 for other in member.sizes)
        return 0.0 if is_repeated else _MEASURE_TOO_MANY if place in line.joined else _NUMBER_TOO_MANY
    # Where the name states no size at all, others of its kind may well have that one.
    return _TOO_MANY if member.sizes else _TOO_MANY_FOR_NONE


def _is_turned(pairs: Sequence[Pair]) -> bool:
    places = [pair.known for pair in sorted(pairs, key=lambda pair: pair.printed)]
    return places != sorted(places)
