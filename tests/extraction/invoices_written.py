"""Small e-invoices of every format, written for the tests: each the same sale of two articles unless said otherwise."""

KSEF = """<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
 <Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza></Naglowek>
 <Podmiot1><DaneIdentyfikacyjne><NIP>8567346215</NIP><Nazwa>Hurtownia Rurka Sp. z o.o.</Nazwa></DaneIdentyfikacyjne>
  <Adres><KodKraju>PL</KodKraju><AdresL1>ul. Wodna 4</AdresL1><AdresL2>60-001 Poznań</AdresL2></Adres></Podmiot1>
 <Podmiot2><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Instal Alicja</Nazwa></DaneIdentyfikacyjne></Podmiot2>
 <Fa><KodWaluty>PLN</KodWaluty><P_1>2026-03-02</P_1><P_2>FV/17/2026</P_2>
  <P_13_1>110.00</P_13_1><P_14_1>25.30</P_14_1><P_15>135.30</P_15>{extra}
  <RodzajFaktury>{kind}</RodzajFaktury>
  <FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Kolano 90° 16 mm</P_7><Indeks>KOL-16</Indeks><GTIN>5901234123457</GTIN>
   <P_8A>szt.</P_8A><P_8B>20.000</P_8B><P_9A>2.5</P_9A><P_11>50.00</P_11><P_12>23</P_12></FaWiersz>
  {rows}
 </Fa>
</Faktura>"""

KSEF_ROW = """<FaWiersz><NrWierszaFa>2</NrWierszaFa><P_7>Rura PEX 16</P_7><P_8A>m</P_8A><P_8B>15</P_8B><P_9A>4</P_9A>
   <P_11>60</P_11><P_12>23</P_12></FaWiersz>"""


def ksef(*, kind: str = "VAT", extra: str = "", rows: str = KSEF_ROW) -> bytes:
    return KSEF.format(kind=kind, extra=extra, rows=rows).encode()


UBL = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <b:ID>R-204</b:ID><b:IssueDate>2026-02-11</b:IssueDate><b:{root}TypeCode>{code}</b:{root}TypeCode>
 <b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
 <a:AccountingSupplierParty><a:Party>
  <a:PartyName><b:Name>Rohr</b:Name></a:PartyName>
  <a:PostalAddress><b:StreetName>Am Kanal 3</b:StreetName><b:CityName>Ulm</b:CityName><b:PostalZone>89073</b:PostalZone>
   <a:Country><b:IdentificationCode>DE</b:IdentificationCode></a:Country></a:PostalAddress>
  <a:PartyTaxScheme><b:CompanyID>201/113/40209</b:CompanyID><a:TaxScheme><b:ID>FC</b:ID></a:TaxScheme>
    </a:PartyTaxScheme>
  <a:PartyTaxScheme><b:CompanyID>DE 136 695 976</b:CompanyID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme>
    </a:PartyTaxScheme>
  <a:PartyLegalEntity><b:RegistrationName>Rohr &amp; Muffe GmbH</b:RegistrationName></a:PartyLegalEntity>
 </a:Party></a:AccountingSupplierParty>
 <a:AccountingCustomerParty><a:Party><a:PartyName><b:Name>Bad Bob</b:Name></a:PartyName></a:Party>
    </a:AccountingCustomerParty>
 <a:TaxTotal><b:TaxAmount currencyID="EUR">20.90</b:TaxAmount></a:TaxTotal>
 <a:LegalMonetaryTotal><b:LineExtensionAmount>110.00</b:LineExtensionAmount>
    <b:TaxExclusiveAmount>110.00</b:TaxExclusiveAmount>
  <b:TaxInclusiveAmount>{total}</b:TaxInclusiveAmount><b:PrepaidAmount>30.90</b:PrepaidAmount>
  <b:PayableAmount>100.00</b:PayableAmount></a:LegalMonetaryTotal>
 <a:{root}Line><b:ID>1</b:ID><b:{counted} unitCode="H87">20</b:{counted}>
    <b:LineExtensionAmount>50.00</b:LineExtensionAmount>
  <a:Item><b:Name>Bogen 90° 16 mm</b:Name><a:SellersItemIdentification><b:ID>BO-16</b:ID></a:SellersItemIdentification>
   <a:StandardItemIdentification><b:ID schemeID="0088">5901234123457</b:ID></a:StandardItemIdentification></a:Item>
  <a:Price><b:PriceAmount>250</b:PriceAmount><b:BaseQuantity>100</b:BaseQuantity></a:Price></a:{root}Line>
 <a:{root}Line><b:ID>2</b:ID><b:{counted} unitCode="MTR">15</b:{counted}>
    <b:LineExtensionAmount>60.00</b:LineExtensionAmount>
  <a:Item><b:Name>Rohr PEX 16</b:Name></a:Item><a:Price><b:PriceAmount>4</b:PriceAmount></a:Price></a:{root}Line>
</{root}>"""


def ubl(*, code: str = "380", total: str = "130.90") -> bytes:
    return UBL.format(root="Invoice", counted="InvoicedQuantity", code=code, total=total).encode()


def ubl_credit_note() -> bytes:
    return UBL.format(root="CreditNote", counted="CreditedQuantity", code="381", total="130.90").encode()


CII = """<?xml version="1.0" encoding="UTF-8"?>
<r:CrossIndustryInvoice xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:m="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
 <r:ExchangedDocument><m:ID>R-205</m:ID><m:TypeCode>{code}</m:TypeCode>
  <m:IssueDateTime><m:DateTimeString format="102">20260211</m:DateTimeString></m:IssueDateTime></r:ExchangedDocument>
 <r:SupplyChainTradeTransaction>
  <m:IncludedSupplyChainTradeLineItem>
   <m:SpecifiedTradeProduct><m:GlobalID schemeID="0160">5901234123457</m:GlobalID>
    <m:SellerAssignedID>BO-16</m:SellerAssignedID>
    <m:Name>Bogen 90° 16 mm</m:Name></m:SpecifiedTradeProduct>
   <m:SpecifiedLineTradeAgreement><m:NetPriceProductTradePrice><m:ChargeAmount>2.5</m:ChargeAmount>
    </m:NetPriceProductTradePrice></m:SpecifiedLineTradeAgreement>
   <m:SpecifiedLineTradeDelivery><m:BilledQuantity unitCode="C62">44.0000</m:BilledQuantity>
    </m:SpecifiedLineTradeDelivery>
   <m:SpecifiedLineTradeSettlement><m:SpecifiedTradeSettlementLineMonetarySummation>
    <m:LineTotalAmount>110.00</m:LineTotalAmount></m:SpecifiedTradeSettlementLineMonetarySummation>
    </m:SpecifiedLineTradeSettlement>
  </m:IncludedSupplyChainTradeLineItem>
  <m:ApplicableHeaderTradeAgreement>
   <m:SellerTradeParty><m:ID>4000001123452</m:ID><m:Name>Rohr &amp; Muffe GmbH</m:Name>
    <m:SpecifiedTaxRegistration><m:ID schemeID="FC">201/113/40209</m:ID></m:SpecifiedTaxRegistration>
    <m:SpecifiedTaxRegistration><m:ID schemeID="VA">DE136695976</m:ID></m:SpecifiedTaxRegistration></m:SellerTradeParty>
   <m:BuyerTradeParty><m:Name>Bad Bob</m:Name></m:BuyerTradeParty>
  </m:ApplicableHeaderTradeAgreement>
  <m:ApplicableHeaderTradeSettlement><m:InvoiceCurrencyCode>EUR</m:InvoiceCurrencyCode>
   <m:SpecifiedTradeSettlementHeaderMonetarySummation><m:LineTotalAmount>{lines}</m:LineTotalAmount>
    <m:TaxBasisTotalAmount>110.00</m:TaxBasisTotalAmount><m:TaxTotalAmount currencyID="PLN">90.00</m:TaxTotalAmount>
    <m:TaxTotalAmount currencyID="EUR">20.90</m:TaxTotalAmount><m:GrandTotalAmount>130.90</m:GrandTotalAmount>
    <m:DuePayableAmount>0.00</m:DuePayableAmount></m:SpecifiedTradeSettlementHeaderMonetarySummation>
  </m:ApplicableHeaderTradeSettlement>
 </r:SupplyChainTradeTransaction>
</r:CrossIndustryInvoice>"""


def cii(*, code: str = "380", lines: str = "110.00") -> bytes:
    return CII.format(code=code, lines=lines).encode()


_ELDER_NAMES = (
    ("CrossIndustryInvoice:100", "ferd:CrossIndustryDocument:invoice:1p0"),
    ("CrossIndustryInvoice", "CrossIndustryDocument"),
    ("r:ExchangedDocument", "r:HeaderExchangedDocument"),
    ("r:SupplyChainTradeTransaction", "r:SpecifiedSupplyChainTradeTransaction"),
    ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
    ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"),
    ("SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"),
    ("SpecifiedLineTrade", "SpecifiedSupplyChainTrade"),
)


def zugferd_1() -> bytes:
    """The same invoice as `cii`, in the names of ZUGFeRD 1."""
    text = CII.format(code="380", lines="110.00")
    for younger, elder in _ELDER_NAMES:
        text = text.replace(younger, elder)
    return text.encode()


FATTURAPA = """<?xml version="1.0" encoding="UTF-8"?>
<p:FatturaElettronica versione="FPR12" xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">
 <FatturaElettronicaHeader>
  <CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>00743110157</IdCodice></IdFiscaleIVA>
   <Anagrafica><Denominazione>Tubi Rossi S.r.l.</Denominazione></Anagrafica></DatiAnagrafici>
   <Sede><Indirizzo>Via Po</Indirizzo><NumeroCivico>7</NumeroCivico><CAP>10123</CAP><Comune>Torino</Comune>
    <Provincia>TO</Provincia><Nazione>IT</Nazione></Sede></CedentePrestatore>
  <CessionarioCommittente><DatiAnagrafici><CodiceFiscale>RSSMRA80A01H501U</CodiceFiscale>
   <Anagrafica><Nome>Carlo</Nome><Cognome>Verdi</Cognome></Anagrafica></DatiAnagrafici></CessionarioCommittente>
 </FatturaElettronicaHeader>
 {bodies}
</p:FatturaElettronica>"""

FATTURAPA_BODY = """<FatturaElettronicaBody>
  <DatiGenerali><DatiGeneraliDocumento><TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa><Data>2026-01-20</Data>
   <Numero>12/A</Numero></DatiGeneraliDocumento></DatiGenerali>
  <DatiBeniServizi>
   <DettaglioLinee><NumeroLinea>1</NumeroLinea>
    <CodiceArticolo><CodiceTipo>INTERNO</CodiceTipo><CodiceValore>G-16</CodiceValore></CodiceArticolo>
    <CodiceArticolo><CodiceTipo>EAN</CodiceTipo><CodiceValore>5901234123457</CodiceValore></CodiceArticolo>
    <Descrizione>Gomito 16 mm</Descrizione><Quantita>20.00</Quantita><UnitaMisura>PZ</UnitaMisura>
    <PrezzoUnitario>2.50</PrezzoUnitario><PrezzoTotale>50.00</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA>
    </DettaglioLinee>
   <DatiRiepilogo><ImponibileImporto>50.00</ImponibileImporto><Imposta>11.00</Imposta></DatiRiepilogo>
  </DatiBeniServizi></FatturaElettronicaBody>"""


def fatturapa(*, kind: str = "TD01", bodies: int = 1) -> bytes:
    return FATTURAPA.format(bodies=FATTURAPA_BODY.format(kind=kind) * bodies).encode()


def cfdi(*, kind: str = "I", first: str = "Version", case: str = "upper") -> bytes:
    """Version 4.0, or with case "lower" the spelling of 3.2."""
    text = f"""<?xml version="1.0"?><cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" {first}="4.0" Serie="A"
     Folio="77" Fecha="2026-04-05T10:20:30" SubTotal="100.00" Moneda="MXN" Total="116.00" TipoDeComprobante="{kind}">
     <cfdi:Emisor Rfc="GODE561231GR8" Nombre="Tubos SA"/><cfdi:Receptor Rfc="XAXX010101000" Nombre="Publico"/>
     <cfdi:Conceptos>
    <cfdi:Concepto ClaveUnidad="H87" Cantidad="20" Descripcion="Codo 16 mm" ValorUnitario="5" Importe="100.00"
      NoIdentificacion="C-16"/></cfdi:Conceptos><cfdi:Impuestos TotalImpuestosTrasladados="16.00"/>
     <cfdi:Complemento><t:TimbreFiscalDigital xmlns:t="http://www.sat.gob.mx/TimbreFiscalDigital"
      UUID="0d5b3a52-4c8f-4a6e-9a57-1f2e3d4c5b6a"/></cfdi:Complemento></cfdi:Comprobante>"""
    if case == "lower":
        for name in ("Serie", "Folio", "Fecha", "SubTotal", "Moneda", "Total", "TipoDeComprobante", "Rfc", "Nombre"):
            text = text.replace(f" {name}=", f" {name[:1].lower()}{name[1:]}=")
    return text.encode()


NFE = b"""<nfeProc xmlns="http://www.portalfiscal.inf.br/nfe"><NFe>
    <infNFe Id="NFe35260311222333000181550010000000451000000458">
 <ide><nNF>45</nNF><dhEmi>2026-03-09T12:00:00-03:00</dhEmi><finNFe>1</finNFe></ide>
 <emit><CNPJ>11222333000181</CNPJ><xNome>Tubos Ltda</xNome></emit><dest><CPF>52998224725</CPF></dest>
 <det nItem="1"><prod><cProd>C16</cProd><cEAN>SEM GTIN</cEAN><xProd>Cotovelo 16 mm</xProd><uCom>UN</uCom>
    <qCom>20.0000</qCom>
  <vUnCom>5.0000</vUnCom><vProd>100.00</vProd></prod></det>
 <total><ICMSTot><vProd>100.00</vProd><vNF>100.00</vNF></ICMSTot></total></infNFe></NFe></nfeProc>"""
