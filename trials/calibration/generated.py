"""Samples of our own in many variants: every layout with other goods, quantities, days, numbers and looks by seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from extraction.reading import FIELD_NAMES, Line
from samples.generator.build import documents_of
from samples.generator.cases import Case, all_cases
from samples.generator.expected import expected_reading
from samples.generator.sale import Item, Sale
from trials.calibration.labelled import Labelled

BORN_DIGITAL_SEEDS = range(8)
SCAN_SEEDS = range(2)
PHOTO_SEEDS = range(1)
_PAPER = ("receipt", "katownik", "zuraw", "neisse", "ksef-view")
_LINE_FIELDS = ("description", "quantity", "unit", "unit_price", "amount", "gtin", "sku")


def generated_documents(folder: Path) -> Iterator[Labelled]:
    """Writes the variants into the folder, those that are not there yet, and names their right answers."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = [case for case in all_cases() if case.form in _PAPER and case.sale.corrects is None]
    for case in cases:
        for seed in _seeds(case):
            yield _written(_variant(case, cases, seed), folder)
    for case in cases:
        if case.form != "receipt":
            for seed in BORN_DIGITAL_SEEDS:
                plain = replace(case, name=f"{case.name}-plain", look=None, suffix="pdf")
                yield _written(_variant(plain, cases, seed), folder)


def _seeds(case: Case) -> range:
    if case.look is None:
        return range(0)
    return PHOTO_SEEDS if case.look["kind"] == "photo" else SCAN_SEEDS


def _variant(case: Case, cases: list[Case], seed: int) -> Case:
    """The same layout and look with another sale. Reproducible: chance comes from the name and the seed."""
    chance = Random(f"{case.name} {seed}")
    kin = [one.sale for one in cases if (one.form, one.sale.language) == (case.form, case.sale.language)]
    look = case.look and case.look | {"seed": chance.randrange(1, 100_000)}
    return replace(case, name=f"{case.name}-{seed}", look=look, sale=_sale(case.sale, kin, chance))


def _sale(sale: Sale, kin: list[Sale], chance: Random) -> Sale:
    goods = {item.name: item for one in kin if one.prices_are_gross == sale.prices_are_gross for item in one.items}
    chosen = chance.sample(list(goods.values()), k=min(len(goods), chance.randint(3, 16)))
    number = "".join(chance.choice("0123456789") if letter.isdigit() else letter for letter in _serial(sale.number))
    day = sale.issued_on - timedelta(days=chance.randint(0, 240))
    items = tuple(_bought(item, chance) for item in chosen)
    return replace(
        sale, items=items, number=sale.number.replace(_serial(sale.number), number), issued_on=day, due_on=day
    )


def _serial(number: str) -> str:
    """The longest run of digits: what counts up from document to document."""
    runs = "".join(letter if letter.isdigit() else " " for letter in number).split()
    return max(runs, key=len)


def _bought(item: Item, chance: Random) -> Item:
    price = (item.price * Decimal(chance.randint(80, 125)) / 100).quantize(Decimal("0.01"))
    return replace(item, quantity=Decimal(chance.choice((1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 25, 40))), price=price)


def _written(case: Case, folder: Path) -> Labelled:
    known = sorted(folder.glob(f"{case.name}.*")) or sorted(folder.glob(f"{case.name}-page*"))
    if not known:
        for name, content in documents_of(case).items():
            (folder / _file_name(case, name)).write_bytes(content)
    paths = sorted(folder.glob(f"{case.name}.*")) or sorted(folder.glob(f"{case.name}-page*"))
    expected = expected_reading(case, [path.name for path in paths], 1)
    fields = {name: (str(value),) for name, value in expected["fields"].items() if name in FIELD_NAMES}
    fields.pop("document_id", None)
    return Labelled(tuple(paths), "samples", fields, tuple(_line(one) for one in expected["lines"]))


def _file_name(case: Case, name: str) -> str:
    """Pages in several files are told apart from variants, which have a number too."""
    return name.replace(f"{case.name}-", f"{case.name}-page") if f"{case.name}-" in name else name


def _line(one: dict[str, Any]) -> Line:
    return Line(**{name: one[name] for name in _LINE_FIELDS})
