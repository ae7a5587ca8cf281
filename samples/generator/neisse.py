"""The invoice of the German wholesaler after DIN 5008: window address, information block, carry-over, foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samples.generator.en16931 import vat_id
from samples.generator.money import amount, plain
from samples.generator.printed import Printed, printed
from samples.generator.sale import Item, Sale, total
from samples.generator.sheet import HELVETICA, WIDTH, Column, Sheet, Table

LEFT, RIGHT = 25.0, WIDTH - 18.0
GREEN = "#3a6b35"
WORDS = {
    "de": {
        "title": "Rechnung", "number": "Rechnungs-Nr.", "date": "Rechnungsdatum", "delivered": "Lieferdatum",
        "customer": "Kunden-Nr.", "their_id": "Ihre USt-IdNr.", "clerk": "Bearbeiter", "page": "Seite",
        "columns": "Pos.|Art.-Nr.|Bezeichnung|Menge|ME|E-Preis|Betrag EUR",
        "note": "Lieferschein-Nr.", "carried": "Übertrag", "net": "Nettobetrag", "tax": "zzgl. {rate} % MwSt.",
        "gross": "Rechnungsbetrag", "hello": "Wir danken für Ihren Auftrag und berechnen wie folgt:",
        "terms": "Zahlbar bis {due} ohne Abzug. Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum.",
        "free": "", "of": "von",
    },
    "en": {
        "title": "Invoice", "number": "Invoice no.", "date": "Invoice date", "delivered": "Date of supply",
        "customer": "Customer no.", "their_id": "Your VAT ID", "clerk": "Contact", "page": "Page",
        "columns": "Item|Article no.|Description|Qty|Unit|Price|Amount EUR",
        "note": "Delivery note", "carried": "Carried forward", "net": "Net amount", "tax": "VAT {rate} %",
        "gross": "Invoice total", "hello": "Thank you for your order. We charge as follows:",
        "terms": "Payable by {due} without deduction. The goods remain our property until paid in full.",
        "free": "Intra-Community supply, exempt from VAT (sec. 4 no. 1 b, 6a German VAT Act).", "of": "of",
    },
}  # fmt: skip


def neisse_invoice(sale: Sale) -> Printed:
    """The PDF as the wholesaler's program prints it, in German or English."""
    return printed(lambda pages: _Invoice(sale, pages).draw())


def prints_ean(number: int, item: Item) -> bool:
    """Whether the EAN stands below the name: the wholesaler's data are patchy, so on every third line."""
    return item.gtin is not None and number % 3 == 1


@dataclass
class _Invoice:
    sale: Sale
    pages: int
    done: int = 0
    sheet: Sheet = field(init=False)

    def draw(self) -> Printed:
        self.sheet = Sheet(f"{self.words['title']} {self.sale.number}", HELVETICA)
        self._letterhead()
        self._facts()
        table = self._table()
        y, on_pages = table.heading(118, None), []
        self.sheet.line(LEFT, y, RIGHT, y)
        for number, item in enumerate(self.sale.items, 1):
            y = table.row(y, self._cells(number, item))
            self.done = number
            on_pages.append(self.sheet.page)
        y = self._go_on(heading=False) if y > 226 else y
        self._sums(y + 2)
        self._foot()
        return Printed(self.sheet.finished(), tuple(on_pages), self.sheet.page)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.sale.language]

    def _letterhead(self) -> None:
        seller = self.sale.seller
        for row in range(3):
            # Three waves: the Neiße.
            top = 14 + row * 4
            points = [(LEFT + step * 3, top + (step % 2) * 2) for step in range(8)]
            self.sheet.shape([*points, *((x, y + 1.6) for x, y in reversed(points))], GREEN)
        self.sheet.colour = GREEN
        self.sheet.text(LEFT + 26, 20, "Neiße Haustechnik", 20, bold=True)
        self.sheet.text(LEFT + 26, 25.5, "Großhandel für Sanitär, Heizung, Klima", 9.5)
        self.sheet.colour = "#000000"
        self.sheet.text(LEFT, 48, f"{seller.name} · {seller.street} · {seller.town}", 6.4)
        self.sheet.line(LEFT, 49.2, LEFT + 85, 49.2, 0.1)

    def _facts(self) -> None:
        sale, words = self.sale, self.words
        assert sale.buyer is not None
        country = [] if sale.buyer.country == sale.seller.country else ["Poland"]
        self.sheet.block(LEFT, 56, [sale.buyer.name, sale.buyer.street, sale.buyer.town, *country], 10)
        facts = (
            (words["number"], sale.number),
            (words["date"], self._day(sale.issued_on)),
            (words["delivered"], self._day(sale.issued_on)),
            (words["customer"], f"D{sale.buyer.tax_id[-5:]}"),
            (words["their_id"], vat_id(sale.buyer)),
            (words["clerk"], "K. Vogel"),
            (words["page"], f"1 {words['of']} {self.pages}"),
        )
        for number, (label, value) in enumerate(facts):
            self.sheet.text(132, 56 + number * 4.8, label, 8.6)
            self.sheet.text(RIGHT, 56 + number * 4.8, value, 8.6, bold=number == 0, align="right")
        self.sheet.text(LEFT, 99, f"{words['title']} {sale.number}", 14, bold=True)
        note = f"{words['note']} LS-{sale.number[-5:]}, {sale.branch.name}, {self._day(sale.issued_on)}"
        self.sheet.text(LEFT, 105, note, 8.6)
        self.sheet.text(LEFT, 112, words["hello"], 9)

    def _table(self) -> Table:
        titles = self.words["columns"].split("|")
        widths = (10, 22, 67, 14, 12, 19, 23)
        sides = ("left", "left", "left", "right", "left", "right", "right")
        columns = [Column(*parts) for parts in zip(titles, widths, sides, strict=True)]
        return Table(self.sheet, LEFT, columns, 8.4, 246, self._go_on, padding=2.2, is_ruled=False)

    def _cells(self, number: int, item: Item) -> list[str]:
        name = f"{item.name}\nEAN {item.gtin}" if prints_ean(number, item) else item.name
        money = [self._eur(item.price), self._eur(item.amount)]
        return [str(number), item.article, name, plain(item.quantity), item.unit, *money]

    def _go_on(self, *, heading: bool = True) -> float:
        so_far = self._eur(total(item.amount for item in self.sale.items[: self.done]))
        self.sheet.line(LEFT, 249, RIGHT, 249, 0.1)
        self.sheet.text(RIGHT, 253, f"{self.words['carried']}   {so_far}", 8.4, align="right")
        self._foot()
        self.sheet.next_page()
        place = f"{self.words['page']} {self.sheet.page} {self.words['of']} {self.pages}"
        self.sheet.text(LEFT, 20, f"{self.words['title']} {self.sale.number}", 10, bold=True)
        self.sheet.text(RIGHT, 20, f"{self._day(self.sale.issued_on)}   {place}", 8.6, align="right")
        self.sheet.text(RIGHT, 34, f"{self.words['carried']}   {so_far}", 8.4, align="right")
        return self._table().heading(25, None) + 5 if heading else 38

    def _sums(self, y: float) -> None:
        words, sale = self.words, self.sale
        self.sheet.line(LEFT, y, RIGHT, y)
        rows = [(words["net"], sale.net), *((words["tax"].format(rate=p.rate), p.tax) for p in sale.rates)]
        for number, (label, value) in enumerate(rows):
            self.sheet.text(RIGHT - 62, y + 5 + number * 4.8, label, 9)
            self.sheet.text(RIGHT, y + 5 + number * 4.8, self._eur(value), 9, align="right")
        self.sheet.line(RIGHT - 62, y + 12, RIGHT, y + 12)
        self.sheet.text(RIGHT - 62, y + 17, words["gross"], 11, bold=True)
        self.sheet.text(RIGHT, y + 17, f"{self._eur(sale.gross)} EUR", 11, bold=True, align="right")
        self.sheet.line(RIGHT - 62, y + 18.6, RIGHT, y + 18.6, 0.4)
        terms = words["terms"].format(due=self._day(sale.due_on))
        self.sheet.block(LEFT, y + 28, [terms, words["free"]] if not sale.tax else [terms], 8.6)

    def _foot(self) -> None:
        seller = self.sale.seller
        self.sheet.line(LEFT, 268, RIGHT, 268, 0.1)
        iban = " ".join(seller.bank_account[at : at + 4] for at in range(0, 22, 4))
        parts = (
            (seller.name, seller.street, seller.town, seller.website),
            (
                "Geschäftsführer: Jörg Lehnert",
                "Amtsgericht Dresden HRB 00000",
                f"USt-IdNr. {seller.tax_id}",
                seller.email,
            ),
            ("Bankverbindung: Lausitzbank", f"IBAN {iban}", "Steuer-Nr. 207/000/00000", "Gerichtsstand: Görlitz"),
        )
        for number, lines in enumerate(parts):
            self.sheet.block(LEFT + number * 59, 272, lines, 6.6)

    def _day(self, day: date) -> str:
        return f"{day:%d.%m.%Y}" if self.sale.language == "de" else f"{day.day} {day:%B %Y}"

    def _eur(self, value: Decimal) -> str:
        return amount(value, self.sale.language)
