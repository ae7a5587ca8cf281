"""Writing the lines of sales by each database's fastest way: they are most of what a file says."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection

from distributors.models import Sale, SaleLine
from distributors.sales import SoldLine

TABLE = SaleLine._meta.db_table
COLUMNS = "(sale_id, position, sku, gtin, description, quantity, unit, net)"

Row = tuple[int, int, str, str, str, Decimal, str, Decimal | None]


def load_lines(lines: Iterable[tuple[Sale, tuple[SoldLine, ...]]]) -> None:
    """Write the lines of these sales, which have none yet; part of the caller's transaction."""
    rows = (_row(sale, position, line) for sale, sold in lines for position, line in enumerate(sold, start=1))
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"INSERT INTO {TABLE} {COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", list(rows))  # noqa: S608
            return
        with cursor.copy(f"COPY {TABLE} {COLUMNS} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _row(sale: Sale, position: int, line: SoldLine) -> Row:
    return sale.pk, position, line.sku, line.gtin, line.description, line.quantity, line.unit, line.net
