"""Which of several papers in one photo is read, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extraction import texts
from extraction.apart import papers_apart
from extraction.engines.base import Pixels
from extraction.reading import Box
from extraction.sentences import SEVERAL, SIDE_READ
from extraction.words import TextLine

# What tells a document from other print.
_TELLING = ("total", "issue_date", "issuer_name", "issuer_tax_id", "document_number")


@dataclass(frozen=True, slots=True)
class Paper:
    """The lines of the paper that is read, and those of the others that lie beside it, if there are any.

    `told` is the sentence that says which one is read; empty where there is one only.
    """

    lines: list[TextLine]
    others: list[TextLine]
    told: str = ""

    def has(self, box: Box) -> bool:
        """True if what stands there is nearer to the print of this paper than to that of the others."""
        return not self.others or _distance(box, self.lines) <= _distance(box, self.others)

    def with_own(self, lines: Sequence[TextLine]) -> Paper:
        """The same paper read anew: what belongs to the others is left out of the lines."""
        own = (replace(line, words=tuple(word for word in line.words if self.has(word.box))) for line in lines)
        return replace(self, lines=[line for line in own if line.words])


def choose(picture: Pixels, lines: Sequence[TextLine]) -> Paper:
    """The paper that says most for itself, of several that each name a sum; else all that was read as one.

    `picture` is upright, and the places of the lines are parts of it.
    """
    papers = papers_apart(picture, lines)
    said = [texts.find_fields(paper, known={}) for paper in papers] if len(papers) > 1 else []
    own = [at for at, fields in enumerate(said) if "total" in fields]
    if len(own) < 2:
        return Paper(list(lines), [])
    best = max(own, key=lambda at: sum(said[at][name].confidence for name in _TELLING if name in said[at]))
    others = [line for at, paper in enumerate(papers) if at != best for line in paper]
    return Paper(papers[best], others, _told(picture, papers[best], others, len(own)))


def _told(picture: Pixels, paper: Sequence[TextLine], others: Sequence[TextLine], number: int) -> str:
    if number > 2:
        return SEVERAL
    height, width = picture.shape[:2]
    (x, y), (other_x, other_y) = _middle(paper), _middle(others)
    across, down = (other_x - x) * width, (other_y - y) * height
    if abs(across) > abs(down):
        return SIDE_READ["left" if across > 0 else "right"]
    return SIDE_READ["upper" if down > 0 else "lower"]


def _middle(lines: Iterable[TextLine]) -> tuple[float, float]:
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    return (min(lefts) + max(rights)) / 2, (min(tops) + max(bottoms)) / 2


def _distance(box: Box, lines: Iterable[TextLine]) -> float:
    """How far the box is from the nearest word, squared, in parts of the page."""
    return min(_apart(box, word.box) for word in chain.from_iterable(line.words for line in lines))


def _apart(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across**2 + down**2
