"""Papers of issuers that print in their own way: what the rules of reading do not know, memory has to learn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from PIL import Image, ImageDraw, ImageFont

from extraction.memory import Confirmed
from samples.generator.scan import scanned
from samples.generator.sheet import FONTS

WIDTH, MARGIN, STEP = 1000, 50, 46
SIZE = 27
PLAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
WARES = ("Kolano 20 mm", "Trojnik 16 mm", "Zawor kulowy 1/2", "Rura 16x2", "Uchwyt", "Tasma", "Syfon", "Otulina")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A firm and how it prints: each row has a left and a right part, with the facts of the document in braces.

    `name_size` is the size of the name in the head, `seen` how it is written there; `day_as` is strftime's pattern.
    """

    name: str
    tax_id: str
    currency: str
    number_as: str
    day_as: str
    rows: tuple[tuple[str, str], ...]
    seen: str = ""
    name_size: int = 40
    squeeze: float = 1.0


ISSUERS = (
    # The number is called a symbol, and an order's number stands where numbers stand.
    Issuer(
        "Metalplast Wilk", "5260250995", "PLN", "77{serial}/K/{year}", "%d.%m.%Y",
        (("ul. Polna 14, 05-800 Pruszkow", ""), ("NIP 526-025-09-95", ""),
         ("Nr zamowienia {other}", "z dnia {earlier}"), ("Symbol kwitu {number}", "Sporzadzono {day}"),
         ("*", ""), ("Razem", "{total} zl")),
    ),
    # Prints the sum before a bonus as the total, and calls what is paid by a word of its own.
    Issuer(
        "Budmarket Sowa", "7811767696", "PLN", "P/{serial}/26", "%Y-%m-%d",
        (("ul. Lesna 3, 60-001 Poznan", ""), ("NIP 781-176-76-96", ""), ("Paragon nr {number}", "{day}"), ("*", ""),
         ("RAZEM DO ZAPLATY przed premia", "{larger} zl"), ("Premia stalego klienta", "-{less}"),
         ("Kwota po premii", "{total}"), ("Dziekujemy", "")),
    ),
    # Prints the month first, but is paid in euro.
    Issuer(
        "Atlantic Supply", "DE811907980", "EUR", "INV-{serial}", "%m/%d/%Y",
        (("Hafenweg 8, 20457 Hamburg", ""), ("USt-IdNr. DE811907980", ""), ("Invoice no. {number}", "Date {day}"),
         ("*", ""), ("Total", "{total} EUR")),
    ),
    # No tax id at all, and a name in letters that are hard to read.
    Issuer(
        "Hurtownia Bobr i Syn", "6312262737", "PLN", "{serial}/W", "%d.%m.%Y",
        (("ul. Dluga 118, 44-100 Gliwice", ""), ("Dowod sprzedazy nr {number}", "Data {day}"), ("*", ""),
         ("Suma", "{total} zl")),
        seen="Hurt0wnia B0br i Svn", name_size=30,
    ),
    # The day of the print stands in the head, the day of the sale at the foot under a word of its own.
    Issuer(
        "Elektro Zubr", "9512052389", "PLN", "ZU {serial}", "%d-%m-%Y",
        (("al. Debowa 9, 02-001 Warszawa", ""), ("NIP 951-205-23-89", ""), ("Data: {later}", "Rachunek nr {number}"),
         ("*", ""), ("Razem", "{total} zl"), ("Towar odebrano {day}", "")),
    ),
    # Tight type: name and tax id are misread by themselves.
    Issuer(
        "O.K. Rurociag", "8971649500", "PLN", "R-{serial}-B", "%d.%m.%Y",
        (("ul. 1 Maja 10, 50-001 Wroclaw", ""), ("NIP 8971649500", ""), ("Rachunek {number}", "{day}"), ("*", ""),
         ("Do zaplaty", "{total} zl")),
        squeeze=0.5,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its scan, and what stands on it."""

    scan: Image.Image
    printed: Confirmed


def papers(issuer: Issuer, count: int) -> Iterator[Paper]:
    """That many documents of one issuer, the same in every run."""
    for number in range(count):
        chance = Random(f"{issuer.name} {number}")
        yield _paper(issuer, chance)


def _paper(issuer: Issuer, chance: Random) -> Paper:
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(330))
    goods = [
        (name, Decimal(chance.randrange(500, 40_000)) / 100) for name in chance.sample(WARES, k=chance.randint(2, 6))
    ]
    less = Decimal(chance.randrange(100, 400)) / 100
    larger = sum((amount for _name, amount in goods), Decimal(0))
    total = larger - less if any("{larger}" in right for _left, right in issuer.rows) else larger
    number = issuer.number_as.format(serial=chance.randrange(1000, 9999), year=day.year)
    words = {
        "number": number,
        "day": f"{day:{issuer.day_as}}",
        "earlier": f"{day - timedelta(days=9):{issuer.day_as}}",
        "later": f"{day + timedelta(days=chance.randint(1, 20)):{issuer.day_as}}",
        "total": _money(total),
        "larger": _money(larger),
        "less": _money(less),
        "other": f"{chance.randrange(10_000, 99_999)}/26",
    }
    rows = list(_rows(issuer, words, goods))
    return Paper(_scan(issuer, rows, chance), _printed(issuer, number, day, total))


def _printed(issuer: Issuer, number: str, day: date, total: Decimal) -> Confirmed:
    return Confirmed(issuer.name, issuer.tax_id, number, day.isoformat(), f"{total:.2f}", issuer.currency)


def _rows(issuer: Issuer, words: dict[str, str], goods: list[tuple[str, Decimal]]) -> Iterator[tuple[str, str]]:
    for left, right in issuer.rows:
        if left == "*":
            yield from ((name, _money(amount)) for name, amount in goods)
        else:
            yield left.format(**words), right.format(**words)


def _money(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


def _scan(issuer: Issuer, rows: list[tuple[str, str]], chance: Random) -> Image.Image:
    page = Image.new("L", (WIDTH, 2 * MARGIN + 80 + STEP * len(rows)), 255)
    draw = ImageDraw.Draw(page)
    draw.text((MARGIN, MARGIN), issuer.seen or issuer.name, font=_font(BOLD, issuer.name_size), fill=0)
    for place, (left, right) in enumerate(rows):
        y = MARGIN + 80 + STEP * place
        draw.text((MARGIN, y), left, font=_font(PLAIN, SIZE), fill=0)
        draw.text((WIDTH - MARGIN, y), right, font=_font(PLAIN, SIZE), fill=0, anchor="ra")
    page = page.resize((int(page.width * issuer.squeeze), int(page.height * issuer.squeeze)))
    return scanned(page, seed=chance.randrange(1 << 30), turn=chance.uniform(-0.8, 0.8))


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def differing(read: Confirmed, printed: Confirmed) -> list[str]:
    """Names of the facts that are not as printed; the letters of names count, not their signs."""
    return [name for name, value in asdict(printed).items() if _bare(asdict(read)[name]) != _bare(value)]


def _bare(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
