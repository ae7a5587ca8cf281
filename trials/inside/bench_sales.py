"""Taking in a file of sales, and the same sales once more in another file; prints figures as one JSON object.

python -m trials.inside.bench_sales ROWS LINES
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from distributors.models import Distributor, SalesFile, SalesMapping
from distributors.reading.facts import guessed, signature
from distributors.services import reading_files, receiving
from participants.models import User

NAMES = (
    "Numer dokumentu",
    "Data",
    "NIP nabywcy",
    "Nr klienta",
    "Indeks",
    "EAN",
    "Nazwa",
    "Ilość",
    "JM",
    "Wartość netto",
    "Wartość brutto dokumentu",
    "Waluta",
    "Numer faktury korygowanej",
)
ARTICLES, BUYERS, DAYS = 5_000, 20_000, 365
FIRST_DAY = date(2026, 1, 1)


def written(rows: int, lines: int, *, end: str) -> Iterator[bytes]:
    """A CSV file as a Polish program exports it; `end` makes two files of the same sales differ."""
    every = iter(_lines(rows, lines, end=end))
    while block := list(islice(every, 10_000)):
        yield "".join(block).encode("cp1250")


def _lines(rows: int, lines: int, *, end: str) -> Iterator[str]:
    yield ";".join(NAMES) + end
    for number in range(rows):
        document, article = number // lines, number * 7 % ARTICLES
        day = (FIRST_DAY + timedelta(days=document % DAYS)).strftime("%d.%m.%Y")
        buyer = 5_250_000_000 + document % BUYERS
        what = f"RP-{article:05};5901234123457;Złączka zaprasowywana {article} mm"
        amounts = f"{number % 90 + 1};szt.;{number % 900 + 100},{number % 90 + 10};{document % 9000 + 100},50"
        yield f"FV/{document}/2026;{day};{buyer};K-{document % BUYERS};{what};{amounts};PLN;{end}"


def taken(rows: int, lines: int, *, end: str) -> tuple[SalesFile, float]:
    """Received and read in this process; the seconds of both."""
    distributor = Distributor.objects.order_by("pk")[0]
    started = time.monotonic()
    file, _is_new = receiving.receive(
        distributor=distributor, chunks=written(rows, lines, end=end), name="sales.csv", by=None, now=timezone.now()
    )
    reading_files.read(file_id=str(file.uuid), clock=timezone.now)
    seconds = time.monotonic() - started
    file.refresh_from_db()
    return file, seconds


def main(rows: int, lines: int) -> None:
    SalesMapping.objects.create(
        distributor=Distributor.objects.order_by("pk")[0],
        signature=signature(NAMES),
        names=list(NAMES),
        positions=guessed(NAMES),
        made_by=User.objects.order_by("pk")[0],
        made_at=timezone.now(),
    )
    first, seconds = taken(rows, lines, end="\n")
    again, again_seconds = taken(rows, lines, end="\r\n")
    told = {
        "new": first.new,
        "same": again.same,
        "bad": first.bad_rows + again.bad_rows,
        "seconds": seconds,
        "again_seconds": again_seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
