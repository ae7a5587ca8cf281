"""A sale as it is offered: what the person would state by claiming it. Pure, but for the rows it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from claims.statements import StatedLine, Statement
from distributors.models import Sale, SaleLine

NOTHING = Decimal(0)
CENT = Decimal("0.01")
TOO_LARGE = Decimal(10) ** 10


@dataclass(frozen=True, slots=True)
class Offered:
    """A sale, the statement, what it would give about, and how many further lines are no products of the program.

    `budget_left` is all that a firm budget has left, by each unit of which it makes the sum smaller.
    """

    sale: Sale
    statement: Statement
    others: int
    points: int
    credits: int
    budget_left: Mapping[str, int]

    @property
    def seen(self) -> str:
        """A word that changes when what is stated changes: who taps states what was shown, and nothing else."""
        return sha256(repr((self.sale.pk, self.statement)).encode()).hexdigest()[:16]


def statement_of(sale: Sale, lines: Iterable[StatedLine]) -> Statement:
    """The sale's own facts; a total only where it says what was paid, in the program's money if it says no other."""
    return Statement(
        issuer_name=sale.distributor.name,
        issuer_tax_id=sale.distributor.tax_id,
        document_number=sale.number,
        issue_date=sale.issued_on,
        total=sale.gross,
        currency=sale.currency or sale.distributor.program.currency,
        lines=tuple(lines),
    )


def fits(statement: Statement) -> bool:
    """Whether a claim can say it: files may state larger sums than any claim."""
    sums = (statement.total, *(line.amount for line in statement.lines))
    return all(one is None or 0 <= one < TOO_LARGE for one in sums)


def kept_lines(lines: Iterable[tuple[int | None, SaleLine]], back: Mapping[int, Decimal]) -> list[StatedLine]:
    """The lines of products that the buyer kept; what came back is taken from the last ones of its product."""
    rest = dict(back)
    kept = []
    for product, line in reversed(list(lines)):
        if product is None or line.quantity <= 0:
            continue
        gone = min(rest.get(product, NOTHING), line.quantity)
        rest[product] = rest.get(product, NOTHING) - gone
        if left := line.quantity - gone:
            kept.append(_stated(product, line, left))
    return kept[::-1]


def _stated(product: int, line: SaleLine, left: Decimal) -> StatedLine:
    amount = None if line.net is None else (line.net * left / line.quantity).quantize(CENT)
    return StatedLine(
        quantity=left,
        product_id=product,
        description=line.description or line.sku or line.gtin,
        unit=line.unit,
        amount=amount,
    )
