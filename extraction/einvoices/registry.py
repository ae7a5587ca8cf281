"""Which format is it? One table from the root element to the module that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.einvoices import cfdi, cii, envelope, eparagon, fatturapa, ksef, ksef_rr, nfe, ubl
from extraction.einvoices.invoice import Invoice, as_structured
from extraction.einvoices.structured import Structured
from extraction.einvoices.tree import MOST_BYTES, BrokenXml, Document, parse

MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Format:
    """A root element, what its namespace must contain, a child that must be there, and the reader."""

    root: str
    namespace: str
    read: Callable[[Document], Invoice | None]
    child: str = "*"


FORMATS = (
    Format("Invoice", "oasis:names:specification:ubl", ubl.read),
    Format("CreditNote", "oasis:names:specification:ubl", ubl.read),
    Format("CrossIndustryInvoice", "uncefact", cii.read),
    Format("CrossIndustryDocument", "ferd", cii.read),
    Format("Faktura", "crd.gov.pl/wzor", ksef.read, child="Fa"),
    Format("Faktura", "crd.gov.pl/wzor", ksef_rr.read, child="FakturaRR"),
    Format("FatturaElettronica", "fattur", fatturapa.read),
    Format("FatturaElettronicaSemplificata", "fattur", fatturapa.read),
    Format("Comprobante", "sat.gob.mx/cfd", cfdi.read),
    Format("nfeProc", "portalfiscal.inf.br/nfe", nfe.read),
    Format("NFe", "portalfiscal.inf.br/nfe", nfe.read),
)

NOT_INVOICES = {
    "SCRDMCCBDACIOMessageStructure": "an order",
    "Order": "an order",
    "OrderResponse": "an answer to an order",
    "DespatchAdvice": "a delivery note",
    "ApplicationResponse": "an answer to an invoice",
    "UPO": "a confirmation of receipt",
    "Potwierdzenie": "a confirmation of receipt",
}


def read(xml: bytes) -> Structured | None:
    """The e-invoice in these bytes, as received; None if it is of no kind known here.

    Takes XML, XML in a signed envelope (.p7m), and the JSON of an electronic receipt.

    Raises BrokenXml, with a sentence fit to show, for XML that is ill-formed, hostile or too large, and for kinds of
    document that are known to be no invoice.
    """
    xml = envelope.opened(xml)
    if xml.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _receipt(xml)
    document = parse(xml)
    if what := NOT_INVOICES.get(document.root.name):
        raise BrokenXml("not-an-invoice", f"This file is {what}, not an invoice. Send the invoice itself.")
    for known in FORMATS:
        if _is(document, known):
            invoice = known.read(document)
            return _bounded(invoice) if invoice else None
    return None


def _receipt(data: bytes) -> Structured | None:
    if len(data) > MOST_BYTES:
        raise BrokenXml("xml-too-large", "This file is too large for a receipt. Send a file of at most 5 MB.")
    receipt = eparagon.read(data)
    return _bounded(receipt.invoice) if receipt else None


def _is(document: Document, known: Format) -> bool:
    has_root = document.root.name == known.root and known.namespace in document.namespace
    return has_root and document.root.find(known.child) is not None


def _bounded(invoice: Invoice) -> Structured:
    if len(invoice.items) > MOST_LINES:
        raise BrokenXml("too-many-lines", f"This invoice has more than {MOST_LINES} lines. Ask the seller to split it.")
    return as_structured(invoice)
