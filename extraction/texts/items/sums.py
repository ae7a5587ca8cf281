"""Items set against the printed sums: if they add up to one, they are sure; if they do not, they are less so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from extraction.texts.items.item import Item
from extraction.texts.layout import Paper
from extraction.texts.roles import Named, Role, named_amounts

_SUMS = {Role.PAYABLE, Role.STRONG, Role.TOTAL, Role.NETT, Role.SUBTOTAL, Role.NET, Role.PAID}
_NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Settled:
    """Items with their confidence, and whether they come to a printed sum."""

    items: list[Item]
    adds_up: bool = False


def settled(items: Sequence[Item], paper: Paper) -> Settled:
    """The items that add up to a printed sum, or all of them; their confidence is raised or lowered by that."""
    if not items:
        return Settled([])
    amounts = named_amounts(paper)
    sums = [named.amount.value for named in amounts if named.role in _SUMS and named.amount.value]
    reduced = [item.reduced() for item in items]
    off = sum((abs(one.amount.value) for one in amounts if _is_discount(one)), Decimal(0))
    for way in (reduced, items, *_smaller(reduced)):
        if any(abs(_total(way) - value) <= _NEAR for value in sums):
            is_all = len(way) == len(items)
            return Settled([_judged(item, adds_up=True, is_all=is_all) for item in way], adds_up=True)
    # A discount on the whole sale stands among the sums.
    is_whole = any(abs(_total(items) - off - value) <= _NEAR for value in sums)
    return Settled([_judged(item, adds_up=is_whole) for item in reduced], is_whole)


def _smaller(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items without those that may only look like items.

    A part of the item above, its amount included there, multiplies out to nothing; a total that was not understood
    repeats what stands above it.
    """
    if checked := [item for item in items if item.is_checked]:
        yield checked
    for at, total in enumerate(accumulate(item.amount or Decimal(0) for item in items[:-1]), start=1):
        if items[at].amount == total and not items[at].is_checked:
            yield items[:at]


def _total(items: Sequence[Item]) -> Decimal:
    return sum((item.amount for item in items if item.amount is not None), Decimal(0))


def _is_discount(named: Named) -> bool:
    return named.role is Role.OTHER and named.amount.value < 0


def _judged(item: Item, *, adds_up: bool, is_all: bool = True) -> Item:
    """The item with its confidence; items chosen so that they add up are not as sure as all of them."""
    if adds_up:
        return replace(item, confidence=0.97 if item.is_checked and is_all else 0.9)
    return replace(item, confidence=item.confidence - 0.1)
