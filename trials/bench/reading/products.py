"""Printed lines and the products they mean, on the published pairs."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.products import PARTS, score

BENCH = "reading"
LIKENESS_ALONE = 0.372
"""First choice of the matcher of before, which compared letters: held back half."""


def run() -> Iterator[Measure]:
    """Both halves: the one that the matcher was tuned on, and the other."""
    for part in PARTS:
        found = score(part)
        told, about = f"products, {part} ({found.lines}), ", "likeness of letters alone"
        yield Measure(BENCH, told + "first choice", found.first_choice, "share", LIKENESS_ALONE, about=about, least=0.9)
        corrected = found.after_correction
        yield Measure(
            BENCH, told + "once corrected", corrected, "share", found.first_choice, about="before", least=0.99
        )
