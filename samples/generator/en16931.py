"""The sale as an invoice after EN 16931: in UBL (Peppol BIS 3) and in CII (the XML inside a ZUGFeRD file)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samples.generator.money import plain
from samples.generator.sale import Firm, Item, RateSum, Sale
from samples.generator.xml import Branch, document

UNIT_CODES = {"szt.": "H87", "para": "PR", "usł.": "C62", "m": "MTR", "Stk": "H87", "Paar": "PR", "psch": "C62"}
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard"


def vat_id(firm: Firm) -> str:
    """The tax id with its country in front."""
    return firm.tax_id if firm.tax_id.startswith(firm.country) else f"{firm.country}{firm.tax_id}"


def ubl_xml(sale: Sale) -> bytes:
    """A Peppol BIS Billing 3 invoice."""
    spaces = {
        None: f"{_UBL}:Invoice-2",
        "cac": f"{_UBL}:CommonAggregateComponents-2",
        "cbc": f"{_UBL}:CommonBasicComponents-2",
    }
    return document(("Invoice", list(_ubl_parts(sale))), spaces)


def _ubl_parts(sale: Sale) -> Iterator[Branch]:
    assert sale.buyer is not None
    yield "cbc:CustomizationID", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    yield "cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
    yield "cbc:ID", sale.number
    yield "cbc:IssueDate", sale.issued_on.isoformat()
    yield "cbc:DueDate", sale.due_on.isoformat()
    yield "cbc:InvoiceTypeCode", "380"
    yield "cbc:DocumentCurrencyCode", sale.currency
    yield "cbc:BuyerReference", sale.buyer.name[:20]
    yield "cac:AccountingSupplierParty", [_ubl_party(sale.seller)]
    yield "cac:AccountingCustomerParty", [_ubl_party(sale.buyer)]
    account = ("cac:PayeeFinancialAccount", [("cbc:ID", sale.seller.bank_account)])
    yield "cac:PaymentMeans", [("cbc:PaymentMeansCode", "30"), ("cbc:PaymentID", sale.number), account]
    yield "cac:TaxTotal", [_money("cbc:TaxAmount", sale.tax, sale), *(_ubl_rate(part, sale) for part in sale.rates)]
    yield (
        "cac:LegalMonetaryTotal",
        [
            _money("cbc:LineExtensionAmount", sale.net, sale),
            _money("cbc:TaxExclusiveAmount", sale.net, sale),
            _money("cbc:TaxInclusiveAmount", sale.gross, sale),
            _money("cbc:PayableAmount", sale.gross, sale),
        ],
    )
    yield from (_ubl_line(number, item, sale) for number, item in enumerate(sale.items, 1))


def _money(tag: str, amount: Decimal, sale: Sale) -> Branch:
    return tag, str(amount), {"currencyID": sale.currency}


def _ubl_party(firm: Firm) -> Branch:
    address: Branch = (
        "cac:PostalAddress",
        [
            ("cbc:StreetName", firm.street),
            ("cbc:CityName", firm.city),
            ("cbc:PostalZone", firm.postcode),
            ("cac:Country", [("cbc:IdentificationCode", firm.country)]),
        ],
    )
    scheme = ("cac:TaxScheme", [("cbc:ID", "VAT")])
    return (
        "cac:Party",
        [
            ("cbc:EndpointID", vat_id(firm), {"schemeID": "9945"}),
            address,
            ("cac:PartyTaxScheme", [("cbc:CompanyID", vat_id(firm)), scheme]),
            ("cac:PartyLegalEntity", [("cbc:RegistrationName", firm.name)]),
        ],
    )


def _ubl_category(tag: str, rate: int) -> Branch:
    return tag, [("cbc:ID", "S"), ("cbc:Percent", str(rate)), ("cac:TaxScheme", [("cbc:ID", "VAT")])]


def _ubl_rate(part: RateSum, sale: Sale) -> Branch:
    sums = [_money("cbc:TaxableAmount", part.net, sale), _money("cbc:TaxAmount", part.tax, sale)]
    return "cac:TaxSubtotal", [*sums, _ubl_category("cac:TaxCategory", part.rate)]


def _ubl_line(number: int, item: Item, sale: Sale) -> Branch:
    gtin: Branch | None = None
    if item.gtin:
        gtin = ("cac:StandardItemIdentification", [("cbc:ID", item.gtin, {"schemeID": "0160"})])
    ware: list[Branch | None] = [
        ("cbc:Name", item.name),
        ("cac:SellersItemIdentification", [("cbc:ID", item.article)]),
        gtin,
        _ubl_category("cac:ClassifiedTaxCategory", item.rate),
    ]
    return (
        "cac:InvoiceLine",
        [
            ("cbc:ID", str(number)),
            ("cbc:InvoicedQuantity", plain(item.quantity), {"unitCode": UNIT_CODES[item.unit]}),
            _money("cbc:LineExtensionAmount", item.amount, sale),
            ("cac:Item", ware),
            ("cac:Price", [_money("cbc:PriceAmount", item.price, sale)]),
        ],
    )


def cii_xml(sale: Sale) -> bytes:
    """A Cross Industry Invoice in the EN 16931 profile of Factur-X and ZUGFeRD 2."""
    spaces = {
        "rsm": f"{_CII}:CrossIndustryInvoice:100",
        "ram": f"{_CII}:ReusableAggregateBusinessInformationEntity:100",
        "udt": f"{_CII}:UnqualifiedDataType:100",
    }
    guideline = ("ram:GuidelineSpecifiedDocumentContextParameter", [("ram:ID", "urn:cen.eu:en16931:2017")])
    head = [("ram:ID", sale.number), ("ram:TypeCode", "380"), _cii_day("ram:IssueDateTime", sale.issued_on)]
    parts: list[Branch] = [
        *(_cii_line(number, item) for number, item in enumerate(sale.items, 1)),
        _cii_agreement(sale),
        ("ram:ApplicableHeaderTradeDelivery", [_cii_delivery(sale)]),
        _cii_settlement(sale),
    ]
    root: Branch = (
        "rsm:CrossIndustryInvoice",
        [
            ("rsm:ExchangedDocumentContext", [guideline]),
            ("rsm:ExchangedDocument", head),
            ("rsm:SupplyChainTradeTransaction", parts),
        ],
    )
    return document(root, spaces)


def _cii_day(tag: str, day: object) -> Branch:
    return tag, [("udt:DateTimeString", f"{day:%Y%m%d}", {"format": "102"})]


def _cii_delivery(sale: Sale) -> Branch:
    return "ram:ActualDeliverySupplyChainEvent", [_cii_day("ram:OccurrenceDateTime", sale.issued_on)]


def _cii_line(number: int, item: Item) -> Branch:
    gtin: Branch | None = ("ram:GlobalID", item.gtin, {"schemeID": "0160"}) if item.gtin else None
    ware: list[Branch | None] = [gtin, ("ram:SellerAssignedID", item.article), ("ram:Name", item.name)]
    price = ("ram:NetPriceProductTradePrice", [("ram:ChargeAmount", str(item.price))])
    quantity = ("ram:BilledQuantity", plain(item.quantity), {"unitCode": UNIT_CODES[item.unit]})
    amount = ("ram:SpecifiedTradeSettlementLineMonetarySummation", [("ram:LineTotalAmount", str(item.amount))])
    return (
        "ram:IncludedSupplyChainTradeLineItem",
        [
            ("ram:AssociatedDocumentLineDocument", [("ram:LineID", str(number))]),
            ("ram:SpecifiedTradeProduct", ware),
            ("ram:SpecifiedLineTradeAgreement", [price]),
            ("ram:SpecifiedLineTradeDelivery", [quantity]),
            ("ram:SpecifiedLineTradeSettlement", [_cii_tax(item.rate), amount]),
        ],
    )


def _cii_tax(rate: int, *sums: Branch) -> Branch:
    tax, basis = sums if sums else (None, None)
    kind: list[Branch | None] = [tax, ("ram:TypeCode", "VAT"), basis, ("ram:CategoryCode", "S")]
    return "ram:ApplicableTradeTax", [*kind, ("ram:RateApplicablePercent", str(rate))]


def _cii_agreement(sale: Sale) -> Branch:
    assert sale.buyer is not None
    parties = [_cii_party("ram:SellerTradeParty", sale.seller), _cii_party("ram:BuyerTradeParty", sale.buyer)]
    return "ram:ApplicableHeaderTradeAgreement", parties


def _cii_party(tag: str, firm: Firm) -> Branch:
    address = [
        ("ram:PostcodeCode", firm.postcode),
        ("ram:LineOne", firm.street),
        ("ram:CityName", firm.city),
        ("ram:CountryID", firm.country),
    ]
    registration = ("ram:SpecifiedTaxRegistration", [("ram:ID", vat_id(firm), {"schemeID": "VA"})])
    return tag, [("ram:Name", firm.name), ("ram:PostalTradeAddress", address), registration]


def _cii_settlement(sale: Sale) -> Branch:
    rates = [
        _cii_tax(part.rate, ("ram:CalculatedAmount", str(part.tax)), ("ram:BasisAmount", str(part.net)))
        for part in sale.rates
    ]
    account = ("ram:PayeePartyCreditorFinancialAccount", [("ram:IBANID", sale.seller.bank_account)])
    sums = [
        ("ram:LineTotalAmount", str(sale.net)),
        ("ram:TaxBasisTotalAmount", str(sale.net)),
        ("ram:TaxTotalAmount", str(sale.tax), {"currencyID": sale.currency}),
        ("ram:GrandTotalAmount", str(sale.gross)),
        ("ram:DuePayableAmount", str(sale.gross)),
    ]
    return (
        "ram:ApplicableHeaderTradeSettlement",
        [
            ("ram:PaymentReference", sale.number),
            ("ram:InvoiceCurrencyCode", sale.currency),
            ("ram:SpecifiedTradeSettlementPaymentMeans", [("ram:TypeCode", "58"), account]),
            *rates,
            ("ram:SpecifiedTradePaymentTerms", [_cii_day("ram:DueDateDateTime", sale.due_on)]),
            ("ram:SpecifiedTradeSettlementHeaderMonetarySummation", sums),
        ],
    )
