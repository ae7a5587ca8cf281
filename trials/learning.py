"""The learning curve: the share of facts that are right on the first, second … tenth document of an issuer.

Each document is read by the real engine and the real rules, recalled by what the documents before it taught, and then
"confirmed" with what is printed on it, all by the same functions as in the service. `python -m trials.learning`
prints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extraction import texts
from extraction.memory import (
    Confirmed,
    Fact,
    IssuerFacts,
    issuer_key,
    recall,
    recognise,
    signs_of,
    taught_by,
    with_recalled,
)
from extraction.options import Options
from extraction.words import TextLine
from trials.calibration.printed import printed
from trials.learning_papers import ISSUERS, Issuer, Paper, differing, papers

DOCUMENTS = 10


@dataclass
class Memory:
    """What the documents so far taught, by issuer."""

    taught: dict[str, list[frozenset[Fact]]] = field(default_factory=dict)

    def known(self) -> list[IssuerFacts]:
        """As the service keeps it: every fact once, with the number of documents that gave it."""
        return [_counted(key, documents) for key, documents in self.taught.items()]

    def confirm(self, data: dict[str, Any], right: Confirmed) -> None:
        """Somebody said what the document says."""
        self.taught.setdefault(issuer_key(right), []).append(taught_by(data, right))


def _counted(key: str, documents: Sequence[frozenset[Fact]]) -> IssuerFacts:
    times = Counter((fact.field, fact.kind, fact.value) for facts in documents for fact in sorted(facts, key=repr))
    return IssuerFacts(key, tuple(Fact(*name, times=count) for name, count in times.items()), len(documents))


@dataclass(frozen=True, slots=True)
class Point:
    """One document of one issuer: the facts that were wrong as read, and after memory had spoken."""

    issuer: str
    place: int
    wrong_as_read: tuple[str, ...]
    wrong: tuple[str, ...]


def points(issuers: Sequence[Issuer] = ISSUERS, count: int = DOCUMENTS) -> Iterator[Point]:
    """The documents turn by turn, as they come in: the first of each issuer, then the second of each."""
    memory = Memory()
    piles = [list(papers(issuer, count)) for issuer in issuers]
    for place in range(count):
        for issuer, pile in zip(issuers, piles, strict=True):
            data = read(pile[place])
            known = recognise(signs_of(data), memory.known())
            told = with_recalled(data, recall(data, known)) if known else data
            right = pile[place].printed
            yield Point(issuer.name, place + 1, tuple(_wrong(data, right)), tuple(_wrong(told, right)))
            memory.confirm(data, right)


def read(paper: Paper) -> dict[str, Any]:
    """Fields and spots of the scan as a Reading's JSON has them."""
    with TemporaryDirectory(prefix="kwit-learning-") as folder:
        path = Path(folder) / "scan.png"
        picture = BytesIO()
        paper.scan.save(picture, "PNG", dpi=(150, 150))
        path.write_bytes(picture.getvalue())
        return told_by(printed([path], kept=None, options=Options()))


def told_by(lines: Sequence[TextLine]) -> dict[str, Any]:
    """What the rules alone find in printed lines."""
    found = texts.find_fields(lines, known={})
    return {
        "fields": {name: asdict(one) for name, one in found.items()},
        "spots": [asdict(spot) for spot in texts.find_spots(lines)],
    }


def _wrong(data: dict[str, Any], right: Confirmed) -> list[str]:
    names = [one.name for one in fields(Confirmed)]
    told = {name: str(data["fields"][name]["value"]) for name in names if name in data["fields"]}
    return differing(Confirmed(**told), right)


def curve(found: Sequence[Point]) -> list[float]:
    """The share of right facts by place: of the first documents, of the second, and so on."""
    facts = len(fields(Confirmed))
    places = sorted({point.place for point in found})
    return [_share([point.wrong for point in found if point.place == place], facts) for place in places]


def _share(wrong: Sequence[Sequence[str]], facts: int) -> float:
    return 1 - sum(map(len, wrong)) / (facts * len(wrong))


def main() -> None:
    """Prints each document with what was wrong, then the curve beside that without memory."""
    found = []
    for point in points():
        found.append(point)
        print(
            f"document {point.place:2} of {point.issuer:20}",
            f"wrong as read: {', '.join(point.wrong_as_read) or '-':47}",
            f"with memory: {', '.join(point.wrong) or '-'}",
            flush=True,
        )
    facts = len(fields(Confirmed))
    for place, share in enumerate(curve(found), 1):
        alone = _share([point.wrong_as_read for point in found if point.place == place], facts)
        print(f"document {place:2}: {share:.3f} right, {alone:.3f} without memory")


if __name__ == "__main__":
    main()
