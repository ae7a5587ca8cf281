"""Line items: from the table of an invoice or the roll of a till."""

from __future__ import annotations

from functools import lru_cache

from extraction.reading import Line
from extraction.texts.items.sums import settled
from extraction.texts.items.tables import table_items
from extraction.texts.items.tills import till_items
from extraction.texts.layout import Paper


@lru_cache(maxsize=1)
def read_items(paper: Paper) -> tuple[Line, ...]:
    """The items of the first reader that finds some, table or till roll, unless only those of the other add up."""
    found = settled(table_items(paper), paper)
    if not found.adds_up:
        other = settled(till_items(paper), paper)
        found = other if other.adds_up or not found.items else found
    return tuple(item.as_line() for item in found.items)
