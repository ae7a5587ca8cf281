"""What a distributor says it sold, as values: pure, whatever file it came in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from common.texts import number_key, tax_key

NOTHING = Decimal(0)

DIGEST_BYTES = 7
"""Fewer than the eight of a signed column. Two versions of one sale fall together once in 2**56 times."""


@dataclass(frozen=True, slots=True)
class SoldLine:
    """One line: how much of what, for how much net. A negative quantity came back."""

    quantity: Decimal
    sku: str = ""
    gtin: str = ""
    description: str = ""
    unit: str = ""
    net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """One invoice, receipt or credit note. `corrects` is the number of the document that it takes back in part."""

    number: str
    issued_on: date
    lines: tuple[SoldLine, ...]
    buyer_tax_id: str = ""
    buyer_number: str = ""
    net: Decimal | None = None
    gross: Decimal | None = None
    currency: str = ""
    corrects: str = ""

    @property
    def key(self) -> tuple[str, date]:
        """By what a distributor's sale is known, however its number is written."""
        return number_key(self.number), self.issued_on

    @property
    def total_net(self) -> Decimal | None:
        """As stated, else the sum of the lines, if all of them say theirs."""
        amounts = [line.net for line in self.lines]
        if self.net is not None or not amounts or None in amounts:
            return self.net
        return sum((amount for amount in amounts if amount is not None), Decimal(0))

    @property
    def digest(self) -> int:
        """A number that changes with anything the sale says, but for its key and the order of its lines."""
        head = (tax_key(self.buyer_tax_id), self.buyer_number, _plain(self.total_net), _plain(self.gross))
        lines = sorted(
            (line.sku, line.gtin, line.description, _plain(line.quantity), line.unit, _plain(line.net))
            for line in self.lines
        )
        said = repr((head, self.currency, number_key(self.corrects), lines)).encode()
        return int.from_bytes(blake2b(said, digest_size=DIGEST_BYTES).digest(), "big")


def _plain(number: Decimal | None) -> str:
    """The same for 2, 2.0 and 2.000."""
    return "" if number is None else f"{number.normalize():f}"


def added_up(quantities: Iterable[tuple[int | None, Decimal]]) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """By product, what was sold and what came back (as a positive number); lines of no product count for nothing."""
    sold: dict[int, Decimal] = defaultdict(Decimal)
    back: dict[int, Decimal] = defaultdict(Decimal)
    for product, quantity in quantities:
        if product is not None:
            (sold if quantity > 0 else back)[product] += abs(quantity)
    return dict(sold), dict(back)
