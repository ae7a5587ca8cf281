"""A value that may be the answer, with the named evidence for and against it; choosing is comparing the sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extraction.reading import Box
from extraction.texts.layout import Strip

# A lead of this much over the next value is clear.
_CLEAR = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """`score` is the sum of the weights of `evidence`; 0 means as likely wrong as right.

    `most` is the highest confidence that may be stated, whatever the evidence: for values that are inferred.
    """

    value: str
    score: float
    evidence: tuple[str, ...]
    page: int
    box: Box
    most: float = 1.0

    def at_most(self, confidence: float) -> Candidate:
        """The same candidate, never to be stated with more than that."""
        return replace(self, most=confidence)

    def because(self, name: str, weight: float) -> Candidate:
        """The same candidate with one more piece of evidence."""
        return replace(self, score=self.score + weight, evidence=(*self.evidence, name))


def candidate(
    value: str, strip: Strip, start: int, end: int, names: Iterable[str], weights: Mapping[str, float]
) -> Candidate:
    """The candidate printed at `start` to `end` of a strip; faint print counts against it."""
    evidence = tuple(names)
    found = Candidate(value, sum(weights[name] for name in evidence), evidence, strip.page, strip.spot(start, end))
    return found.because("faint print", -1.0) if strip.trust(start, end) < 0.8 else found


def best(candidates: Iterable[Candidate]) -> Candidate | None:
    """The highest score, of equals the first. A rival with another value close behind counts against it."""
    ordered = sorted(candidates, key=lambda found: -found.score)
    if not ordered:
        return None
    first = ordered[0]
    rival = next((one for one in ordered[1:] if one.value != first.value), None)
    lead = first.score - rival.score if rival else _CLEAR
    return first if lead >= _CLEAR else first.because("a close rival", 0.5 * (lead - _CLEAR))


def repeated(candidates: Iterable[Candidate], *, weight: float) -> list[Candidate]:
    """Candidates whose value stands more than once on the paper gain `weight`."""
    found = list(candidates)
    values = [one.value for one in found]
    return [one.because("printed twice", weight) if values.count(one.value) > 1 else one for one in found]
