"""Items set against the printed sums: if they add up to one, they are sure; if they do not, they are less so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.texts.items.item import Item
from extraction.texts.layout import Paper
from extraction.texts.roles import Named, Role, named_amounts

_SUMS = {Role.PAYABLE, Role.STRONG, Role.TOTAL, Role.NETT, Role.SUBTOTAL, Role.NET}
_NEAR = Decimal("0.05")


def settled(items: Sequence[Item], paper: Paper) -> list[Item]:
    """The items with their confidence raised or lowered by the sum check."""
    if not items:
        return []
    total = sum((item.amount for item in items if item.amount is not None), Decimal(0))
    amounts = named_amounts(paper)
    sums = [named.amount.value for named in amounts if named.role in _SUMS]
    reduced = total - sum((abs(one.amount.value) for one in amounts if _is_discount(one)), Decimal(0))
    adds_up = any(abs(total - value) <= _NEAR or abs(reduced - value) <= _NEAR for value in sums if value)
    return [_judged(item, adds_up=adds_up) for item in items]


def _is_discount(named: Named) -> bool:
    return named.role is Role.OTHER and named.amount.value < 0


def _judged(item: Item, *, adds_up: bool) -> Item:
    if adds_up:
        return replace(item, confidence=0.97 if item.is_checked else 0.9)
    return replace(item, confidence=item.confidence - 0.1)
