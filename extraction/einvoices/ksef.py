"""KSeF structured invoices FA(2) and FA(3) of the Polish Ministry of Finance.

Fields by the published logical structure (http://crd.gov.pl/wzor/2025/06/25/13775/). The number that KSeF gives is
not in the file; the hash of the bytes is what the printed code carries, so it is the identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from extraction import document_types, values
from extraction.einvoices.invoice import Invoice, Item, Party
from extraction.einvoices.tree import Document, Node
from extraction.reading import Warning

_TYPES = {
    "ZAL": document_types.ADVANCE,
    "KOR": document_types.CORRECTION,
    "KOR_ZAL": document_types.CORRECTION,
    "KOR_ROZ": document_types.CORRECTION,
}


def read(document: Document) -> Invoice:
    """The invoice in a `Faktura` with the part `Fa`."""
    root = document.root
    version = root.find("Naglowek/KodFormularza")
    code = version.attribute("kodSystemowy") if version else None
    kind = root.text("Fa/RodzajFaktury") or "VAT"
    items = tuple(_item(row) for row in root.all("Fa/FaWiersz"))
    return Invoice(
        format="ksef_fa3" if code == "FA (3)" else "ksef_fa2",
        document_type=_TYPES.get(kind, document_types.INVOICE),
        number=root.text("Fa/P_2"),
        issued_on=values.day(root.text("Fa/P_1")),
        currency=root.text("Fa/KodWaluty"),
        total=values.amount(root.text("Fa/P_15")),
        net=_sum(root, "P_13_"),
        tax=_sum(root, "P_14_"),
        seller=party(root.find("Podmiot1")),
        buyer=party(root.find("Podmiot2")),
        items=items,
        identity=identity(document),
        adds_up=True,
        warnings=tuple(_warnings(root, kind)),
        corrects=tuple(root.texts("Fa/DaneFaKorygowanej/NrFaKorygowanej")),
    )


def identity(document: Document) -> str:
    """The hash that the codes printed on the visualisation carry; over the bytes as received."""
    return f"pl_ksef:sha256:{hashlib.sha256(document.raw).hexdigest()}"


def party(who: Node | None) -> Party:
    """Seller or buyer: a Polish NIP, an EU number with its country, or a foreign number; a person by two names."""
    if who is None:
        return Party()
    ids = "DaneIdentyfikacyjne"
    person = " ".join(filter(None, (who.text(f"{ids}/ImiePierwsze"), who.text(f"{ids}/Nazwisko"))))
    nip = who.text(f"{ids}/NIP")
    foreign = f"{who.text(f'{ids}/KodUE') or ''}{who.text(f'{ids}/NrVatUE') or ''}" or who.text(f"{ids}/NrID")
    address = [who.text(f"Adres/{part}") for part in ("AdresL1", "AdresL2", "KodKraju")]
    return Party(
        name=who.text(f"{ids}/Nazwa", f"{ids}/PelnaNazwa") or person or None,
        tax_id=nip or foreign,
        address=", ".join(filter(None, address)) or None,
        country="PL" if nip else None,
    )


def _sum(root: Node, prefix: str) -> Decimal | None:
    """The net or tax amounts per rate, added up. P_14_xW repeats the tax of P_14_x in PLN and is left out."""
    head = root.find("Fa")
    parts = [Node(child) for child in head.element] if head else []
    amounts = [values.amount(p.text(".")) for p in parts if p.name.startswith(prefix) and not p.name.endswith("W")]
    return sum((amount for amount in amounts if amount is not None), Decimal(0)) if amounts else None


def _item(row: Node) -> Item:
    # A correction lists each row as it was and as it is. What was counts below zero: the lines give the difference.
    sign = -1 if row.text("StanPrzed") == "1" else 1
    quantity, amount = values.amount(row.text("P_8B")), values.amount(row.text("P_11", "P_11A"))
    return Item(
        description=row.text("P_7") or "",
        quantity=None if quantity is None else sign * quantity,
        unit=row.text("P_8A"),
        unit_price=values.amount(row.text("P_9A", "P_9B")),
        amount=None if amount is None else sign * amount,
        gtin=values.gtin(row.text("GTIN")),
        sku=row.text("Indeks"),
    )


def _warnings(root: Node, kind: str) -> Iterator[Warning]:
    if root.text("Fa/FP") == "1":
        yield Warning("invoice-for-receipt", "The invoice was made out for goods that are already on a till receipt.")
    if kind == "ROZ":
        yield Warning(
            "settles-advance", "The invoice settles advance invoices; its total is only what was left to pay."
        )
    if corrected := root.text("Fa/DaneFaKorygowanej/NrKSeFFaKorygowanej", "Fa/DaneFaKorygowanej/NrFaKorygowanej"):
        yield Warning("corrects", f"The document corrects invoice {corrected}.")
