"""Curves from a raw score to the share of right answers: isotonic, and careful where there are few examples. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trials.calibration.judging import LINE, Pair

Curve = list[tuple[float, float]]
"""(score, share of right answers) from low to high; straight lines lie between."""

FEWEST = 20
"""A curve of fewer examples (weighted) says nothing; the cautious default is used instead."""
_STEP = 12
# Our own samples come from a few layouts: many of them together say less than as many papers of strangers.
_OWN = "samples"
_OWN_WEIGHT = 0.25
# One standard error below what was seen: right in five cases of six.
_Z = 1.0
_FALL = 2.0
_LEAST = 0.02
_MOST = 0.99


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring scores from `low` to `high` around `middle`: how many examples, how many of them right.

    `first` is how many examples stand at its lower end, which the others must not vouch for.
    """

    low: float
    middle: float
    high: float
    count: float
    right: float
    first: float = 0.0

    @property
    def share(self) -> float:
        return self.right / self.count

    def then(self, other: Block) -> Block:
        """Both together; the other one's scores are the higher ones."""
        count = self.count + other.count
        middle = (self.middle * self.count + other.middle * other.count) / count
        return Block(self.low, middle, other.high, count, self.right + other.right, self.first)

    def points(self) -> Curve:
        """As sure as few examples make it at the lower end, as sure as all of them from the middle on."""
        whole = careful(self.right, self.count)
        edge = min(whole, careful(self.share * self.first, self.first))
        return list({self.low: edge, self.middle: whole, self.high: whole}.items())


def is_held_back(pair: Pair) -> bool:
    """Half of the documents, by their hash, take no part in fitting."""
    return int(pair.document[-1], 16) % 2 == 1


def curves(pairs: Iterable[Pair]) -> dict[str, Curve]:
    """The curve of each name, and of each field as `name/source` with enough examples of its own."""
    grouped: dict[str, list[Pair]] = {}
    for pair in pairs:
        # Lines that fail their checks are too few in each source to tell them from those that hold.
        for key in (pair.name,) if pair.name == LINE else (pair.name, f"{pair.name}/{pair.source}"):
            grouped.setdefault(key, []).append(pair)
    return {key: curve(own) for key, own in sorted(grouped.items()) if weight(own) >= FEWEST}


def weight(pairs: Iterable[Pair]) -> float:
    """How many examples they count as."""
    return sum(_weight(pair) for pair in pairs)


def _weight(pair: Pair) -> float:
    return _OWN_WEIGHT if pair.group == _OWN else 1.0


def curve(pairs: Sequence[Pair]) -> Curve:
    """Never falling. Below the lowest scores seen it drops, above the highest it stays."""
    points: Curve = []
    for block in _rising(_stepped(pairs)):
        for score, share in block.points():
            least = points[-1][1] if points else _LEAST
            points.append((round(score, 3), round(max(least, min(share, _MOST)), 3)))
    return [(round(points[0][0] - _FALL, 3), _LEAST), *points]


def careful(right: float, count: float) -> float:
    """The lower end of Wilson's interval around a share."""
    share, z2 = right / count, _Z * _Z
    middle = share + z2 / (2 * count)
    spread = _Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return (middle - spread) / (1 + z2 / count)


def _stepped(pairs: Sequence[Pair]) -> list[Block]:
    """Examples in order of their score, equal scores together, in steps of a dozen."""
    by_score: dict[float, Block] = {}
    for pair in pairs:
        one = Block(pair.score, pair.score, pair.score, _weight(pair), _weight(pair) * pair.is_right)
        by_score[pair.score] = by_score[pair.score].then(one) if pair.score in by_score else one
    blocks: list[Block] = []
    for _score, block in sorted(by_score.items()):
        if blocks and blocks[-1].count < _STEP:
            blocks[-1] = blocks[-1].then(block)
        else:
            blocks.append(block)
    if len(blocks) > 1 and blocks[-1].count < _STEP:
        last = blocks.pop()
        blocks[-1] = blocks[-1].then(last)
    return [replace(block, first=block.count) for block in blocks]


def _rising(blocks: Iterable[Block]) -> list[Block]:
    """Pools neighbours until a higher score is never right less often (pool adjacent violators)."""
    rising: list[Block] = []
    for block in blocks:
        rising.append(block)
        while len(rising) > 1 and rising[-2].share >= rising[-1].share:
            last = rising.pop()
            rising[-1] = rising[-1].then(last)
    return rising
