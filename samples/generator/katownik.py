"""The invoice that the shop chain prints for goods paid at the till: EAN codes, gross amounts, no account."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samples.generator.money import amount, in_polish_words, plain
from samples.generator.printed import Printed, printed
from samples.generator.sale import Firm, Item, Sale, cents
from samples.generator.sheet import SANS, WIDTH, Column, Sheet, Table

LEFT, RIGHT = 15.0, WIDTH - 15.0
ORANGE = "#c8440a"
COLUMNS = (
    Column("Lp", 7, "right"),
    Column("Kod / EAN", 27),
    Column("Nazwa", 47),
    Column("Ilość", 11, "right"),
    Column("Jm", 9),
    Column("Cena netto", 17, "right"),
    Column("Netto", 18, "right"),
    Column("VAT", 10, "right"),
    Column("Kwota VAT", 16, "right"),
    Column("Brutto", 18, "right"),
)


def katownik_invoice(sale: Sale) -> Printed:
    """The PDF as the shop's program prints it."""
    return printed(lambda pages: _Invoice(sale, pages).draw())


@dataclass
class _Invoice:
    sale: Sale
    pages: int
    sheet: Sheet = field(init=False)

    def draw(self) -> Printed:
        self.sheet = Sheet(f"Faktura {self.sale.number}", SANS)
        self._head()
        self._parties()
        table = Table(self.sheet, LEFT, COLUMNS, 7.2, 250, self._go_on, padding=2.4)
        y, on_pages = table.heading(96, "#f3d9cc"), []
        for number, item in enumerate(self.sale.items, 1):
            y = table.row(y, _cells(number, item))
            on_pages.append(self.sheet.page)
        self._sums(y + 5)
        self._foot()
        return Printed(self.sheet.finished(), tuple(on_pages), self.sheet.page)

    def _head(self) -> None:
        # A try square, which is what the chain is named after.
        x = RIGHT - 55
        self.sheet.shape([(x, 12), (x + 4, 12), (x + 4, 24), (x + 15, 24), (x + 15, 28), (x, 28)], ORANGE)
        self.sheet.colour = ORANGE
        self.sheet.text(RIGHT, 21, "KĄTOWNIK", 18, bold=True, align="right")
        self.sheet.text(RIGHT, 27, "market dla majstra", 9, align="right")
        self.sheet.colour = "#000000"
        sale = self.sale
        self.sheet.text(LEFT, 20, "FAKTURA", 19, bold=True)
        self.sheet.text(LEFT, 27, f"nr {sale.number}", 13, bold=True)
        facts = (
            f"Data wystawienia: {sale.issued_on}    Data sprzedaży: {sale.issued_on}    Miejsce: {sale.branch.city}",
            f"Do paragonu fiskalnego nr {sale.receipt} z dnia {sale.issued_on}",
        )
        self.sheet.block(LEFT, 36, facts, 8.4)
        self.sheet.line(LEFT, 43.5, RIGHT, 43.5, 0.5)

    def _parties(self) -> None:
        assert self.sale.buyer is not None
        seller, branch = self.sale.seller, self.sale.branch
        for x, role, firm in ((LEFT, "SPRZEDAWCA", seller), (LEFT + 95, "NABYWCA", self.sale.buyer)):
            self.sheet.text(x, 50, role, 7, bold=True)
            self.sheet.block(x, 55.5, _address(firm), 9)
        self.sheet.text(LEFT, 76, f"Sklep {self.sale.branch_code}: {branch.name}, {branch.address}", 8)
        self.sheet.text(LEFT, 81, "Forma płatności: karta płatnicza    Zapłacono przy kasie 04", 8)
        self.sheet.text(LEFT, 90, "Pozycje faktury", 9, bold=True)

    def _go_on(self) -> float:
        self._foot()
        self.sheet.next_page()
        self.sheet.text(LEFT, 14, f"FAKTURA nr {self.sale.number}, ciąg dalszy", 9, bold=True)
        return Table(self.sheet, LEFT, COLUMNS, 7.2, 250, self._go_on, padding=2.4).heading(18, "#f3d9cc")

    def _sums(self, y: float) -> None:
        columns = [Column("Stawka VAT", 24), *(Column(t, 24, "right") for t in ("Netto", "VAT", "Brutto"))]
        table = Table(self.sheet, RIGHT - 96, columns, 8, 290, lambda: 20)
        below = table.heading(y, "#f3d9cc")
        for part in self.sale.rates:
            below = table.row(below, [f"{part.rate} %", *(_pln(v) for v in (part.net, part.tax, part.gross))])
        sums = (self.sale.net, self.sale.tax, self.sale.gross)
        below = table.row(below, ["RAZEM", *(_pln(v) for v in sums)], bold=True)
        facts = (
            f"Wartość faktury brutto: {_pln(self.sale.gross)} zł",
            f"Słownie: {in_polish_words(self.sale.gross)}",
            f"Zapłacono: {_pln(self.sale.gross)} zł",
            "Pozostało do zapłaty: 0,00 zł",
        )
        self.sheet.block(LEFT, below + 8, facts, 9.4, bold_first=True)
        self.sheet.text(
            LEFT, below + 34, "Zwrot towaru w ciągu 30 dni z paragonem lub fakturą. Dziękujemy za zakupy.", 7.6
        )

    def _foot(self) -> None:
        self.sheet.line(LEFT, 279, RIGHT, 279, 0.5)
        legal = f"{self.sale.seller.name}, {self.sale.seller.address}, KRS 0000000000, kapitał zakładowy 12 000 000 zł"
        self.sheet.text(LEFT, 283, legal, 6.4)
        self.sheet.text(LEFT, 286.5, f"{self.sale.seller.email}   {self.sale.seller.website}", 6.4)
        self.sheet.text(RIGHT, 286.5, f"{self.sheet.page}/{self.pages}", 7, align="right")


def _cells(number: int, item: Item) -> list[str]:
    tax = cents(item.amount * item.rate / 100)
    code = item.gtin or item.article
    amounts = (_pln(item.price), _pln(item.amount), f"{item.rate}%", _pln(tax), _pln(item.amount + tax))
    return [str(number), code, item.name, plain(item.quantity), item.unit, *amounts]


def _address(firm: Firm) -> list[str]:
    nip = f"{firm.tax_id[:3]}-{firm.tax_id[3:6]}-{firm.tax_id[6:8]}-{firm.tax_id[8:]}"
    return [firm.name, firm.street, firm.town, f"NIP {nip}"]


def _pln(value: Decimal) -> str:
    return amount(value, "pl")
