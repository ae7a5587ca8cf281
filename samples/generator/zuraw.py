"""The invoice of the Polish wholesaler: catalogue price, rebate, payment code, and the KSeF code once it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samples.generator import codes
from samples.generator.ksef import ksef_xml
from samples.generator.money import amount, in_polish_words, plain
from samples.generator.printed import Printed, printed
from samples.generator.sale import Firm, Item, Sale
from samples.generator.sheet import SANS, WIDTH, Column, Sheet, Table

LEFT, RIGHT = 12.0, WIDTH - 12.0
BLUE = "#1d3f7a"
COLUMNS = (
    Column("Lp.", 8, "right"),
    Column("Indeks", 21),
    Column("Nazwa towaru lub usługi", 62),
    Column("Ilość", 13, "right"),
    Column("J.m.", 10),
    Column("Cena\nkat.", 15, "right"),
    Column("Rabat\n%", 12, "right"),
    Column("Cena\nnetto", 15, "right"),
    Column("Wartość\nnetto", 20, "right"),
    Column("VAT\n%", 10, "right"),
)


def zuraw_invoice(sale: Sale, *, is_in_ksef: bool) -> Printed:
    """The PDF as the wholesaler's program prints it."""
    return printed(lambda pages: _Invoice(sale, is_in_ksef, pages).draw())


@dataclass
class _Invoice:
    sale: Sale
    is_in_ksef: bool
    pages: int
    sheet: Sheet = field(init=False)

    def draw(self) -> Printed:
        self.sheet = Sheet(f"Faktura {self.sale.number}", SANS)
        self._head()
        table = Table(self.sheet, LEFT, COLUMNS, 7.8, 264, self._go_on)
        y, on_pages = table.heading(93), []
        for number, item in enumerate(self.sale.items, 1):
            y = table.row(y, _cells(number, item))
            on_pages.append(self.sheet.page)
        # The sums stay together: what does not fit below the last line goes to the next page.
        y = self._go_on(heading=False) if y > 212 else y
        self._sums(y + 4)
        self._foot()
        return Printed(self.sheet.finished(), tuple(on_pages), self.sheet.page)

    def _head(self) -> None:
        self._logo()
        sale = self.sale
        facts = (
            ("Miejsce wystawienia:", sale.branch.city),
            ("Data wystawienia:", f"{sale.issued_on:%d.%m.%Y}"),
            ("Data dostawy:", f"{sale.issued_on:%d.%m.%Y}"),
            ("Termin płatności:", f"{sale.due_on:%d.%m.%Y}"),
        )
        for number, (label, value) in enumerate(facts):
            self.sheet.text(158, 14 + number * 4.6, label, 8.2, align="right")
            self.sheet.text(160, 14 + number * 4.6, value, 8.2, bold=True)
        self.sheet.text(WIDTH / 2, 42, f"Faktura VAT nr {sale.number}", 14, bold=True, align="centre")
        self.sheet.text(RIGHT, 46.5, "oryginał", 7, align="right")
        self._parties()

    def _logo(self) -> None:
        # A crane that carries a pipe bend: mast, jib, rope, load.
        self.sheet.shape([(15, 31), (17.4, 31), (17.4, 13), (15, 13)], BLUE)
        self.sheet.shape([(12, 13), (35, 13), (35, 15), (12, 15)], BLUE)
        self.sheet.shape([(16.2, 9), (35, 13), (33, 13), (16.2, 10.4)], BLUE)
        self.sheet.shape([(31, 15), (31.6, 15), (31.6, 22), (31, 22)], BLUE)
        self.sheet.shape([(28, 22), (35, 22), (35, 29), (32, 29), (32, 25), (28, 25)], "#e07b00")
        self.sheet.colour = BLUE
        self.sheet.text(39, 22, "ŻURAW", 23, bold=True)
        self.sheet.text(39, 28.5, "HURT INSTALACYJNY", 9.4, bold=True)
        self.sheet.colour = "#000000"

    def _parties(self) -> None:
        assert self.sale.buyer is not None
        self.sheet.box(LEFT, 49, 91, 31)
        self.sheet.box(LEFT + 95, 49, 91, 31)
        seller = [*_address(self.sale.seller), f"Oddział: {self.sale.branch.name}, {self.sale.branch.street}"]
        self.sheet.text(LEFT + 2, 53, "Sprzedawca", 6.6)
        y = self.sheet.block(LEFT + 2, 57.5, seller, 8.2, bold_first=True)
        self.sheet.text(LEFT + 2, y, f"tel. 18 000 00 00   {self.sale.seller.email}", 7)
        self.sheet.text(LEFT + 97, 53, "Nabywca", 6.6)
        self.sheet.block(LEFT + 97, 57.5, _address(self.sale.buyer), 8.2, bold_first=True)
        bank = f"Sposób płatności: przelew 14 dni    Bank Podhalański, rachunek: {_account(self.sale.seller)}"
        self.sheet.text(LEFT, 85, bank, 7.6)
        # Every wholesaler's invoice names its delivery note: one more number that is not the invoice's.
        number = self.sale.number.removeprefix("FV ")
        self.sheet.text(
            LEFT, 89.5, f"Dotyczy: WZ {number}    Zamówienie telefoniczne    Opiekun klienta: R. Gawlik", 7.6
        )

    def _go_on(self, *, heading: bool = True) -> float:
        self._foot()
        self.sheet.next_page()
        self.sheet.text(LEFT, 14, f"Faktura VAT nr {self.sale.number}", 9, bold=True)
        self.sheet.text(RIGHT, 14, f"ciąg dalszy, {self.sale.seller.name}", 7.6, align="right")
        if not heading:
            return 18
        return Table(self.sheet, LEFT, COLUMNS, 7.8, 264, self._go_on).heading(18)

    def _sums(self, y: float) -> None:
        sale = self.sale
        columns = [Column("Stawka", 18, "right"), *(Column(t, 26, "right") for t in ("Netto", "VAT", "Brutto"))]
        table = Table(self.sheet, RIGHT - 96, columns, 8, 290, lambda: 20)
        below = table.heading(y)
        for part in sale.rates:
            below = table.row(below, [f"{part.rate}%", *(_pln(v) for v in (part.net, part.tax, part.gross))])
        below = table.row(below, ["Razem", *(_pln(v) for v in (sale.net, sale.tax, sale.gross))], bold=True)
        self.sheet.text(RIGHT, below + 8, f"Do zapłaty:  {_pln(sale.gross)} PLN", 13, bold=True, align="right")
        self.sheet.text(RIGHT, below + 13, f"słownie: {in_polish_words(sale.gross)}", 7.8, align="right")
        self._codes(y)
        for x, words in ((LEFT + 30, "podpis osoby upoważnionej do odbioru"), (RIGHT - 30, "wystawił(a): B. Sikora")):
            self.sheet.line(x - 28, below + 40, x + 28, below + 40)
            self.sheet.text(x, below + 43.5, words, 6.6, align="centre")

    def _codes(self, y: float) -> None:
        self.sheet.picture(codes.qr(codes.payment_code(self.sale)), LEFT, y, 27)
        self.sheet.text(LEFT + 13.5, y + 30, "Zapłać telefonem", 6.6, align="centre")
        if not self.is_in_ksef:
            return
        xml = ksef_xml(self.sale)
        self.sheet.picture(codes.qr(codes.ksef_link(self.sale, xml)), LEFT + 36, y, 33)
        self.sheet.text(LEFT + 52, y + 36, codes.ksef_number(self.sale, xml), 6.2, align="centre")
        self.sheet.text(LEFT + 52, y + 39, "Sprawdź fakturę w KSeF", 6.2, align="centre")

    def _foot(self) -> None:
        self.sheet.line(LEFT, 281, RIGHT, 281)
        legal = "Sąd Rejonowy dla Krakowa-Śródmieścia, KRS 0000000000, kapitał zakładowy 200 000 zł, wpłacony w całości"
        self.sheet.text(LEFT, 284.5, legal, 6)
        self.sheet.text(LEFT, 287.5, f"{self.sale.seller.website}   Wydruk z programu Żuraw ERP 8.2", 6)
        self.sheet.text(RIGHT, 284.5, f"Strona {self.sheet.page} z {self.pages}", 7, align="right")


def _cells(number: int, item: Item) -> list[str]:
    rebate = round((1 - item.price / item.list_price) * 100)
    prices = (_pln(item.list_price), str(rebate), _pln(item.price), _pln(item.amount))
    return [str(number), item.article, item.name, plain(item.quantity), item.unit, *prices, str(item.rate)]


def _address(firm: Firm) -> list[str]:
    return [firm.name, firm.street, firm.town, f"NIP: {firm.tax_id}"]


def _account(firm: Firm) -> str:
    digits = firm.bank_account.removeprefix("PL")
    return " ".join([digits[:2], *(digits[at : at + 4] for at in range(2, 26, 4))])


def _pln(value: Decimal) -> str:
    return amount(value, "pl")
