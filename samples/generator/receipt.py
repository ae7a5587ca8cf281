"""The till receipt of the shop chain: the layout that Polish law fixes, in the dots of a thermal printer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFont

from samples.generator import codes
from samples.generator.money import plain
from samples.generator.sale import Item, Sale
from samples.generator.sheet import FONTS

COLUMNS = 40
DOTS = 576
"""Printable width: 72 mm at 8 dots a millimetre."""
MARGIN = 32
LETTERS = {23: "A", 8: "B", 5: "C"}
TILLS = {"01": "EAZ2601003318", "04": "EAZ2601004417", "07": "EAZ2502110096"}
"""Unique number of the till in each shop."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; `height` 2 is the double-height type of the total."""

    text: str
    height: int = 1
    bold: bool = False


def receipt_image(sale: Sale) -> Image.Image:
    """The paper strip in grey, 8 dots a millimetre, 80 mm wide."""
    rows = list(_rows(sale))
    heights = [30 if row.height == 1 else 56 for row in rows]
    barcode = codes.code128(f"{sale.branch_code}{sale.issued_on:%y%m%d}{sale.number}")
    top = 120
    paper = Image.new("L", (DOTS + 2 * MARGIN, top + sum(heights) + barcode.height + 130), 255)
    draw = ImageDraw.Draw(paper)
    _logo(draw)
    y = top
    for row, height in zip(rows, heights, strict=True):
        _print(paper, row, y)
        y += height
    paper.paste(barcode, ((paper.width - barcode.width) // 2, y + 20))
    thanks = "Zwroty do 30 dni z paragonem"
    _print(paper, Row(thanks.center(COLUMNS)), y + barcode.height + 40)
    return paper


def print_number(sale: Sale) -> str:
    """The identity of the receipt: unique number of the till and number of the print."""
    return f"{TILLS[sale.branch_code]}/{sale.number}"


def _logo(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(120, 24), (142, 24), (142, 80), (200, 80), (200, 102), (120, 102)], fill=0)
    font = ImageFont.truetype(str(FONTS / "DejaVuSans-Bold.ttf"), 52)
    draw.text((222, 44), "KĄTOWNIK", font=font, fill=0)


def _print(paper: Image.Image, row: Row, y: int) -> None:
    # Thermal heads have dots, no greys: drawn without smoothing, and double height by doubling the rows.
    name = "DejaVuSansMono-Bold.ttf" if row.bold else "DejaVuSansMono.ttf"
    font = ImageFont.truetype(str(FONTS / name), 24)
    strip = Image.new("1", (DOTS + 12, 30), 1)
    draw = ImageDraw.Draw(strip)
    draw.fontmode = "1"
    draw.text((0, 0), row.text, font=font, fill=0)
    if row.height == 2:
        strip = strip.resize((strip.width, 56), Image.Resampling.NEAREST)
    paper.paste(strip.convert("L"), (MARGIN, y))


def _rows(sale: Sale) -> Iterator[Row]:
    seller, branch = sale.seller, sale.branch
    nip = f"{seller.tax_id[:3]}-{seller.tax_id[3:6]}-{seller.tax_id[6:8]}-{seller.tax_id[8:]}"
    for line in (seller.name, seller.address, branch.name, f"{branch.street}, {branch.town}", f"NIP {nip}"):
        yield Row(line.center(COLUMNS))
    yield Row("")
    yield _ends(f"{sale.issued_on}", f"nr wydr. {sale.number}")
    yield Row("PARAGON FISKALNY".center(COLUMNS), bold=True)
    yield Row("-" * COLUMNS)
    for item in sale.items:
        yield from _item(item)
    yield Row("-" * COLUMNS)
    yield from _sums(sale)
    yield from _end(sale)


def _item(item: Item) -> Iterator[Row]:
    price = f"{plain(item.quantity)} {item.unit.rstrip('.')} x{_pln(item.price)}"
    amount = f"{_pln(item.amount)}{LETTERS[item.rate]}"
    one_line = f"{item.name} {price} {amount}"
    if len(one_line) <= COLUMNS:
        yield _ends(item.name, f"{price} {amount}")
        return
    yield Row(item.name)
    yield _ends(f"{price:>26}", amount)


def _sums(sale: Sale) -> Iterator[Row]:
    for part in sale.rates:
        yield _ends(f"SPRZEDAŻ OPODATK. {LETTERS[part.rate]}", _pln(part.gross))
    for part in sale.rates:
        yield _ends(f"PTU {LETTERS[part.rate]} {part.rate},00 %", _pln(part.tax))
    yield _ends("SUMA PTU", _pln(sale.tax))
    yield Row(_ends("SUMA PLN", _pln(sale.gross)).text, height=2, bold=True)
    yield Row("-" * COLUMNS)
    yield _ends("ROZLICZENIE PŁATNOŚCI", "")
    yield _ends("KARTA PŁATNICZA", f"{_pln(sale.gross)} PLN")


def _end(sale: Sale) -> Iterator[Row]:
    assert sale.issued_at is not None
    yield Row("")
    yield _ends(f"{int(sale.number) % 9973:06} #04  Kasjer 12", f"{sale.issued_at:%H:%M}")
    if sale.buyer:
        yield Row(f"NIP NABYWCY {sale.buyer.tax_id}".center(COLUMNS), bold=True)
    yield Row(hashlib.sha256(print_number(sale).encode()).hexdigest()[:20].upper().center(COLUMNS))
    yield Row(f"[PL] {TILLS[sale.branch_code]}".center(COLUMNS), bold=True)


def _ends(left: str, right: str) -> Row:
    return Row(left + right.rjust(COLUMNS - len(left)))


def _pln(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")
