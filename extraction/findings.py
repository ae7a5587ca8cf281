"""What the stages of reading hand on to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extraction import sentences
from extraction.einvoices import Structured
from extraction.engines.base import Pixels
from extraction.fiscal import CodeReading
from extraction.options import Options
from extraction.reading import Box, Field, Line, Spot, Symbol, Warning
from extraction.sandbox import OpenFile
from extraction.texts import Paper, rebuild
from extraction.words import TextLine

OnStage = Callable[[str, int, int], None]
"""Called before each stage with its name, the page it works on (0: the whole document) and the number of pages."""


@dataclass(slots=True)
class Sheet:
    """One page. `number` counts through the document, `place` within its file."""

    number: int
    file: OpenFile
    place: int
    turn: int = 0
    is_blank: bool = False
    is_crisp: bool = False
    # Set while the child looks for codes and this process reads: waits for what was found.
    awaited_symbols: Callable[[], list[Symbol]] | None = None
    symbols: list[Symbol] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    # For the first engine; kept for longer only where a second one may want to look at it.
    picture: Pixels | None = None
    # Whether what stands at a place is of the paper that is read; set where several lie in one photo.
    is_own: Callable[[Box], bool] | None = None
    # What the pixels alone said against the photo, before anybody read it.
    verdict: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """Everything found so far in one document. Only the stages write to it."""

    options: Options
    pictures_to: Path | None = None
    files: list[OpenFile] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    structured: list[Structured] = field(default_factory=list)
    codes: list[CodeReading] = field(default_factory=list)
    from_text: dict[str, Field] = field(default_factory=dict)
    second_opinion: dict[str, Field] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    printed_lines: tuple[Line, ...] = ()
    spots: tuple[Spot, ...] = ()
    ocr_seconds: float = 0.0
    warnings: dict[tuple[str, int | None], Warning] = field(default_factory=dict)
    _paper: Paper | None = None

    @property
    def wants_second_look(self) -> bool:
        """True if a second engine is set."""
        return len(self.options.engines) > 1

    def warn(self, code: str, page: int | None = None, text: str = "") -> None:
        """Adds the warning of that code, once for the document or once for each page, in its own words or in `text`."""
        self.warnings.setdefault((code, page), Warning(code, text or sentences.WARNINGS[code], page))

    def warn_all(self, warnings: Iterable[Warning]) -> None:
        """Adds warnings that bring their own sentences, each code once."""
        for warning in warnings:
            self.warnings.setdefault((warning.code, None), warning)

    @property
    def has_advice(self) -> bool:
        """True if something was said about the photo of a page."""
        return any(page is not None for _code, page in self.warnings)

    @property
    def text_lines(self) -> list[TextLine]:
        """All printed lines in reading order."""
        return [line for sheet in self.sheets for line in sheet.lines]

    @property
    def paper(self) -> Paper:
        """The printed lines put together to rows, once; ask when all pages have been read."""
        if self._paper is None:
            self._paper = rebuild(self.text_lines)
        return self._paper

    @property
    def is_told_by_invoice(self) -> bool:
        """True if an e-invoice states what the document is about, so that guessing at pictures would add nothing."""
        return any({"total", "document_number"} <= found.fields.keys() for found in self.structured)
