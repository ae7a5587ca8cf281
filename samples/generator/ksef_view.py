"""The visualisation of a KSeF invoice, in the plain layout that the ministry's own application prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samples.generator import codes
from samples.generator.ksef import ksef_xml
from samples.generator.money import amount, plain
from samples.generator.printed import Printed
from samples.generator.sale import Firm, Sale
from samples.generator.sheet import SANS, WIDTH, Column, Sheet, Table

LEFT, RIGHT = 14.0, WIDTH - 14.0
COLUMNS = (
    Column("Lp.", 8, "right"),
    Column("Nazwa towaru lub usługi", 62),
    Column("Cena jedn. netto", 24, "right"),
    Column("Ilość", 14, "right"),
    Column("Miara", 13),
    Column("Stawka podatku", 24, "right"),
    Column("Wartość sprzedaży netto", 36, "right"),
)


def ksef_visualisation(sale: Sale) -> Printed:
    """The PDF that a buyer downloads: sections with headings, the KSeF number, and the code to check it by."""
    return _View(sale).draw()


@dataclass
class _View:
    sale: Sale
    sheet: Sheet = field(init=False)

    def draw(self) -> Printed:
        self.sheet = Sheet(f"Faktura {self.sale.number}", SANS)
        self._head()
        self._parties()
        y = self._items(self._details())
        y = self._sums(y + 6)
        self._check(y + 6)
        return Printed(self.sheet.finished(), (1,) * len(self.sale.items), 1)

    def _head(self) -> None:
        xml = ksef_xml(self.sale)
        self.sheet.text(LEFT, 18, "Krajowy System", 15)
        self.sheet.colour = "#b0102b"
        self.sheet.text(LEFT + 40, 18, "e", 15, bold=True)
        self.sheet.colour = "#000000"
        self.sheet.text(LEFT + 43.6, 18, "-Faktur", 15)
        self.sheet.text(RIGHT, 15, "Numer Faktury:", 8, align="right")
        self.sheet.text(RIGHT, 21, self.sale.number, 13, bold=True, align="right")
        self.sheet.text(RIGHT, 26, "Faktura podstawowa", 8, align="right")
        self.sheet.text(RIGHT, 31, f"Numer KSEF: {codes.ksef_number(self.sale, xml)}", 8, align="right")
        self.sheet.line(LEFT, 34, RIGHT, 34)

    def _parties(self) -> None:
        assert self.sale.buyer is not None
        for x, role, firm in ((LEFT, "Sprzedawca", self.sale.seller), (LEFT + 94, "Nabywca", self.sale.buyer)):
            self.sheet.text(x, 41, role, 11, bold=True)
            self.sheet.text(x, 47, "Dane identyfikacyjne", 8, bold=True)
            y = self.sheet.block(x, 52, [f"NIP: {firm.tax_id}", f"Nazwa: {firm.name}"], 8)
            self.sheet.text(x, y + 1.5, "Adres", 8, bold=True)
            self.sheet.block(x, y + 6, _address(firm), 8)

    def _details(self) -> float:
        sale = self.sale
        self.sheet.line(LEFT, 80, RIGHT, 80)
        self.sheet.text(LEFT, 87, "Szczegóły", 11, bold=True)
        dated = f"Data wystawienia, z zastrzeżeniem art. 106na ust. 1 ustawy: {sale.issued_on:%d.%m.%Y}"
        self.sheet.block(LEFT, 93, [dated, f"Miejsce wystawienia: {sale.branch.city}"], 8)
        sold = f"Data dokonania lub zakończenia dostawy towarów lub wykonania usługi: {sale.issued_on:%d.%m.%Y}"
        self.sheet.block(LEFT, 100.5, [sold, f"Kod waluty: {sale.currency}"], 8)
        return 108

    def _items(self, y: float) -> float:
        self.sheet.line(LEFT, y, RIGHT, y)
        self.sheet.text(LEFT, y + 7, "Pozycje", 11, bold=True)
        priced = f"Faktura wystawiona w cenach netto w walucie {self.sale.currency}"
        self.sheet.text(LEFT, y + 12, priced, 8)
        table = Table(self.sheet, LEFT, COLUMNS, 7.4, 280, lambda: 20, padding=2.6)
        y = table.heading(y + 15)
        for number, item in enumerate(self.sale.items, 1):
            cells = (_pln(item.price), plain(item.quantity), item.unit, f"{item.rate}%", _pln(item.amount))
            y = table.row(y, [str(number), item.name, *cells])
        self.sheet.text(
            RIGHT, y + 7, f"Kwota należności ogółem: {_pln(self.sale.gross)} PLN", 10, bold=True, align="right"
        )
        return y + 9

    def _sums(self, y: float) -> float:
        self.sheet.text(LEFT, y, "Podsumowanie stawek podatku", 11, bold=True)
        titles = ("Lp.", "Stawka podatku", "Kwota netto", "Kwota podatku", "Kwota brutto")
        columns = [Column(title, width, "right") for title, width in zip(titles, (8, 46, 40, 40, 48), strict=True)]
        table = Table(self.sheet, LEFT, columns, 7.4, 290, lambda: 20, padding=2.6)
        y = table.heading(y + 3)
        for number, part in enumerate(self.sale.rates, 1):
            sums = (_pln(value) for value in (part.net, part.tax, part.gross))
            y = table.row(y, [str(number), f"{part.rate}%", *sums])
        self.sheet.text(LEFT, y + 8, "Płatność", 11, bold=True)
        paid = ["Forma płatności: Przelew", f"Termin płatności: {self.sale.due_on:%d.%m.%Y}"]
        account = f"Numer rachunku bankowego: {self.sale.seller.bank_account}"
        return self.sheet.block(LEFT, y + 13, [*paid, account], 8)

    def _check(self, y: float) -> None:
        xml = ksef_xml(self.sale)
        link = codes.ksef_link(self.sale, xml)
        self.sheet.line(LEFT, y - 3, RIGHT, y - 3)
        self.sheet.text(LEFT, y + 3, "Sprawdź, czy Twoja faktura znajduje się w KSeF!", 11, bold=True)
        self.sheet.picture(codes.qr(link), LEFT + 6, y + 5, 38)
        self.sheet.text(LEFT + 25, y + 46, codes.ksef_number(self.sale, xml), 6.4, align="centre")
        self.sheet.text(LEFT + 56, y + 14, "Nie możesz zeskanować kodu z obrazka? Kliknij w link weryfikacyjny:", 8)
        parts = (link[:58], link[58:])
        self.sheet.block(LEFT + 56, y + 19, parts, 7)


def _address(firm: Firm) -> list[str]:
    return [firm.street, firm.town, "Polska"]


def _pln(value: Decimal) -> str:
    return amount(value, "pl")
