"""FatturaPA, the Italian e-invoice, ordinary (FPA12, FPR12) and simplified (FSM10).

Fields by the technical rules of the Agenzia delle Entrate. One file may hold several invoices; the first is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extraction import document_types, values
from extraction.einvoices.invoice import Invoice, Item, Party, identity_from_number
from extraction.einvoices.tree import Document, Node
from extraction.reading import Warning

_HEAD = "DatiGenerali/DatiGeneraliDocumento"
_TYPES = {
    **dict.fromkeys(("TD04", "TD08"), document_types.CREDIT_NOTE),
    **dict.fromkeys(("TD02", "TD03"), document_types.ADVANCE),
    **dict.fromkeys(("TD16", "TD17", "TD18", "TD19", "TD20", "TD21", "TD27"), document_types.SELF_BILLED),
}


def read(document: Document) -> Invoice | None:
    """The first invoice of a FatturaPA file, None if it holds none."""
    bodies = list(document.root.all("FatturaElettronicaBody"))
    if not bodies:
        return None
    body, header = bodies[0], "FatturaElettronicaHeader"
    seller = _party(document.root.find(f"{header}/CedentePrestatore"))
    number, issued_on = body.text(f"{_HEAD}/Numero"), values.day((body.text(f"{_HEAD}/Data") or "")[:10])
    net, tax = _sums(body)
    return Invoice(
        format="fatturapa",
        document_type=_TYPES.get(body.text(f"{_HEAD}/TipoDocumento") or "", document_types.INVOICE),
        number=number,
        issued_on=issued_on,
        currency=body.text(f"{_HEAD}/Divisa"),
        total=_total(body, net, tax),
        net=net,
        tax=tax,
        seller=seller,
        buyer=_party(document.root.find(f"{header}/CessionarioCommittente")),
        items=tuple(_items(body)),
        identity=identity_from_number(seller, number, issued_on),
        warnings=tuple(_warnings(bodies)),
    )


def _party(party: Node | None) -> Party:
    if party is None:
        return Party()
    data = party.find("DatiAnagrafici") or party
    vat = f"{data.text('IdFiscaleIVA/IdPaese') or ''}{data.text('IdFiscaleIVA/IdCodice') or ''}"
    names = data.find("Anagrafica", "AltriDatiIdentificativi") or data
    person = " ".join(filter(None, (names.text("Nome"), names.text("Cognome"))))
    return Party(
        name=names.text("Denominazione") or person or None,
        tax_id=vat or data.text("CodiceFiscale", "IdentificativiFiscali/CodiceFiscale"),
        address=_address(party.find("Sede", "AltriDatiIdentificativi/Sede")),
    )


def _address(place: Node | None) -> str | None:
    if place is None:
        return None
    street = " ".join(filter(None, (place.text("Indirizzo"), place.text("NumeroCivico"))))
    town = " ".join(filter(None, (place.text("CAP"), place.text("Comune"), place.text("Provincia"))))
    return ", ".join(filter(None, (street, town, place.text("Nazione")))) or None


def _sums(body: Node) -> tuple[Decimal | None, Decimal | None]:
    """Net and tax over the summary per rate."""
    rates = list(body.all("DatiBeniServizi/DatiRiepilogo"))
    net = [values.amount(rate.text("ImponibileImporto")) for rate in rates]
    tax = [values.amount(rate.text("Imposta")) for rate in rates]
    return _plus(net), _plus(tax)


def _plus(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _total(body: Node, net: Decimal | None, tax: Decimal | None) -> Decimal | None:
    # The schema leaves the total optional, and many programs leave it out.
    stated = values.amount(body.text(f"{_HEAD}/ImportoTotaleDocumento"))
    simplified = [values.amount(row.text("Importo")) for row in body.all("DatiBeniServizi") if row.text("Importo")]
    return stated if stated is not None else _plus([net, tax]) if net is not None else _plus(simplified)


def _items(body: Node) -> Iterator[Item]:
    for row in body.all("DatiBeniServizi/DettaglioLinee"):
        codes = [(code.text("CodiceTipo") or "", code.text("CodiceValore")) for code in row.all("CodiceArticolo")]
        yield Item(
            description=row.text("Descrizione") or "",
            quantity=values.amount(row.text("Quantita")),
            unit=row.text("UnitaMisura"),
            unit_price=values.amount(row.text("PrezzoUnitario")),
            amount=values.amount(row.text("PrezzoTotale")),
            gtin=next((found for kind, value in codes if (found := values.gtin(value))), None),
            sku=next((value for kind, value in codes if value and not values.gtin(value)), None),
        )
    for row in body.all("DatiBeniServizi"):
        if row.text("Importo"):
            yield Item(description=row.text("Descrizione") or "", amount=values.amount(row.text("Importo")))


def _warnings(bodies: list[Node]) -> Iterator[Warning]:
    if len(bodies) > 1:
        yield Warning("several-invoices", f"The file holds {len(bodies)} invoices; only the first was read.")
    if corrected := bodies[0].text("DatiGenerali/DatiFattureCollegate/IdDocumento"):
        yield Warning("refers-to", f"The document refers to invoice {corrected}.")
