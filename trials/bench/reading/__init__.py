"""Reading, measured: what is right on which papers, and what it costs. Each row has its goal and what was known before.

Rows on papers that others labelled are left out, and told of, where those papers are not beside the project.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.bench.reading import exact, fields, frames, items, learning, products, speed
from trials.scoring import tools


def run(*, quick: bool) -> Iterator[Measure]:
    """All rows; `quick` reads a part of each set."""
    if tools.are_there():
        yield from fields.labelled(quick=quick)
        yield from exact.run()
        yield from frames.run(quick=quick)
    else:
        print("The labelled papers are not beside the project: only own documents are measured.", file=sys.stderr)
    yield from fields.photos(quick=quick)
    yield from items.run(quick=quick)
    yield from products.run()
    yield from learning.run(quick=quick)
    yield from speed.run(quick=quick)
