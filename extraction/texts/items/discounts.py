"""Discounts printed on a row of their own under an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.texts.amounts import amounts_in
from extraction.texts.items.item import Item
from extraction.texts.layout import Row
from extraction.texts.roles import phrases

_WORDS = phrases(
    r"rabatt?|opust|upust|obnizka|znizka|promocj|nachlass|abzgl|korting|remise|rabais|sleva|zlava|\bsconto|descuento"
    r"|desconto|\bdisc(?:ount)?\b|diskaun|\bless\b"
)
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s?%")


@dataclass(frozen=True, slots=True)
class Discount:
    """What a row takes off, above zero, and the rate printed beside it."""

    value: Decimal
    rate: Decimal | None


def discount_in(row: Row) -> Discount | None:
    """The discount of a row that says so and prints an amount below zero."""
    taken = [amount.value for amount in amounts_in(row) if amount.value < 0]
    if not taken or not _WORDS.search(row.folded):
        return None
    rate = _RATE.search(row.folded)
    return Discount(-taken[-1], Decimal(rate[1].replace(",", ".")) if rate else None)


class Discounts:
    """Gives each discount to the item over it.

    One without a fitting rate may be that of the whole sale, if several items stand over it and none follows.
    """

    def __init__(self) -> None:
        self._held: Decimal | None = None

    def take(self, items: Sequence[Item], discount: Discount) -> Item:
        """The last item after a discount was printed under it."""
        last = items[-1]
        if last.amount is None or discount.value > last.amount:
            return last
        if _fits(last.amount, discount):
            return _with(last, discount.value)
        self._held = (self._held or Decimal(0)) + discount.value
        return last

    def settle(self, last: Item) -> Item:
        """The last item when another one follows, or none: what is held is taken to be its own."""
        held, self._held = self._held, None
        return _with(last, held) if held else last


def _fits(amount: Decimal, discount: Discount) -> bool:
    """Whether the printed rate of the amount is the discount; a rate of one decimal is rounded."""
    if discount.rate is None:
        return False
    return abs(amount * discount.rate / 100 - discount.value) <= Decimal("0.011") + amount * Decimal("0.0005")


def _with(item: Item, value: Decimal) -> Item:
    return replace(item, reduction=(item.reduction or Decimal(0)) + value)
