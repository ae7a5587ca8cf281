"""Numbers in line items: quantities with units, prices with up to four decimals, and the ways each can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extraction.reading import Box
from extraction.texts.layout import Strip

UNITS = (
    r"szt(?:uk[ai]?)?|kpl|komplet|opak?|para?|par|mb|m2|m3|m²|m³|mtr|metr[yo]?w?|rolk?a?|kg"
    r"|litr[yo]?w?|l|km|godz|usl|h|paleta|pal|worek|wiadro|karton|kart"
    r"|stk|stck|st(?:u|ü|ue)ck|st|psch|pauschal|pak(?:et)?|pkg|rolle|ro|sack|eimer|karton|dose|ltr"
    r"|lfm|qm|std|satz|set|paar|pr|ea|each|pcs?|pc|pce|piece|pieces|units?|uni|box|bag"
    r"|roll|length|m|cm|mm|g|t|ks|bal|tag|tage|tag\(e\)|stunden?|hrs?|hours?|nos?|c62|h87|mtk|lot|pack|packs"
)
_NUMBER = re.compile(
    rf"(?<![\w.,/])(?P<text>[-+]?\s?(?:\d{{1,3}}(?:[ .,']\d{{3}}){{1,3}}(?:[.,]\d{{1,4}})?"
    rf"|\d{{1,7}}(?:[.,]\d{{1,4}})?))(?!\d|[.,]\d|[/-]\d)"
    rf"\s?(?:(?P<percent>%)|(?P<unit>(?:{UNITS})\b\.?)|(?P<letter>[a-g]\b))?",
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number. `values` are its readings, likeliest first: "1.000" is 1 with three decimals or a thousand."""

    values: tuple[Decimal, ...]
    unit: str | None
    is_percent: bool
    decimals: int
    box: Box
    start: int
    end: int
    cell: Strip

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


def numerals_in(cell: Strip) -> list[Numeral]:
    """All numbers of a cell that are not part of a word or code."""
    return [_numeral(cell, match) for match in _NUMBER.finditer(cell.folded)]


def _numeral(cell: Strip, match: re.Match[str]) -> Numeral:
    text = match["text"]
    values = tuple(readings(text))
    tail = re.search(r"[.,](\d+)$", text)
    box = cell.spot(match.start("text"), match.end("text"))
    unit = cell.text[match.start("unit") : match.end("unit")].strip(" .") if match["unit"] else None
    return Numeral(
        values, unit, bool(match["percent"]), len(tail[1]) if tail else 0, box, match.start(), match.end(), cell
    )


def readings(text: str) -> Iterator[Decimal]:
    """The decimals that a printed number can stand for."""
    plain = text.replace("'", "").replace(" ", "")
    point, comma = plain.rfind("."), plain.rfind(",")
    cut = max(point, comma)
    if cut < 0:
        yield Decimal(plain)
        return
    whole, part = re.sub(r"[.,]", "", plain[:cut]), plain[cut + 1 :]
    # An engine may take the comma of "1.234,56" for another point: two digits behind it are cents all the same.
    is_thousands_only = plain.count(plain[cut]) > 1 and len(part) == 3
    if not is_thousands_only:
        yield Decimal(f"{whole}.{part}")
    if len(part) == 3 and (is_thousands_only or point < 0 or comma < 0):
        yield Decimal(whole + part)
    # "18 150,88" may be two numbers that an engine ran together.
    if " " in text.strip():
        yield from readings(text.strip().split(" ", 1)[1])


def product_fits(quantity: Decimal, price: Decimal, amount: Decimal, *, places: int = 2) -> bool:
    """Whether quantity times price is the amount, allowing for the price's last printed place."""
    slack = Decimal("0.011") + abs(quantity) * Decimal("0.5").scaleb(-max(places, 2)) * (
        places > 2 or abs(quantity) > 1
    )
    return abs(quantity * price - amount) <= slack
