"""Which number of a row is quantity, price and amount: by the columns, and by what multiplies out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extraction.texts.items.headings import Column, Heading
from extraction.texts.items.kinds import AMOUNT, DISCOUNT, GROSS, NUMERIC, PRICE, QUANTITY
from extraction.texts.items.numerals import Numeral, product_fits

# A number may stand this far (in parts of the page width) from its heading.
_FARTHEST = 0.09
_CHECKED, _WHOLE, _PARTIAL = 0.86, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Solution:
    """The numbers of one item and how sure they are."""

    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None
    amount: Decimal
    is_checked: bool
    confidence: float


def placed(numerals: Sequence[Numeral], heading: Heading) -> dict[str, Numeral]:
    """Each numeric column with the number that stands nearest under it; every number is used once.

    "10%" is a discount or nothing.
    """
    columns = [column for column in heading.columns if column.kind in NUMERIC]
    pairs = sorted((_distance(column, one), at, column.kind) for column in columns for at, one in enumerate(numerals))
    found: dict[str, Numeral] = {}
    used: set[int] = set()
    for distance, at, kind in pairs:
        is_percent = numerals[at].is_percent
        if distance < _FARTHEST and kind not in found and at not in used and (kind == DISCOUNT or not is_percent):
            found[kind] = numerals[at]
            used.add(at)
    return found


def _distance(column: Column, numeral: Numeral) -> float:
    left, _, right, _ = numeral.box
    shared = min(right, column.right) - max(left, column.left)
    if shared > 0.5 * min(right - left, column.right - column.left):
        return 0.001 * abs(numeral.middle - column.middle)
    return min(abs(numeral.middle - column.middle), abs(right - column.right), abs(left - column.left))


def solved(found: Mapping[str, Numeral], numerals: Sequence[Numeral]) -> Solution | None:
    """As the columns say if that multiplies out, else any two other numbers that do; None without an amount."""
    amount = found.get(AMOUNT) or found.get(GROSS)
    if amount is None or (amount.decimals < 2 and PRICE not in found):
        return None
    return (
        _checked(found, numerals, amount)
        or _drifted(found, numerals, amount)
        or _counted(found, numerals, amount)
        or _unchecked(found.get(QUANTITY), found.get(PRICE), amount)
    )


def _checked(found: Mapping[str, Numeral], numerals: Sequence[Numeral], amount: Numeral) -> Solution | None:
    """The numbers that multiply out to the amount, first those with the quantity that the columns name."""
    pairs = list(_pairs(found, numerals, amount))
    # A number with two decimals and no unit may be the price that stands nearest to an unread quantity.
    own = [pair for pair in pairs if pair[0] is found.get(QUANTITY) and (pair[0].unit or pair[0].decimals != 2)]
    for group in (own, pairs):
        # A price after the discount, if it is printed too, says more than the list price and the rate.
        for discount in (None, found.get(DISCOUNT)):
            for quantity, price in group:
                values = _multiplied(quantity, price, amount, discount)
                if values:
                    return Solution(values[0], quantity.unit, values[1], values[2], True, _CHECKED)
    return None


def _drifted(found: Mapping[str, Numeral], numerals: Sequence[Numeral], amount: Numeral) -> Solution | None:
    """On a photo taken aslant the columns drift away from their headings: the last number is tried as the amount."""
    last = max((one for one in numerals if one.decimals >= 2), key=lambda one: one.box[2], default=amount)
    if last is amount or QUANTITY not in found or GROSS in found:
        return None
    quantity = {QUANTITY: found[QUANTITY]}
    solution = _checked(quantity, [found[QUANTITY], amount], last)
    return solution if solution and solution.quantity in found[QUANTITY].values else None


def _pairs(
    found: Mapping[str, Numeral], numerals: Sequence[Numeral], amount: Numeral
) -> Iterator[tuple[Numeral, Numeral]]:
    """(quantity, price) to try: first as the columns say, then others, those that look like a count first."""
    quantity, price = found.get(QUANTITY), found.get(PRICE)
    if quantity and price:
        yield quantity, price
    others = [one for one in numerals if one is not amount and not one.is_percent]
    for count in sorted(others, key=lambda one: (one is not quantity, one.unit is None, one.decimals)):
        yield from ((count, one) for one in others if one is not count)


def _multiplied(
    quantity: Numeral, price: Numeral, amount: Numeral, discount: Numeral | None
) -> tuple[Decimal, Decimal, Decimal] | None:
    rates = [Decimal(1), *(1 - value / 100 for value in (discount.values if discount else ()))]
    for q in quantity.values:
        for p in price.values:
            for a in amount.values:
                # A credit note may print its amounts below zero beside quantities above it.
                plain = abs(a) if q > 0 and p > 0 else a
                if any(q and product_fits(q, p * rate, plain, places=price.decimals) for rate in rates):
                    return q, p, a
                if discount and q and product_fits(q, p, plain + abs(discount.values[0]), places=price.decimals):
                    return q, p, a
    return None


def _unchecked(quantity: Numeral | None, price: Numeral | None, amount: Numeral) -> Solution:
    return Solution(
        quantity=quantity.values[0] if quantity else None,
        unit=quantity.unit if quantity else None,
        unit_price=price.values[0] if price else None,
        amount=amount.values[0],
        is_checked=False,
        confidence=_WHOLE if quantity and price else _PARTIAL,
    )


def _counted(found: Mapping[str, Numeral], numerals: Sequence[Numeral], amount: Numeral) -> Solution | None:
    """If the quantity was not read: the price that makes it a whole number, and that number."""
    if QUANTITY in found or PRICE not in found:
        return None
    for price in (found[PRICE], *numerals):
        is_price = price.decimals >= 2 and price is not amount and not price.is_percent
        count = _count(price.values[0], amount.values[0]) if is_price else None
        if count:
            return Solution(count, None, price.values[0], amount.values[0], False, _WHOLE)
    return None


def _count(price: Decimal, amount: Decimal) -> Decimal | None:
    """The whole number of pieces that an unread quantity must have been."""
    count = (amount / price).quantize(Decimal(1)) if price else Decimal(0)
    return count if count and count * price == amount else None
