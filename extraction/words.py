"""Text with its place on the page: what every engine and every text layer hands to the rules that look for fields."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.reading import Box


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word. `confidence` is the engine's own, 0 to 1; a text layer gives 1.

    `rise` says how much its print sinks to the right on a tilted or bent page, in heights of the page for one width of
    it; None where nobody measured it.
    """

    text: str
    box: Box
    confidence: float
    rise: float | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words that stand on one printed line, left to right. `page` counts from 1; `source` is a Reading's source.

    An engine that finds only whole lines gives one Word for the line.
    """

    words: tuple[Word, ...]
    page: int
    source: str

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box around all words."""
        boxes = [word.box for word in self.words]
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))

    @property
    def confidence(self) -> float:
        """The mean of the words' confidences, 0 for an empty line."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0
