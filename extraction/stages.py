"""The stages that look at files and pages, each doing one thing to the Findings."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extraction import closer, engines, fiscal, quality, receipts, upright
from extraction.einvoices import Structured
from extraction.engines import Engine, EngineFailed, EngineMissing
from extraction.engines.base import Pixels
from extraction.findings import Findings, Sheet
from extraction.options import Options
from extraction.reading import TEXT_LAYER, Field, Line, Warning
from extraction.refusals import Refusal
from extraction.rows import printed_lines
from extraction.sandbox import OpenFile

# Key fields stand on the first pages; keeping the pixels of all would cost their memory.
_LOOKED_AT = 3


def read_einvoices(found: Findings) -> None:
    """Takes what e-invoices among the files or inside PDFs state, the one that says most first."""
    stated = [_as_structured(data) for file in found.files for data in file.structured]
    found.structured += stated
    found.structured.sort(key=lambda one: len(one.fields) + len(one.lines), reverse=True)
    for one in stated:
        found.warn_all(one.warnings)


def take_hints(found: Findings, file: OpenFile) -> None:
    """Notes what hints at an edited file, for whoever decides."""
    for code in file.hints():
        found.warn(code)


def draw(found: Findings, sheet: Sheet) -> None:
    """Has the page drawn, and its clean copy for people written."""
    try:
        drawn = sheet.file.draw(sheet.place, sheet.turn)
    except Refusal as refusal:
        # One broken page does not spoil the others; a file of one page is what its page is.
        if refusal.code != "damaged" or sheet.file.pages == 1:
            raise
        found.warn("page-unreadable")
        sheet.is_blank = True
        return
    sheet.is_blank, sheet.is_crisp = bool(drawn["blank"]), bool(drawn["crisp"])
    _keep_picture(found, sheet)


def _keep_picture(found: Findings, sheet: Sheet) -> None:
    if found.pictures_to is not None:
        picture = sheet.file.web_copy(sheet.place, sheet.turn)
        (found.pictures_to / f"page-{sheet.number}.jpg").write_bytes(picture)


def read_text_layer(found: Findings, sheet: Sheet) -> None:
    """Takes the words that the page itself states."""
    # A scanner's own guess behind a picture is worse than what the engines here read.
    words = sheet.file.words(sheet.place) if sheet.is_crisp else []
    sheet.lines = printed_lines(words, page=sheet.number, source=TEXT_LAYER)


def search_symbols(found: Findings, sheet: Sheet) -> None:
    """Has the child look for bar codes and 2-D codes, while this process reads what it is given before: the pixels.

    With one core, this process waits.
    """
    if sheet.is_blank:
        return
    if _wants_ocr(found, sheet):
        sheet.picture = sheet.file.pixels(sheet.place, sheet.turn)
    sheet.awaited_symbols = sheet.file.search_symbols(sheet.place, sheet.turn)
    if found.options.cores == 1:
        take_symbols(found, sheet)


def _wants_ocr(found: Findings, sheet: Sheet) -> bool:
    """Unless something better spoke."""
    return not (sheet.lines or sheet.is_blank or found.is_told_by_invoice)


def read_with_ocr(found: Findings, sheet: Sheet) -> None:
    """Reads the pixels, if nothing better spoke, and says what a better photo would cure."""
    picture, sheet.picture = sheet.picture, None
    if picture is None:
        _advise(found, sheet, sheet.verdict if sheet.is_blank else ())
        return
    recognised = _recognised(found, sheet, picture)
    if recognised is None:
        _advise(found, sheet, sheet.verdict)
        return
    read, paper = recognised
    if read.turn != sheet.turn:
        _take_turned(found, sheet, read.turn)
    sheet.lines, sheet.is_own = paper.lines, paper.has
    if found.wants_second_look and sheet.number <= _LOOKED_AT:
        sheet.picture = read.picture
    verdict = quality.turned(sheet.verdict, read.turn)
    if paper.told:
        found.warn("two-receipts", sheet.number, paper.told)
    _advise(found, sheet, quality.hints(read.picture, paper.lines, verdict=verdict))


def _recognised(found: Findings, sheet: Sheet, picture: Pixels) -> tuple[upright.Read, receipts.Paper] | None:
    """What the engine reads of one paper, or nothing and a warning why."""
    # Pages beyond this are terms and advertising more often than goods, and others are waiting.
    if found.ocr_seconds > found.options.limits.ocr_seconds:
        found.warn("pages-unread")
        return None
    since = time.process_time()
    try:
        reader = _engine(found.options)
        read = upright.read(reader, sheet, picture)
        paper = receipts.choose(read.picture, read.lines)
        return read, paper.with_own(closer.look(reader, sheet, read.turn, read.picture, paper.lines))
    except EngineMissing:
        found.warn("engine-missing")
    except EngineFailed:
        found.warn("engine-failed")
    finally:
        found.ocr_seconds += time.process_time() - since
    return None


def _engine(options: Options) -> Engine:
    return engines.engine(options.engines[0], languages=options.languages, cores=options.cores)


def _advise(found: Findings, sheet: Sheet, codes: Sequence[str]) -> None:
    for code in codes:
        found.warn(code, sheet.number)


def _take_turned(found: Findings, sheet: Sheet, turn: int) -> None:
    """The page lay on its side: everything else is told of the upright one too."""
    sheet.turn = turn
    _keep_picture(found, sheet)
    sheet.awaited_symbols = sheet.file.search_symbols(sheet.place, turn)


def take_symbols(found: Findings, sheet: Sheet) -> None:
    """Takes the codes that were found meanwhile on the paper that is read."""
    if sheet.awaited_symbols:
        seen = (replace(symbol, page=sheet.number) for symbol in sheet.awaited_symbols())
        sheet.symbols = [symbol for symbol in seen if sheet.is_own is None or sheet.is_own(symbol.box)]
        sheet.awaited_symbols = None


def read_fiscal_codes(found: Findings) -> None:
    """Takes what the codes on the pages state by themselves."""
    for symbol in (symbol for sheet in found.sheets for symbol in sheet.symbols):
        if code := fiscal.read(symbol.text):
            placed = {name: replace(one, page=symbol.page, box=symbol.box) for name, one in code.fields.items()}
            found.codes.append(replace(code, fields=placed))
            found.warn_all(code.warnings)
    # A payment code only hints at what a fiscal code on the same document states.
    found.codes.sort(key=lambda code: code.is_payment)


def notice_nothing(found: Findings) -> None:
    """Says so if no page said anything at all, and nobody said why."""
    if not (found.text_lines or found.structured or found.codes or found.has_advice):
        found.warn("nothing-found")


def _as_structured(data: Mapping[str, Any]) -> Structured:
    return Structured(
        format=str(data["format"]),
        fields={str(name): Field(**one) for name, one in data["fields"].items()},
        lines=tuple(Line(**one) for one in data["lines"]),
        warnings=tuple(Warning(one["code"], one["text"]) for one in data["warnings"]),
    )
