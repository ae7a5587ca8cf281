"""What a fault trial says at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trials.faults.judging import Verdict

SHOWN = 10
"""Sentences of each sort; more teach nobody anything."""


@dataclass(frozen=True)
class Report:
    """One trial."""

    name: str
    seed: int
    faults: str
    done: Mapping[str, int]
    verdict: Verdict

    def __str__(self) -> str:
        found = self.verdict
        parts = [
            f"{self.name}, seed {self.seed}: {self.faults}",
            f"  done:    {', '.join(f'{count} {what}' for what, count in sorted(self.done.items()))}",
            _sort("lost", found.lost),
            _sort("doubled", found.doubled),
            _sort("undone", found.undone),
            _sort("trouble", found.troubles),
        ]
        return "\n".join(parts)


def _sort(name: str, sentences: Sequence[str]) -> str:
    shown = [f"\n    {sentence}" for sentence in sentences[:SHOWN]]
    return f"  {name + ':':8} {len(sentences)}{''.join(shown)}"
