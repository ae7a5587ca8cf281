"""CFDI, the Mexican e-invoice, versions 3.2 (attributes in lower case), 3.3 and 4.0 (Anexo 20 of the SAT)."""

from __future__ import annotations

from decimal import Decimal

from extraction import document_types, values
from extraction.einvoices.invoice import Invoice, Item, Party
from extraction.einvoices.tree import Document, Node

_TYPES = {
    "I": document_types.INVOICE,
    "INGRESO": document_types.INVOICE,
    "E": document_types.CREDIT_NOTE,
    "EGRESO": document_types.CREDIT_NOTE,
    "T": document_types.DELIVERY_NOTE,
    "TRASLADO": document_types.DELIVERY_NOTE,
}


def read(document: Document) -> Invoice:
    """The invoice in a `Comprobante`."""
    root = document.root
    moment = values.iso_moment(_value(root, "Fecha"))
    stamp = root.find("Complemento/TimbreFiscalDigital")
    uuid = (stamp.attribute("UUID") if stamp else None) or ""
    return Invoice(
        format="cfdi",
        document_type=_TYPES.get((_value(root, "TipoDeComprobante") or "").upper(), document_types.OTHER),
        number=f"{_value(root, 'Serie') or ''}{_value(root, 'Folio') or ''}" or uuid or None,
        issued_on=moment.date() if moment else None,
        issued_at=moment.time() if moment else None,
        currency=_currency(root),
        total=_amount(root, "Total"),
        net=_net(root),
        tax=_tax(root),
        seller=_party(root.find("Emisor")),
        buyer=_party(root.find("Receptor")),
        items=tuple(_item(row) for row in root.all("Conceptos/Concepto")),
        identity=f"mx_cfdi:{uuid.upper()}" if uuid else None,
        lines_add_up_to=_amount(root, "SubTotal"),
    )


def _value(node: Node, name: str) -> str | None:
    """An attribute by its name in 3.3 and 4.0, else as 3.2 spelled it."""
    return node.attribute(name) or node.attribute(name[:1].lower() + name[1:])


def _amount(node: Node, name: str) -> Decimal | None:
    return values.amount(_value(node, name))


def _currency(root: Node) -> str | None:
    # 3.2 let people write the currency in words; those documents are in pesos unless they say otherwise.
    stated = (_value(root, "Moneda") or "MXN").upper()
    return stated if len(stated) == 3 and stated.isascii() else "MXN" if "PESO" in stated else None


def _net(root: Node) -> Decimal | None:
    subtotal, discount = _amount(root, "SubTotal"), _amount(root, "Descuento")
    return None if subtotal is None else subtotal - (discount or 0)


def _tax(root: Node) -> Decimal | None:
    taxes = root.find("Impuestos")
    if taxes is None:
        return None
    added, withheld = _amount(taxes, "TotalImpuestosTrasladados"), _amount(taxes, "TotalImpuestosRetenidos")
    return None if added is None else added - (withheld or 0)


def _party(who: Node | None) -> Party:
    if who is None:
        return Party()
    return Party(name=_value(who, "Nombre"), tax_id=_value(who, "Rfc"), country="MX")


def _item(row: Node) -> Item:
    return Item(
        description=_value(row, "Descripcion") or "",
        quantity=_amount(row, "Cantidad"),
        unit=_value(row, "ClaveUnidad") or _value(row, "Unidad"),
        unit_price=_amount(row, "ValorUnitario"),
        amount=_amount(row, "Importe"),
        gtin=values.gtin(_value(row, "NoIdentificacion")),
        sku=_value(row, "NoIdentificacion"),
    )
