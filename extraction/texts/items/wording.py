"""The words of an item's row: description, article number, GTIN and unit, by the columns they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extraction.texts.items.headings import Heading
from extraction.texts.items.item import Item
from extraction.texts.items.kinds import GTIN, MARK, NUMERIC, OTHER, POSITION, SKU, TEXT, UNIT
from extraction.texts.items.numerals import UNITS, Numeral
from extraction.texts.layout import Row, Strip
from extraction.values import gtin

_POSITION_FIRST = re.compile(r"^\d{1,3}[.)]?\s+(?=\D{3}|\d{6,}$|[A-Z]+[-/]?\d)")
_CODE_FIRST = re.compile(r"(?:\d{1,3} )?([A-Z]{2,5}[-/]?\d{3,8}|\d{6,8}) +(\S.*)")
_UNIT_FIRST = re.compile(rf"({UNITS})\b\.?\s+(.+)", re.IGNORECASE)
_LONGEST_UNIT = 9
_CODE = re.compile(r"(?=\S*\d)\S{4,}")
_LABEL = (
    r"(?:art(?:ikel)?[. -]*(?:nr|no)[. -]*(?:kunde|lief\w*)?|indeks|index|symbol|sku|item (?:no|code)|kod|code|ref)"
)
_LABEL_ONLY = re.compile(rf"^{_LABEL}[.]?\s*:$")
_LABELLED = re.compile(rf"^{_LABEL}[.]?\s*:\s*(?P<code>\S*\d\S*)$")
# A price or a rebate noted under an item is no part of its name: "List price: 5.5000".
_PRICE_NOTE = re.compile(
    r"^[^:]{0,24}(?:pri[cx]e?|preis|cena|prezzo|precio|pris|rabat|abschlag|zuschlag|discount|rabais)[^:]{0,12}:"
    r"\s*[-+]?\d[\d ]*[.,]\d{2,4}\b"
)
# A row goes on with a description if it begins this far left, or right, of where the description began.
_LEFT, _RIGHT = 0.012, 0.04


def described(item: Item, row: Row, heading: Heading, found: Mapping[str, Numeral]) -> Item:
    """The item with the words of its row: description, article number, unit."""
    first_number = min((numeral.box[0] for numeral in found.values()), default=1.0)
    for cell in row.cells:
        if is_beside(cell, heading) or _LABEL_ONLY.search(cell.folded):
            continue
        plain = _words_of(cell, found)
        if plain:
            item = _with_words(item, cell, plain, heading, is_left=cell.box[0] < first_number)
    return replace(item, cells=row.cells)


def _with_words(item: Item, cell: Strip, plain: str, heading: Heading, *, is_left: bool) -> Item:
    kind = word_column(cell, heading)
    if kind == UNIT:
        return _with_unit(item, cell, plain)
    if heading.column(POSITION):
        plain = _POSITION_FIRST.sub("", plain)
    is_code = kind == POSITION and heading.column(SKU) is None and _CODE.fullmatch(plain)
    if is_code or (kind in (GTIN, SKU) and not _runs_into_text(cell, plain, heading)):
        return _with_code(item, plain, heading)
    if kind in (POSITION, OTHER) or not (is_left or kind == TEXT):
        return item
    led = _CODE_FIRST.match(plain) if item.sku is None and heading.column(SKU) else None
    return replace(item, sku=led[1]).with_text(cell, led[2]) if led else item.with_text(cell, plain)


def _with_unit(item: Item, cell: Strip, plain: str) -> Item:
    """A unit, which an engine may have run into the description behind it."""
    led = _UNIT_FIRST.match(plain)
    if led:
        return replace(item, unit=led[1]).with_text(cell, led[2])
    is_unit = len(plain) < _LONGEST_UNIT and re.search(r"[^\W\d]", plain)
    return replace(item, unit=plain.strip(" .")) if is_unit else item


def _with_code(item: Item, plain: str, heading: Heading) -> Item:
    """An article number or GTIN; a number of up to three digits is the line's own, out of its column."""
    if re.fullmatch(r"\d{1,3}", plain) and heading.column(POSITION):
        return item
    code = gtin(plain)
    return replace(item, gtin=code) if code else replace(item, sku=item.sku or plain.strip())


def _runs_into_text(cell: Strip, plain: str, heading: Heading) -> bool:
    """Whether a cell that begins in the column of article numbers holds the description too."""
    text = heading.column(TEXT)
    return bool(text and " " in plain and cell.box[0] >= text.left - 0.01)


def _words_of(cell: Strip, found: Mapping[str, Numeral]) -> str:
    """A cell's text without the numbers that were put into columns, and their units."""
    text = cell.text
    for numeral in sorted((one for one in found.values() if one.cell is cell), key=lambda one: -one.start):
        text = text[: numeral.start] + " " + text[numeral.end :]
    text = re.sub(r"\d+(?:[.,]\d+)?\s?%|[€$£]|\b(?:EUR|PLN|USD|RM|GBP|CZK|zł)\b", " ", text)
    return text.strip(" |;:*@") if re.search(r"\w", text) else ""


def word_column(cell: Strip, heading: Heading) -> str:
    """The column that a cell of words overlaps most, else the last one that begins left of it."""
    over = [(min(cell.box[2], c.right) - max(cell.box[0], c.left), c.kind) for c in heading.columns]
    best = max(over, default=(0.0, TEXT))
    if best[0] > 0:
        return best[1]
    before = [column for column in heading.columns if column.left <= cell.box[0] + 0.01]
    return before[-1].kind if before else TEXT


def is_beside(cell: Strip, heading: Heading) -> bool:
    """Whether print stands in the margin: wholly left of the column of position numbers, and no such number."""
    first = heading.columns[0]
    is_left = first.kind == POSITION and cell.box[2] < first.left - _LEFT
    return is_left and not re.fullmatch(r"\d{1,3}[.)]?", cell.text)


def continued(item: Item, cells: Iterable[Strip], heading: Heading) -> Item:
    """The item with the words of a further row, by the columns they stand in: its numbers say nothing new."""
    for cell in cells:
        if not is_beside(cell, heading):
            for part in _parted(cell, item.text_left):
                item = _more(item, part, heading)
    return item


def _more(item: Item, cell: Strip, heading: Heading) -> Item:
    text = cell.text.strip()
    labelled = _LABELLED.match(cell.folded)
    if heading.column(POSITION) and not item.text:
        text = _POSITION_FIRST.sub("", text)
    if MARK.match(cell.folded) or _LABEL_ONLY.search(cell.folded) or _PRICE_NOTE.search(cell.folded):
        return item.with_cell(cell)
    if labelled:
        return replace(item.with_cell(cell), sku=item.sku or cell.text[labelled.start("code") :].strip())
    kind = TEXT if begins_text(cell, item) else word_column(cell, heading)
    code = re.sub(r"\s*\(\w+\)$", "", text)
    if kind in (SKU, GTIN) and _CODE.fullmatch(code):
        return _with_code(item.with_cell(cell), code, heading)
    if kind == OTHER and _CODE.fullmatch(code):
        return item.with_cell(cell)
    if kind in (POSITION, *NUMERIC) and not re.search(r"[^\W\d]{3}", text):
        return item.with_cell(cell)
    return item.with_text(cell, text)


def begins_text(cell: Strip, item: Item) -> bool:
    """Whether a cell begins where the item's description does."""
    return item.text_left is not None and -_LEFT < cell.box[0] - item.text_left < _RIGHT


def _parted(cell: Strip, left: float | None) -> Iterator[Strip]:
    """A cell, in two where one of its words begins the column of descriptions."""
    at = next((at for at, word in enumerate(cell.words) if left is not None and abs(word.box[0] - left) < _LEFT), 0)
    if at:
        yield Strip(cell.words[:at], cell.page)
    yield Strip(cell.words[at:], cell.page)
