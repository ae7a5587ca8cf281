"""Line items: from the table of an invoice or the roll of a till."""

from __future__ import annotations

from extraction.reading import Line
from extraction.texts.items.sums import settled
from extraction.texts.items.tables import table_items
from extraction.texts.items.tills import till_items
from extraction.texts.layout import Paper


def read_items(paper: Paper) -> tuple[Line, ...]:
    """The items of the first reader that finds some, table or till roll, checked against the printed sums."""
    found = table_items(paper) or till_items(paper)
    return tuple(item.as_line() for item in settled(found, paper))
