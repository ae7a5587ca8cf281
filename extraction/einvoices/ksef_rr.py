"""KSeF FA_RR: invoices that a buyer writes for a flat-rate farmer; the same envelope as FA, other element names."""

from __future__ import annotations

from extraction import document_types, values
from extraction.einvoices import ksef
from extraction.einvoices.invoice import Invoice, Item
from extraction.einvoices.tree import Document, Node


def read(document: Document) -> Invoice:
    """The invoice in a `Faktura` with the part `FakturaRR`: the first party sells, the second buys and writes."""
    root = document.root
    is_correction = (root.text("FakturaRR/RodzajFaktury") or "").startswith("KOR")
    return Invoice(
        format="ksef_fa_rr",
        document_type=document_types.CORRECTION if is_correction else document_types.SELF_BILLED,
        number=root.text("FakturaRR/P_4C"),
        issued_on=values.day(root.text("FakturaRR/P_4B")),
        currency=root.text("FakturaRR/KodWaluty"),
        total=values.amount(root.text("FakturaRR/P_12_1")),
        net=values.amount(root.text("FakturaRR/P_11_1")),
        tax=values.amount(root.text("FakturaRR/P_11_2")),
        seller=ksef.party(root.find("Podmiot1")),
        buyer=ksef.party(root.find("Podmiot2")),
        items=tuple(_item(row) for row in root.all("FakturaRR/FakturaRRWiersz")),
        identity=ksef.identity(document),
    )


def _item(row: Node) -> Item:
    return Item(
        description=row.text("P_5") or "",
        quantity=values.amount(row.text("P_6B")),
        unit=row.text("P_6A"),
        unit_price=values.amount(row.text("P_7")),
        amount=values.amount(row.text("P_8")),
        gtin=values.gtin(row.text("GTIN")),
    )
