"""Files as browsers send them, drawn or written on the spot."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

KINDS = ("jpeg", "png", "webp", "heif", "tiff", "pdf", "xml")
_MEDIA_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


@cache
def picture(text: str = "FV/2026/11/0457", kind: str = "jpeg") -> bytes:
    """A small sheet with one line of text; another text makes other bytes."""
    sheet = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(sheet).text((20, 80), text, fill="black")
    written = io.BytesIO()
    if kind == "heif":
        import pillow_heif  # noqa: PLC0415 - a heavy library that few tests need

        pillow_heif.from_pillow(sheet).save(written)
    else:
        sheet.save(written, format=kind)
    return written.getvalue()


def content(kind: str, text: str = "FV/2026/11/0457") -> bytes:
    """Bytes of each kind that the service takes."""
    return f'<?xml version="1.0"?><Faktura>{text}</Faktura>'.encode() if kind == "xml" else picture(text, kind)


def an_upload(
    data: bytes | None = None, *, name: str = "invoice.jpg", text: str = "FV/2026/11/0457"
) -> SimpleUploadedFile:
    """What a form's file field brings."""
    return SimpleUploadedFile(name, picture(text) if data is None else data)


_UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>{number}</cbc:ID><cbc:IssueDate>{issued_on}</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>PLN</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyTaxScheme><cbc:CompanyID>PL{tax_id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>{seller}</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="PLN">{net}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="PLN">{net}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="PLN">{total}</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="PLN">{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>
  {lines}
</Invoice>"""

_UBL_LINE = """<cac:InvoiceLine><cbc:ID>{place}</cbc:ID>
  <cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="PLN">{amount}</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>{name}</cbc:Name></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="PLN">20.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"""

ELBOWS_AND_MORTAR = (("Elbow 20 mm", 12, "240.00"), ("Mortar M10, 25 kg", 3, "60.00"))


def an_einvoice(
    *,
    number: str = "FV/2026/11/0457",
    issued_on: str = "2026-11-04",
    seller: str = "Hurtownia Alfa Sp. z o.o.",
    tax_id: str = "6770065406",
    lines: tuple[tuple[str, int, str], ...] = ELBOWS_AND_MORTAR,
) -> bytes:
    """A UBL invoice: it is read exactly and at once, without any engine."""
    items = "".join(
        _UBL_LINE.format(place=place, name=name, quantity=quantity, amount=amount)
        for place, (name, quantity, amount) in enumerate(lines, start=1)
    )
    told = {"number": number, "issued_on": issued_on, "seller": seller, "tax_id": tax_id}
    return _UBL.format(net="300.00", total="369.00", lines=items, **told).encode()
