"""Invoices of invented firms whose item tables are hard to read: wrapped names, codes below them, discounts.

python -m samples.generator.item_tables FOLDER [--count N] [--seed S]

Writes PDF files, some of several pages, and `labels.json`: {file: [{"description", "quantity", "amount"}]}.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from samples.generator.item_layouts import LAYOUTS, Column, Layout
from samples.generator.sale import cents
from samples.generator.sheet import SANS, WIDTH, Sheet

_LEFT, _BOTTOM, _SIZE, _STEP = 14.0, 262.0, 8.4, 4.3


@dataclass(frozen=True, slots=True)
class Bought:
    """One item. `discount` is its rate in per cent; `amount` is what is paid for it."""

    name: str
    code: str
    quantity: int
    price: Decimal
    discount: int

    @property
    def listed(self) -> Decimal:
        """Before the discount."""
        return cents(self.quantity * self.price)

    @property
    def taken_off(self) -> Decimal:
        """The discount as a sum."""
        return cents(self.listed * self.discount / 100)

    @property
    def amount(self) -> Decimal:
        """What is paid for it."""
        return self.listed - self.taken_off


def write_item_tables(folder: Path, *, count: int, seed: int) -> dict[str, list[dict[str, str]]]:
    """Writes the papers, and `labels.json`; gives the items by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = {}
    for number in range(count):
        layout = LAYOUTS[number % len(LAYOUTS)]
        chance = Random(f"item tables {seed} {number}")
        items = _bought(layout, chance)
        name = f"table-{layout.name}-{seed}-{number:03}.pdf"
        (folder / name).write_bytes(_Paper(layout, items, chance).draw())
        labels[name] = [
            {"description": item.name, "quantity": str(item.quantity), "amount": str(item.amount)} for item in items
        ]
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1), encoding="utf-8")
    return labels


def _bought(layout: Layout, chance: Random) -> list[Bought]:
    """Some of the goods, more than a page holds in one of three papers."""
    names = chance.sample(layout.goods, k=min(len(layout.goods), chance.randint(3, 7)))
    names *= chance.choice((1, 1, 9))
    return [
        Bought(
            name=name,
            code=f"{chance.choice('BKLPRT')}{chance.choice('AEKOR')}-{chance.randint(1000, 99999)}",
            quantity=chance.choice((1, 2, 3, 5, 8, 10, 12, 25, 40, 120)),
            price=Decimal(chance.randint(45, 24_000)) / 100,
            discount=chance.choice((0, 0, 5, 10, 20)) if layout.discount else 0,
        )
        for name in names
    ]


@dataclass
class _Paper:
    layout: Layout
    items: Sequence[Bought]
    chance: Random
    sheet: Sheet = field(init=False)
    y: float = 0.0
    carried: Decimal = Decimal(0)

    def draw(self) -> bytes:
        """The PDF file."""
        self.sheet = Sheet(f"{self.layout.name} items", SANS)
        number = f"{self.chance.randint(2024, 2026)}/{self.chance.randint(100, 99_999)}"
        self.y = self.sheet.block(_LEFT, 20, [*self.layout.firm, "", f"{self.layout.title} {number}"], 10)
        self._heading()
        for position, item in enumerate(self.items, 1):
            self._item(position, item)
        self._sums()
        return self.sheet.finished()

    def _heading(self) -> None:
        self.y += 8
        for column, left in self._places():
            for at, part in enumerate(column.title.split("\n")):
                self._text(part, column.width, column.align, left, self.y + at * _STEP, bold=True)
        self.y += 1.7 * _STEP * (1 + max(column.title.count("\n") for column in self.layout.columns))

    def _item(self, position: int, item: Bought) -> None:
        cells = self._cells(position, item)
        name = self.sheet.wrapped(item.name, _SIZE, self._width("name") - 2)
        below = self._below(item)
        height = max(len(name) + len(below), 2 if self.layout.code == "under" else 1)
        if self.y + (height + 2) * _STEP > _BOTTOM:
            self._next_page()
        for column, left in self._places():
            lines = name if column.holds == "name" else cells.get(column.holds, [])
            for at, line in enumerate(lines):
                self._text(line, column.width, column.align, left, self.y + at * _STEP)
        self._write_below(len(name), below)
        self.y += (height + self.layout.gap) * _STEP
        self.carried += item.amount

    def _cells(self, position: int, item: Bought) -> dict[str, list[str]]:
        money = self.layout.money
        unit = f" {self.layout.unit}" if self.layout.is_unit_glued else ""
        amount = item.listed if self.layout.discount == "row" else item.amount
        return {
            "position": [str(position)],
            "code": ["", item.code] if self.layout.code == "under" else [item.code],
            "quantity": [f"{item.quantity}{unit}"],
            "unit": [self.layout.unit],
            "price": [money(item.price)],
            "discount": [f"{item.discount} %" if item.discount else ""],
            "discount sum": [money(item.taken_off) if item.discount else ""],
            "tax": [self.layout.tax],
            "amount": [money(amount)],
        }

    def _below(self, item: Bought) -> list[tuple[str, str]]:
        """(words, amount) of the rows under the description."""
        rows = [(f"{self.layout.code_word} {item.code}", "")] if self.layout.code == "below" else []
        if self.layout.discount == "row" and item.discount:
            rows.append((f"{self.layout.discount_word} {item.discount}%", f"-{self.layout.money(item.taken_off)}"))
        return rows

    def _write_below(self, first: int, rows: Sequence[tuple[str, str]]) -> None:
        places = {column.holds: (column, left) for column, left in self._places()}
        for at, (words, amount) in enumerate(rows, first):
            for holds, text in (("name", words), ("amount", amount)):
                column, left = places[holds]
                self._text(text, column.width, column.align, left, self.y + at * _STEP)

    def _next_page(self) -> None:
        carried = self.layout.money(self.carried)
        if self.layout.carried:
            self.sheet.text(_LEFT + 60, self.y, f"{self.layout.carried[0]}    {carried}", _SIZE)
        self.sheet.next_page()
        self.y = 14.0
        self.sheet.text(_LEFT, self.y, self.layout.firm[0], _SIZE)
        self._heading()
        if self.layout.carried:
            self.sheet.text(_LEFT + 60, self.y, f"{self.layout.carried[1]}    {carried}", _SIZE)
            self.y += 1.5 * _STEP

    def _sums(self) -> None:
        net = sum((item.amount for item in self.items), Decimal(0))
        tax = cents(net * self.layout.rate / 100)
        self.y += 2
        for name, value in zip(self.layout.sums, (net, tax, net + tax), strict=True):
            self.sheet.text(WIDTH - 70, self.y, name, _SIZE, bold=True)
            self.sheet.text(WIDTH - _LEFT, self.y, self.layout.money(value), _SIZE, bold=True, align="right")
            self.y += 1.4 * _STEP

    def _width(self, holds: str) -> float:
        return next(column.width for column in self.layout.columns if column.holds == holds)

    def _places(self) -> list[tuple[Column, float]]:
        columns = self.layout.columns
        return [(column, _LEFT + sum(one.width for one in columns[:at])) for at, column in enumerate(columns)]

    def _text(self, text: str, width: float, align: str, left: float, y: float, *, bold: bool = False) -> None:
        x = {"left": left, "right": left + width - 1.5, "centre": left + width / 2}[align]
        if text:
            self.sheet.text(x, y, text, _SIZE, bold=bold, align=align)


def main() -> None:
    """Writes the set into the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Writes invoices of invented firms with item tables hard to read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_item_tables(options.folder, count=options.count, seed=options.seed)


if __name__ == "__main__":
    main()
