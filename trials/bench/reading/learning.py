"""How many facts are wrong on the first, the second and the tenth paper of sellers that print in their own way."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.learning import curve, points

BENCH = "reading"
DOCUMENTS, QUICK = 10, 4
BETTER = 0.99


def run(*, quick: bool) -> Iterator[Measure]:
    """Each measure beside the paper before: memory has to leave fewer wrong."""
    count = QUICK if quick else DOCUMENTS
    wrong = [100 * (1 - share) for share in curve(list(points(count=count)))]
    for later, earlier in ((2, 1), (count, 2)):
        told, about = f"wrong on paper {later} of a seller", f"paper {earlier}"
        value, reference = wrong[later - 1], wrong[earlier - 1]
        yield Measure(BENCH, told, value, "% of facts", reference, BETTER, of="ratio", about=about)
