"""Comparing claims with their distributor's sales while few, and while very many, are kept; prints one JSON object.

python -m trials.inside.bench_matching FEW MANY    numbers of lines of sales, three to a sale
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from django.db import connection
from django.utils import timezone

from campaigns.models import Product
from claims.models import Claim
from distributors.models import Distributor, Sale, SalesFile
from trials.inside import sets
from trials.inside.bench_codes import cpu_seconds
from trials.inside.bench_growth import settled
from trials.inside.bench_queue import put
from verification.services import matching

LINES = 3
EACH = 400
"""Claims compared for a figure."""

_SALES = """
    INSERT INTO distributors_sale (id, distributor_id, number, number_key, issued_on, buyer_tax_key, buyer_number,
        net, gross, currency, corrects_key, digest, file_id, changed_at)
    SELECT n, %(distributor)s, 'S/' || n, 's' || n, %(day)s, '', '', 100, 123, 'PLN', '', n, %(file)s, %(now)s
    FROM ({numbers}) each
"""
_LINES = """
    INSERT INTO distributors_saleline (sale_id, position, sku, gtin, description, quantity, unit, net)
    SELECT n, place, %(sku)s, '', '', 2, '', 30 FROM ({numbers}) each, (VALUES (1), (2), (3)) places(place)
"""
_LINES_OF_SQLITE = _LINES.replace(
    "(VALUES (1), (2), (3)) places(place)", "(SELECT 1 AS place UNION SELECT 2 UNION SELECT 3)"
)


def fill(distributor: Distributor, *, first: int, last: int) -> None:
    """Sales with these numbers, set by set."""
    now = timezone.now()
    file = SalesFile.objects.create(
        distributor=distributor,
        name="bench.csv",
        kind="csv",
        sha256=f"{last:064}",
        size=1,
        state="done",
        handed_in_at=now,
    )
    values: dict[str, Any] = {
        "distributor": distributor.pk,
        "file": file.pk,
        "day": now.date(),
        "now": now,
        "sku": Product.objects.filter(program=distributor.program)[0].sku,
    }
    lines = _LINES if connection.vendor == "postgresql" else _LINES_OF_SQLITE
    with connection.cursor() as cursor:
        for statement in (_SALES, lines):
            cursor.execute(statement.format(numbers=sets.numbers(first, last)), values)


def compared(claims: list[Claim]) -> dict[str, float]:
    """CPU milliseconds for each claim, the database's too."""
    settled()
    cpu = cpu_seconds()
    for claim in claims:
        assert matching.keep_match(claim, now=timezone.now()) is not None
    return {"cpu_ms": (cpu_seconds() - cpu) * 1000 / len(claims)}


def among(distributor: Distributor, sales: int, *, seed: int) -> list[Claim]:
    """Claims on sales drawn from all of them."""
    drawn = random.Random(seed).sample(range(1, sales + 1), EACH)
    made = [claim for number in drawn for claim in put(distributor, range(number, number + 1), name="S")]
    related = Claim.objects.select_related("program", "distributor", "participant__company")
    return list(related.filter(pk__in=[claim.pk for claim in made]).order_by("pk"))


def main(few: int, many: int) -> None:
    distributor = Distributor.objects.order_by("pk")[0]
    found, last = {}, 0
    for name, lines in (("few", few), ("many", many)):
        fill(distributor, first=last + 1, last=lines // LINES)
        last = lines // LINES
        found[name] = compared(among(distributor, last, seed=last))
    found["rows"] = {"sales": Sale.objects.count()}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
