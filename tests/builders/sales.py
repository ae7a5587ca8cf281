"""Sales as a distributor's file states them, written by the real service."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count

from distributors.models import Distributor, Sale, SalesFile
from distributors.reading.kinds import Kind
from distributors.sales import Sold, SoldLine
from distributors.services import taking
from tests.builders.claims import BOUGHT_ON
from tests.builders.programs import NOON, a_distributor

_files = count(1)


def a_sales_file(distributor: Distributor | None = None) -> SalesFile:
    """A file that was read."""
    number = next(_files)
    return SalesFile.objects.create(
        distributor=distributor or a_distributor(),
        name=f"sales-{number}.csv",
        kind=Kind.CSV,
        sha256=f"{number:064}",
        size=100,
        state=SalesFile.State.DONE,
        handed_in_at=NOON,
    )


def sold(
    number: str = "FV/2026/11/0457", *, day: date = BOUGHT_ON, lines: Iterable[SoldLine] = (), **changes: object
) -> Sold:
    """Twelve elbows sold to Marek's firm, for 1284.50 with tax."""
    facts = {"buyer_tax_id": "5252341234", "gross": Decimal("1284.50")} | changes
    return Sold(number=number, issued_on=day, lines=tuple(lines) or (elbows(12),), **facts)  # type: ignore[arg-type]


def elbows(quantity: int) -> SoldLine:
    """A line of elbows, by their article number."""
    return SoldLine(quantity=Decimal(quantity), sku="RP-E20", description="KOLANO 20")


def a_sale(*sales: Sold, distributor: Distributor | None = None) -> SalesFile:
    """These sales in a file of Alfa's; each file is a new one."""
    file = a_sales_file(distributor)
    taking.take(file=file, sales=sales or (sold(),), now=NOON)
    return file


def the_sale(number: str) -> Sale:
    """The one with this number."""
    return Sale.objects.get(number=number)
