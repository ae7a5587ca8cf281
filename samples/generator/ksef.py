"""The sale as a KSeF structured invoice FA(3), the form that Polish firms send since February 2026."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samples.generator.codes import ksef_number
from samples.generator.money import plain
from samples.generator.sale import Firm, Item, Sale
from samples.generator.xml import Branch, document

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"
# The tax summary has a pair of elements per rate.
_SUMS = {23: ("P_13_1", "P_14_1"), 8: ("P_13_2", "P_14_2"), 5: ("P_13_3", "P_14_3")}


def ksef_xml(sale: Sale) -> bytes:
    """The bytes whose hash stands in the QR code of the printed invoice."""
    root: Branch = (
        "Faktura",
        [_header(sale), _party("Podmiot1", sale.seller), _buyer(sale), ("Fa", list(_body(sale))), _footer(sale)],
    )
    return document(root, {None: NAMESPACE})


def _header(sale: Sale) -> Branch:
    form = {"kodSystemowy": "FA (3)", "wersjaSchemy": "1-0E"}
    return (
        "Naglowek",
        [
            ("KodFormularza", "FA", form),
            ("WariantFormularza", "3"),
            ("DataWytworzeniaFa", f"{sale.issued_on}T09:41:00Z"),
            ("SystemInfo", "Żuraw ERP 8.2"),
        ],
    )


def _party(tag: str, firm: Firm, *more: Branch) -> Branch:
    return (
        tag,
        [
            ("DaneIdentyfikacyjne", [("NIP", firm.tax_id), ("Nazwa", firm.name)]),
            ("Adres", [("KodKraju", firm.country), ("AdresL1", firm.street), ("AdresL2", firm.town)]),
            *more,
        ],
    )


def _buyer(sale: Sale) -> Branch:
    assert sale.buyer is not None
    return _party("Podmiot2", sale.buyer, ("JST", "2"), ("GV", "2"))


def _body(sale: Sale) -> Iterator[Branch]:
    yield "KodWaluty", sale.currency
    yield "P_1", sale.issued_on.isoformat()
    yield "P_1M", sale.branch.city
    yield "P_2", sale.number
    if not sale.corrects:
        yield "P_6", sale.issued_on.isoformat()
    for part in sale.rates:
        net, tax = _SUMS[part.rate]
        yield net, str(part.net)
        yield tax, str(part.tax)
    yield "P_15", str(sale.gross)
    yield "Adnotacje", list(_notes())
    yield "RodzajFaktury", "KOR" if sale.corrects else "VAT"
    if sale.corrects:
        yield from _corrected(sale.corrects)
    yield from _rows(sale)
    if not sale.corrects:
        yield _payment(sale)


def _notes() -> Iterator[Branch]:
    yield "P_16", "2"
    yield "P_17", "2"
    yield "P_18", "2"
    yield "P_18A", "2"
    yield "Zwolnienie", [("P_19N", "1")]
    yield "NoweSrodkiTransportu", [("P_22N", "1")]
    yield "P_23", "2"
    yield "PMarzy", [("P_PMarzyN", "1")]


def _corrected(invoice: Sale) -> Iterator[Branch]:
    yield "PrzyczynaKorekty", "Zwrot towaru"
    yield "TypKorekty", "2"
    yield (
        "DaneFaKorygowanej",
        [
            ("DataWystFaKorygowanej", invoice.issued_on.isoformat()),
            ("NrFaKorygowanej", invoice.number),
            ("NrKSeF", "1"),
            ("NrKSeFFaKorygowanej", ksef_number(invoice, ksef_xml(invoice))),
        ],
    )


def _rows(sale: Sale) -> Iterator[Branch]:
    if not sale.corrects:
        yield from (_row(number, item, item.quantity) for number, item in enumerate(sale.items, 1))
        return
    sold = {item.article: item for item in sale.corrects.items}
    for number, item in enumerate(sale.items, 1):
        was = sold[item.article]
        yield _row(number, was, was.quantity, ("StanPrzed", "1"))
        yield _row(number, was, was.quantity + item.quantity)


def _row(number: int, item: Item, quantity: Decimal, *more: Branch) -> Branch:
    amount = item.price * quantity
    return (
        "FaWiersz",
        [
            ("NrWierszaFa", str(number)),
            ("P_7", item.name),
            ("Indeks", item.article),
            ("P_8A", item.unit),
            ("P_8B", plain(quantity)),
            ("P_9A", str(item.price)),
            ("P_11", f"{amount:.2f}"),
            ("P_12", str(item.rate)),
            *more,
        ],
    )


def _payment(sale: Sale) -> Branch:
    account = ("RachunekBankowy", [("NrRB", sale.seller.bank_account), ("NazwaBanku", "Bank Podhalański")])
    return (
        "Platnosc",
        [("TerminPlatnosci", [("Termin", sale.due_on.isoformat())]), ("FormaPlatnosci", "6"), account],
    )


def _footer(sale: Sale) -> Branch:
    note = f"Wydano z magazynu: {sale.branch.name}. Reklamacje: {sale.seller.email}"
    return "Stopka", [("Informacje", [("StopkaFaktury", note)])]
