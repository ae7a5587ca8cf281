"""The words that name the columns of an item table, and the kinds of column."""

from __future__ import annotations

import re

from extraction.texts.roles import phrases

POSITION, TEXT, SKU, GTIN = "position", "description", "sku", "gtin"
QUANTITY, UNIT, PRICE, DISCOUNT, TAX, TAX_AMOUNT, AMOUNT, GROSS, OTHER = (
    "quantity",
    "unit",
    "unit price",
    "discount",
    "tax",
    "tax amount",
    "amount",
    "gross",
    "other",
)

# The order matters: "Cena jedn." is a price although "jedn." alone is a unit.
KINDS = (
    (OTHER, phrases(r"pkwiu|\bcn\b|\bgtu\b|hs code|serial|referenzen|discount amount")),
    (
        TAX_AMOUNT,
        phrases(r"(?:kwota|wartosc) (?:vat|podatku)|vat amount|steuer ?betrag|mwst ?betrag|tax ?amt|podatek vat"),
    ),
    (
        GROSS,
        phrases(
            r"wart(?:osc)?[. ]*(?:sprzedazy )?brutto|brutto ?(?:betrag|wert|summe)|\bgross\b(?: amount"
            r"| value)?|prijs incl(?: btw)?|total ttc|kwota brutto|amount incl|totale ivato"
        ),
    ),
    (AMOUNT, phrases(r"prix (?:total )?ht|montant ht|total ht|pre(?:zz|ci?)o totale?")),
    (
        PRICE,
        phrases(
            r"cena(?: za m ?[.]? ?j\w*)?(?: jedn\w*)?(?: netto| brutto)?(?: po rab\w*)?(?: pln)?|unit ?price|unit ?cost"
            r"|einzel ?preis|e ?[-.] ?preis|stuck ?preis|netto ?preis|einh\w* ?preis"
            r"|(?:net |list )?price(?: (?:w/o|excl|incl|ex|before|after)\w*[.]?(?: ?tax| ?vat)?)?"
            r"(?: ?/ ?\w+| each| per \w+)?|preis(?: ?[/] ?\w+| pro \w+"
            r"| je \w+)?(?: netto)?|\bu/p\b|u ?[.] ?price|s/price|prijs(?: per stuk)?|prix(?: unitaire)?"
            r"|p ?[.] ?u\b|\brate\b|\bep\b"
            r"|prezzo(?: unit\w*)?|precio(?: unit\w*)?|preco(?: unit\w*)?|p[.] ?(?:unit\w*|vp)\b"
            r"|(?:a )?pris(?: per \w+)?|(?:stk|styck) ?pris|harga(?: se ?unit)?|valor unit\w*|importe unit\w*"
        ),
    ),
    (
        DISCOUNT,
        phrases(
            r"rabatt?\w*(?: ?%)?|disc\w*(?: ?%)?|upust\w*|nachlass|korting|remise|\brem[.]|sleva"
            r"|zlava|\bsconto|descuento|\bdto\b|desconto|\brabais|diskaun"
        ),
    ),
    (
        QUANTITY,
        phrases(
            r"[il1|]losc|liczba|\bmenge|anzah[l1i]|\bq'?ty\b|quantity|aantal|hoeveelheid|mnozstv[io]|\bpocet\b|\bqte\b"
            r"|quantite|\banz\b|quantita|\bq[.]? ?ta\b|cantidad|\bcant\b|quantidade|\bqtde?\b|\bantal\b|kuantiti"
        ),
    ),
    (
        TAX,
        phrases(
            r"stawka(?: vat| podatku)?(?: ?%)?|\bvat\b(?: ?%| rate| code)?|mw ?st\b|u ?st\b|steuer ?(?:satz)?"
            r"|\btax(?:es)?\b(?: code| rate)?|\bptu\b|\bbtw\b|\bdph\b|\btva\b|\bsst\b|\bgst\b"
            r"|\b(?:aliquota )?iva\b|\bmoms\b"
        ),
    ),
    (
        AMOUNT,
        phrases(
            r"wart(?:osc)?[. ]*(?:sprzedazy)?(?: netto)?|netto ?(?:betrag|wert|summe)|betrag(?: netto)?"
            r"|gesamt ?(?:preis|betrag|netto)?(?: netto)?|g ?[-.] ?preis|(?:net "
            r"|line )?amount(?: \(?rm\)?)?"
            r"|(?:line )?total(?: net)?(?: price)?|entgelt|\bsumme\b|\bwert\b|\bbedrag\b|montant"
            r"|\bcastka\b|\bcelkem\b|\bspolu\b|\bimporto\b|\btotale\b|\bimporte\b|\bvalor\b"
            r"|\bbelopp\b|\bbelob\b|\bi alt\b|jumlah|\bsuma\b|\bvalue\b|net value|\bnetto\b|\bnet\b"
        ),
    ),
    (
        UNIT,
        phrases(
            r"\bj ?[.] ?m\b|\bjm\b|jedn\w*(?: miary)?|einheit|einh\b|\bunit\b|\buom\b|\bme\b|\bmj\b|\bu/m\b"
            r"|\bu[.]m\b|unidad(?:es)?\b|unidade\b|\benhet\b|\benhed\b|\beenheid\b|jednotka"
        ),
    ),
    (GTIN, phrases(r"\bean\b(?: code)?|gtin|kod kreskowy|barcode")),
    (
        SKU,
        phrases(
            r"symbol|indeks|\bindex\b|\bkod\b(?: towaru| produktu)?|art(?:ikel|icle)?[. -]*(?:nr|nummer"
            r"|no)\b(?:[. -]*(?:kunde|lief\w*))?|item (?:no|code|number|#)|\bsku\b|\bcode\b|katalog\w*"
            r"|nr (?:art|kat)\w*"
            r"|produkt ?(?:nr|nummer)|material ?(?:nr|nummer)?|catalogue(?: no)?|part no|product code|stock code"
            r"|\bcodice\b|\bcodigo\b|\bref(?:erence|erencia|[.])?(?=$|\W)|vare ?nr|\bvare ?nummer|artikel ?nummer"
        ),
    ),
    (
        TEXT,
        phrases(
            r"nazwa(?: towaru| artykulu| produktu)?(?:,? ?(?:lub |i )?(?:uslugi?|rodzaj))?"
            r"|towar\w*(?: ?/ ?usluga)?|\bopis\b|bezeichnung|beschreibung|artikel(?: ?bezeichnung)?"
            r"|description(?: of goods)?"
            r"|\bitems?\b|produkt\w*|\bproducts?\b|designation|omschrijving|\bpopis\b|leistung\w*"
            r"|descri(?:zione|pcion|cao)|\bconcepto\b|\blibelle|designacao|\bnazov\b|oznaceni[e]?|benamning|beskrivning|beskrivelse"
            r"|keterangan|butiran|perihal"
            r"|particulars|\bservice\b|\busluga\b|\bgoods\b|\bdetails\b|waren"
        ),
    ),
    (POSITION, phrases(r"\bl ?[.]? ?p\b|\bpos(?:ition)?\b|\bpoz\b|\bnr\b|\bno\b|#|\bc\.")),
)
# What stands in a second line of headings: currencies, "(Art)".
MARK = re.compile(
    r"^\W*(?:rm|pln|eur|czk|zl|usd|art|gln|gtin|ean|unit\w*|netto|brutto|ohne|ex|excl|incl|inkl|bez|hors|senza|sin)?\W*$"
)
NUMERIC = (QUANTITY, PRICE, DISCOUNT, TAX, TAX_AMOUNT, AMOUNT, GROSS)
