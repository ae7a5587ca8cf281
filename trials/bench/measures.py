"""A measure, its goal, and how both are printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """`value` and `reference` are in the same unit; the goal limits the value, or its ratio to the reference.

    The goal is `most`, or `least` where more is better; without either the figure is stated, no more.
    """

    bench: str
    measure: str
    value: float
    unit: str
    reference: float
    most: float = float("inf")
    of: str = "value"
    about: str = ""
    """What the reference is."""
    least: float = float("-inf")

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.value / self.reference if self.reference else float("inf")

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        reached = self.value if self.of == "value" else self.ratio
        return self.least <= round(reached, 4) <= self.most

    @property
    def goal(self) -> str:
        """Such as `value <= 150` or `ratio >= 1.8`; `stated` where there is none."""
        if self.most < float("inf"):
            return f"{self.of} <= {self.most:g}"
        return f"{self.of} >= {self.least:g}" if self.least > float("-inf") else "stated"

    def as_dict(self) -> dict[str, Any]:
        """What `--json` prints."""
        return {
            "bench": self.bench,
            "measure": self.measure,
            "value": round(self.value, 3),
            "unit": self.unit,
            "reference": round(self.reference, 3),
            "ratio": round(self.ratio, 2),
            "goal": self.goal,
            "met": self.met,
            "about": self.about,
        }


def as_json(measures: Sequence[Measure]) -> str:
    """One line a measure."""
    return "\n".join(json.dumps(measure.as_dict(), ensure_ascii=False) for measure in measures)


def as_table(measures: Sequence[Measure]) -> str:
    """Columns that a person compares."""
    rows: list[tuple[str, ...]] = [("bench", "measure", "value", "reference", "ratio", "goal", "met", "reference is")]
    rows += [_row(measure) for measure in measures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _row(one: Measure) -> tuple[str, ...]:
    told = one.as_dict()
    return (
        one.bench,
        one.measure,
        f"{told['value']:g} {one.unit}",
        f"{told['reference']:g} {one.unit}",
        f"{told['ratio']:g}",
        one.goal,
        "yes" if one.met else "NO",
        one.about,
    )
