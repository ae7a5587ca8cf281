"""What a layout gives back: the PDF, and on which page each line of the sale came to stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed document. `item_pages` has the page of each item, in order; pages count from 1."""

    pdf: bytes
    item_pages: tuple[int, ...]
    pages: int


def printed(draw: Callable[[int], Printed]) -> Printed:
    """Draws twice: "page 1 of 2" can be printed only once the number of pages is known."""
    return draw(draw(1).pages)
