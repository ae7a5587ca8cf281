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
    words: str


def discount_in(row: Row) -> Discount | None:
    """The discount of a row that says so and prints an amount below zero."""
    taken = [amount.value for amount in amounts_in(row) if amount.value < 0]
    if not taken or not _WORDS.search(row.folded):
        return None
    rate = _RATE.search(row.folded)
    return Discount(-taken[-1], Decimal(rate[1].replace(",", ".")) if rate else None, re.sub(r"\d", "", row.squeezed))


class Discounts:
    """Gives each discount to the item over it.

    One without a fitting rate may be that of the whole sale, if several items stand over it and none follows; not if
    another item had one of the same words.
    """

    def __init__(self) -> None:
        self._held: list[Discount] = []
        self._words: set[str] = set()

    def take(self, items: Sequence[Item], discount: Discount) -> Item:
        """The last item after a discount was printed under it."""
        last = items[-1]
        if last.amount is None or discount.value > last.amount:
            return last
        if _fits(last.amount, discount):
            return self._given(last, discount)
        self._held.append(discount)
        return last

    def next(self, last: Item) -> Item:
        """The last item when another one follows: what is held is its own."""
        for discount in self._held:
            last = self._given(last, discount)
        self._held = []
        return last

    def close(self, items: list[Item]) -> list[Item]:
        """All items when none follows."""
        held = [one for one in self._held if len(items) == 1 or one.words in self._words]
        for discount in held:
            items[-1] = self._given(items[-1], discount)
        return items

    def _given(self, item: Item, discount: Discount) -> Item:
        self._words.add(discount.words)
        return replace(item, reduction=(item.reduction or Decimal(0)) + discount.value)


def _fits(amount: Decimal, discount: Discount) -> bool:
    """Whether the printed rate of the amount is the discount; a rate of one decimal is rounded."""
    if discount.rate is None:
        return False
    return abs(amount * discount.rate / 100 - discount.value) <= Decimal("0.011") + amount * Decimal("0.0005")
