"""How often printed lines are matched to the right product: `python -m trials.products [--misses]`."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaigns.matching import SURE, Catalogue, Match, Named, alias_key, match

NAMES = Path(__file__).resolve().parents[1] / "samples" / "product_names"
PARTS = ("tuning", "held back")
NOTHING, ASK = "none", "ask"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line and what it means: a SKU, `none`, or `ask` where it fits several products."""

    part: str
    distributor: str
    printed: str
    product: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the matcher said of a line: a SKU or nothing, how surely, and what came second."""

    line: Line
    sku: str
    score: float
    second: str

    @property
    def is_sure(self) -> bool:
        return bool(self.sku) and self.score >= SURE

    @property
    def is_right(self) -> bool:
        """A line that fits several products is right if it is not taken for sure."""
        if self.line.product == ASK:
            return not self.is_sure
        return self.sku == ("" if self.line.product == NOTHING else self.line.product)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1. `sure_right` is the share of the sure answers that name the right product.

    `named` is like `first_choice`, of the lines only that mean one product.
    """

    lines: int
    first_choice: float
    named: float
    after_correction: float
    sure: float
    sure_right: float


class Shop:
    """The catalogue as one distributor's lines are matched with it, and the aliases that corrections teach."""

    def __init__(self) -> None:
        self.skus = [row["sku"] for row in _rows("products.csv")]
        self._names = product_names()
        self._learned: dict[str, Named] = {}
        self._catalogue = self._built()

    def answer(self, line: Line) -> Answer:
        """What the matcher says of a line now."""
        found = match(line.printed, gtin=None, sku=None, catalogue=self._catalogue)
        return Answer(line, self._sku(found), found.score if found else 0.0, self._second(found))

    def correct(self, line: Line) -> None:
        """As `campaigns.services.learn_alias`: the newer correction of a printed name counts."""
        product = self.skus.index(line.product) + 1
        self._learned[alias_key(line.printed)] = Named(line.printed, product, is_learned=True)

    def reopen(self) -> None:
        """Build the catalogue again, with what was learned."""
        self._catalogue = self._built()

    def _built(self) -> Catalogue:
        aliases = {key: named.product_id for key, named in self._learned.items()}
        names = (*self._names, *self._learned.values())
        return Catalogue.build(skus={}, gtins={}, aliases=aliases, taught=aliases, names=names)

    def _sku(self, found: Match | None) -> str:
        return self.skus[found.product_id - 1] if found else ""

    def _second(self, found: Match | None) -> str:
        if found is None or found.runner_up is None:
            return ""
        return f"{self.skus[found.runner_up.product_id - 1]} {found.runner_up.score:.2f}"


def score(part: str) -> Score:
    """How often the lines of a part are right at first, and when all are printed once more after their corrections."""
    first, again = answers(part)
    sure = [answer for answer in first if answer.is_sure]
    return Score(
        lines=len(first),
        first_choice=_share(first),
        named=_share(answer for answer in first if answer.line.product not in (NOTHING, ASK)),
        after_correction=_share(again),
        sure=len(sure) / len(first),
        sure_right=_share(sure),
    )


def answers(part: str) -> tuple[list[Answer], list[Answer]]:
    """The answers with the catalogue's names alone, and to the same lines once people have corrected what was wrong."""
    first: list[Answer] = []
    again: list[Answer] = []
    for lines in _by_distributor(part):
        shop = Shop()
        for line in lines:
            first.append(shop.answer(line))
            if not first[-1].is_right and line.product not in (NOTHING, ASK):
                shop.correct(line)
        shop.reopen()
        again.extend(shop.answer(line) for line in lines)
    return first, again


def _by_distributor(part: str) -> Iterator[list[Line]]:
    lines = [line for line in stored_lines() if line.part == part]
    for distributor in dict.fromkeys(line.distributor for line in lines):
        yield [line for line in lines if line.distributor == distributor]


def stored_lines() -> list[Line]:
    """All printed lines of both parts."""
    return [Line(**row) for row in _rows("lines.csv")]


def product_names() -> list[Named]:
    """The catalogue's names; a product's number is its place in the file, from 1."""
    rows = enumerate(_rows("products.csv"), start=1)
    return [Named(row[language], number) for number, row in rows for language in ("pl", "de", "en")]


def _rows(name: str) -> list[dict[str, str]]:
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _share(found: Iterable[Answer]) -> float:
    listed = list(found)
    return sum(answer.is_right for answer in listed) / len(listed) if listed else 1.0


def _print_misses(part: str) -> None:
    for name, found in zip(("first", "again"), answers(part), strict=True):
        for answer in found:
            if not answer.is_right or (answer.is_sure and answer.line.product == ASK):
                line = answer.line
                print(
                    f"{name} {line.distributor:18} {line.printed!r:46} is {line.product}, "
                    f"was {answer.sku or 'nothing'} {answer.score:.2f}, then {answer.second or 'nothing'}"
                )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m trials.products", description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="only this half")
    parser.add_argument("--misses", action="store_true", help="print every line that was not right")
    chosen = parser.parse_args()
    print("part       lines  first choice  of products  corrected    sure  of them right")
    for part in (chosen.part,) if chosen.part else PARTS:
        found = score(part)
        print(
            f"{part:10} {found.lines:5} {found.first_choice:13.3f} {found.named:12.3f} "
            f"{found.after_correction:10.3f} {found.sure:7.3f} {found.sure_right:14.3f}"
        )
        if chosen.misses:
            _print_misses(part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
