"""NF-e and NFC-e, the Brazilian e-invoice, layouts 2.00 to 4.00 (Portal da Nota Fiscal Eletrônica)."""

from __future__ import annotations

from extraction import document_types, values
from extraction.einvoices.invoice import Invoice, Item, Party
from extraction.einvoices.tree import Document, Node


def read(document: Document) -> Invoice | None:
    """The invoice in an `NFe`, bare or with its receipt around it; None if there is none."""
    info = document.root.find("infNFe", "NFe/infNFe")
    if info is None:
        return None
    key = (info.attribute("Id") or "").removeprefix("NFe")
    moment = (info.text("ide/dhEmi", "ide/dEmi") or "")[:10]
    # finNFe 4 is a return of goods, 2 and 3 complement or adjust an earlier note.
    kinds = {"4": document_types.CREDIT_NOTE, "2": document_types.CORRECTION, "3": document_types.CORRECTION}
    return Invoice(
        format="nfe",
        document_type=kinds.get(info.text("ide/finNFe") or "", document_types.INVOICE),
        number=info.text("ide/nNF"),
        issued_on=values.day(moment),
        currency="BRL",
        total=values.amount(info.text("total/ICMSTot/vNF")),
        seller=_party(info.find("emit")),
        buyer=_party(info.find("dest")),
        items=tuple(_item(product) for product in info.all("det/prod")),
        identity=f"br_nfe:{key}" if key else None,
        lines_add_up_to=values.amount(info.text("total/ICMSTot/vProd")),
    )


def _party(who: Node | None) -> Party:
    if who is None:
        return Party()
    return Party(name=who.text("xNome"), tax_id=who.text("CNPJ", "CPF"), country="BR" if who.text("CNPJ") else None)


def _item(product: Node) -> Item:
    return Item(
        description=product.text("xProd") or "",
        quantity=values.amount(product.text("qCom")),
        unit=product.text("uCom"),
        unit_price=values.amount(product.text("vUnCom")),
        amount=values.amount(product.text("vProd")),
        gtin=values.gtin(product.text("cEAN")),
        sku=product.text("cProd"),
    )
