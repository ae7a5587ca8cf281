"""From files to one Reading, by named stages in the order of trust: e-invoice, fiscal code, text layer, OCR.

Both functions raise NotNow if the machine could not do it this time (the caller may try the same files again).
Whatever is wrong with the files themselves is in the Reading: `error` if nothing could be read, else a warning.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from extraction import conclusions, engines, sandbox, stages
from extraction.engines import EngineMissing
from extraction.findings import Findings, OnStage, Sheet
from extraction.options import Options
from extraction.reading import Line, Reading, Warning
from extraction.refusals import NotNow, Refusal
from extraction.sandbox import OpenFile
from extraction.sniff import HEAD_BYTES, PHOTOS, STRUCTURED, Kind, kind_of

__all__ = [
    "DOCUMENT_STAGES",
    "FILE_STAGES",
    "PAGE_STAGES",
    "NotNow",
    "Options",
    "read_document",
    "read_file",
    "warm_up",
]

OnVerdict = Callable[[Sequence[tuple[str, ...]]], None]
"""Called with the codes for each file, in the order given; none for a file that is no photo."""

DocumentStage = Callable[[Findings], None]
PageStage = Callable[[Findings, Sheet], None]

# `sandbox.opened` sniffs and opens each file before its stages; each stage sees what the ones above it found.
FILE_STAGES: tuple[tuple[str, DocumentStage], ...] = (("e-invoice", stages.read_einvoices),)
PAGE_STAGES: tuple[tuple[str, PageStage], ...] = (
    ("draw", stages.draw),
    ("text-layer", stages.read_text_layer),
    # With two cores, codes are looked for in the child while the engine reads here, and nobody waits for them.
    ("symbols", stages.search_symbols),
    ("ocr", stages.read_with_ocr),
    ("symbols-found", stages.take_symbols),
)
DOCUMENT_STAGES: tuple[tuple[str, DocumentStage], ...] = (
    ("fiscal-codes", stages.read_fiscal_codes),
    ("nothing-found", stages.notice_nothing),
    ("fields", conclusions.find_fields),
    ("lines", conclusions.find_lines),
    ("spots", conclusions.find_spots),
    ("second-look", conclusions.look_again),
    ("identity", conclusions.find_identity),
    ("merge", conclusions.merge_by_trust),
)


def warm_up(*, options: Options) -> None:
    """Starts the child and loads the first engine ahead of time. For workers, after they have forked."""
    sandbox.start()
    # A missing engine is told of in the readings, where somebody sees it.
    with suppress(EngineMissing):
        engines.engine(options.engines[0], languages=options.languages, cores=options.cores)


def read_file(path: Path, *, options: Options, on_stage: OnStage | None = None) -> Reading:
    """The Reading of one file; `file` is the path as given."""
    return read_document([path], options=options, on_stage=on_stage)


def read_document(
    paths: Sequence[Path],
    *,
    options: Options,
    pictures_to: Path | None = None,
    on_stage: OnStage | None = None,
    on_verdict: OnVerdict | None = None,
) -> Reading:
    """The Reading of one document in several files, whose pages run on in the order given; `file` is the first path.

    A clean picture of each page is written to the folder `pictures_to` as page-1.jpg, page-2.jpg and so on: upright, at
    most 2000 pixels, without metadata. `on_stage` is told what is being done, for a progress display; `on_verdict` is
    told what speaks against the photos, before any of them is read.
    """
    since = time.monotonic()
    found = Findings(options=options, pictures_to=pictures_to)
    told = on_stage or _nobody_listens
    verdicts = {path: _judged(path, found) for path in paths}
    if on_verdict and any(verdicts.values()):
        on_verdict([verdicts[path] for path in paths])
    refusals = []
    for path in _einvoices_first(paths):
        if refusal := _read_one(path, found, told, len(paths), verdicts[path]):
            refusals.append(refusal)
    reading = Reading(file=str(paths[0]), seconds=round(time.monotonic() - since, 3))
    if len(refusals) == len(paths):
        return replace(reading, error=refusals[0].as_warning())
    if refusals:
        found.warn("file-skipped")
    for name, stage in DOCUMENT_STAGES:
        told(name, 0, len(found.sheets))
        stage(found)
    return replace(_concluded(found, reading), seconds=round(time.monotonic() - since, 3))


def _judged(path: Path, found: Findings) -> tuple[str, ...]:
    """The verdict on the file if it is a photo. What is wrong with the file itself is told when it is read."""
    with suppress(Refusal):
        if _kind(path) in PHOTOS:
            with sandbox.opened(path, found.options.limits) as file:
                verdict = tuple(file.judge())
                stages.take_hints(found, file)
                return verdict
    return ()


def _read_one(path: Path, found: Findings, told: OnStage, files: int, verdict: tuple[str, ...]) -> Refusal | None:
    """Reads one file into the findings. A refused file leaves none of its pages behind."""
    before = len(found.sheets)
    try:
        told("open", 0, max(before, files))
        with sandbox.opened(path, found.options.limits) as file:
            _read_opened(file, found, told, files, verdict)
    except Refusal as refusal:
        del found.sheets[before:]
        return refusal
    finally:
        # The child is gone with the block; whatever is still needed of the page has been taken.
        found.files = []
    return None


def _read_opened(file: OpenFile, found: Findings, told: OnStage, files: int, verdict: tuple[str, ...]) -> None:
    if len(found.sheets) + file.pages > found.options.limits.pages:
        raise Refusal("too-many-pages")
    found.files = [file]
    if _is_unjudged(file):
        stages.take_hints(found, file)
    pages = max(len(found.sheets) + file.pages, files)
    for name, stage in FILE_STAGES:
        told(name, 0, pages)
        stage(found)
    for place in range(1, file.pages + 1):
        sheet = Sheet(number=len(found.sheets) + 1, file=file, place=place, verdict=verdict)
        found.sheets.append(sheet)
        for page_name, page_stage in PAGE_STAGES:
            told(page_name, sheet.number, pages)
            page_stage(found, sheet)


def _is_unjudged(file: OpenFile) -> bool:
    """What was judged has given its hints then."""
    return file.pages > 0 and file.kind not in PHOTOS


def _concluded(found: Findings, reading: Reading) -> Reading:
    return replace(
        reading,
        pages=len(found.sheets),
        fields=found.fields,
        lines=_rounded(found.lines),
        printed_lines=_rounded(found.printed_lines),
        spots=tuple(replace(spot, box=conclusions.rounded(spot.box)) for spot in found.spots),
        symbols=tuple(
            replace(symbol, box=conclusions.rounded(symbol.box)) for sheet in found.sheets for symbol in sheet.symbols
        ),
        text="\n".join(line.text for line in found.text_lines),
        warnings=tuple(found.warnings.values() if len(found.sheets) > 1 else _without_page(found.warnings.values())),
    )


def _without_page(warnings: Iterable[Warning]) -> Iterator[Warning]:
    """Nobody needs to be told which page of one."""
    return (replace(warning, page=None) for warning in warnings)


def _rounded(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, box=line.box and conclusions.rounded(line.box)) for line in lines)


def _einvoices_first(paths: Sequence[Path]) -> list[Path]:
    """An e-invoice among photos has no pages and says all, so the photos need not be guessed at."""
    return sorted(paths, key=lambda path: _kind(path) not in STRUCTURED)


def _kind(path: Path) -> Kind | None:
    with suppress(OSError, Refusal), path.open("rb") as file:
        return kind_of(file.read(HEAD_BYTES))
    return None


def _nobody_listens(name: str, page: int, pages: int) -> None:
    """For callers without a progress display."""
