"""Comparing a claim with what the distributor's own file says of the sale: pure, one difference for each thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from distributors.sales import NOTHING

SMALL = Decimal("0.02")
"""Sums that differ by no more are the same: each system rounds in its own way."""

MOST_TAX = Decimal("1.30")
"""Where a file says net amounts only, what was paid lies between the net sum and this many times of it."""


class Difference(StrEnum):
    """In what a claim and the sale differ."""

    DATE = "date"
    BUYER = "buyer"
    BUYER_UNKNOWN = "buyer-unknown"
    BUYER_UNNAMED = "buyer-unnamed"
    TOTAL = "total"
    NOT_SOLD = "not-sold"
    FEWER_SOLD = "fewer-sold"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Differing:
    """One difference: both sides as values to be written, and the claim's line where it is about one."""

    what: Difference
    claimed: str = ""
    sold: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """A line of the claim that counts for something."""

    position: int
    product_id: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the claim says. `buyers` are the tax ids of the participant's company and of the buyer on the document."""

    issued_on: date | None
    total: Decimal | None
    buyers: frozenset[str]
    lines: tuple[ClaimedLine, ...]


@dataclass(frozen=True, slots=True)
class SoldSide:
    """What the file says. `quantities` by product; `credited` what later documents took back of them."""

    issued_on: date
    net: Decimal | None
    gross: Decimal | None
    buyer: str
    quantities: Mapping[int, Decimal]
    credited: Mapping[int, Decimal]


def compare(claimed: Claimed, sold: SoldSide) -> tuple[Differing, ...]:
    """Everything in which they differ; nothing means that the sale proves the claim."""
    return (*_head(claimed, sold), *_lines(claimed.lines, sold))


def _head(claimed: Claimed, sold: SoldSide) -> Iterator[Differing]:
    if claimed.issued_on != sold.issued_on:
        said = claimed.issued_on.isoformat() if claimed.issued_on else ""
        yield Differing(Difference.DATE, said, sold.issued_on.isoformat())
    yield from _buyer(claimed.buyers, sold.buyer)
    if claimed.total is not None and not _is_same_sum(claimed.total, sold):
        yield Differing(Difference.TOTAL, str(claimed.total), str(sold.gross if sold.gross is not None else sold.net))


def _buyer(buyers: frozenset[str], sold_to: str) -> Iterator[Differing]:
    if not sold_to:
        yield Differing(Difference.BUYER_UNNAMED)
    elif not buyers:
        yield Differing(Difference.BUYER_UNKNOWN, "", sold_to)
    elif sold_to not in buyers:
        yield Differing(Difference.BUYER, ", ".join(sorted(buyers)), sold_to)


def _is_same_sum(total: Decimal, sold: SoldSide) -> bool:
    if sold.gross is not None:
        return abs(total - sold.gross) <= SMALL
    if sold.net is None:
        return True
    low, high = sorted((sold.net, sold.net * MOST_TAX))
    return low - SMALL <= total <= high + SMALL


def _lines(lines: Sequence[ClaimedLine], sold: SoldSide) -> Iterator[Differing]:
    """Several lines of one product stand against what is left of it in all; the last of them shows what lacks."""
    left = {product: quantity - sold.credited.get(product, NOTHING) for product, quantity in sold.quantities.items()}
    for line in lines:
        there = max(left.get(line.product_id, NOTHING), NOTHING)
        left[line.product_id] = there - line.quantity
        if line.quantity > there:
            yield Differing(
                _lack(line, sold), f"{line.quantity.normalize():f}", f"{there.normalize():f}", line.position
            )


def _lack(line: ClaimedLine, sold: SoldSide) -> Difference:
    if line.product_id not in sold.quantities:
        return Difference.NOT_SOLD
    return Difference.CREDITED if sold.credited.get(line.product_id) else Difference.FEWER_SOLD
