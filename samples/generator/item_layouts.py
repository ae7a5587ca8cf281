"""How invented firms of eight countries set their item tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Column:
    """A column by what it holds; `align` is left, right or centre, of heading and cells."""

    holds: str
    title: str
    width: float
    align: str = "right"


@dataclass(frozen=True, slots=True)
class Layout:
    """One firm's table. `code` is the article number's place: "" (a column), "under" (there, a line lower) or "below".

    `discount` is "" (none), "column" or "row"; `carried` what names a sum at the foot and the top of a page.
    """

    name: str
    firm: tuple[str, ...]
    title: str
    columns: tuple[Column, ...]
    goods: tuple[str, ...]
    sums: tuple[str, str, str]
    unit: str
    rate: int
    marks: str = " ,"
    code: str = ""
    code_word: str = ""
    discount: str = ""
    discount_word: str = ""
    is_unit_glued: bool = False
    carried: tuple[str, str] | None = None
    gap: float = 0.4

    @property
    def tax(self) -> str:
        return f"{self.rate} %"

    def money(self, value: Decimal) -> str:
        """An amount with this country's marks for thousands and cents."""
        plain = f"{value:,.2f}"
        return plain.translate(str.maketrans(",.", self.marks))


LAYOUTS = (
    Layout(
        name="french",
        firm=("Tuyaux du Vercors SARL", "14 rue des Forges", "38250 Villard-de-Lans"),
        title="Facture",
        columns=(
            Column("code", "Réf.", 24, "left"),
            Column("name", "Désignation", 62, "left"),
            Column("quantity", "Qté", 18),
            Column("price", "P.U. HT", 24),
            Column("discount", "Remise", 20),
            Column("amount", "Montant HT", 32),
        ),
        goods=(
            "Coude à souder cuivre 18 mm",
            "Robinet d'arrêt quart de tour avec purge, laiton chromé, raccords inclus",
            "Tube multicouche 20 x 2,0 en couronne de 50 m",
            "Colle PVC pot avec pinceau",
            "Collier de fixation double isophonique pour tubes de chauffage",
            "Siphon de lavabo réglable",
        ),
        sums=("Total HT", "TVA 20 %", "Total TTC"),
        unit="pce",
        rate=20,
        discount="column",
        carried=("A reporter", "Report"),
    ),
    Layout(
        name="italian",
        firm=("Idraulica Brentella S.r.l.", "Via delle Acque 8", "35136 Padova"),
        title="Fattura",
        columns=(
            Column("code", "Codice", 26, "left"),
            Column("name", "Descrizione", 56, "left"),
            Column("unit", "U.M.", 12, "centre"),
            Column("quantity", "Q.tà", 16),
            Column("price", "Prezzo\nunitario", 24),
            Column("discount", "Sconto", 18),
            Column("amount", "Importo", 24),
        ),
        goods=(
            "Raccordo a pressare dritto",
            "Valvola a sfera con leva, passaggio totale, per acqua calda e fredda",
            "Tubo multistrato preisolato in rotolo",
            "Guarnizione piana in fibra",
            "Collettore modulare con detentori e attacchi intercambiabili",
        ),
        sums=("Totale imponibile", "IVA 22%", "Totale documento"),
        unit="PZ",
        rate=22,
        marks=".,",
        discount="column",
        carried=("A riportare", "Riporto"),
    ),
    Layout(
        name="spanish",
        firm=("Suministros Guadalmar S.L.", "Calle del Pozo 31", "29004 Málaga"),
        title="Factura",
        columns=(
            Column("name", "Descripción", 84, "left"),
            Column("quantity", "Cantidad", 24),
            Column("price", "Precio", 28),
            Column("amount", "Importe", 40),
        ),
        goods=(
            "Codo prensar acodado",
            "Válvula de esfera palanca roja, cuerpo de latón niquelado, rosca hembra",
            "Cinta de teflón profesional",
            "Abrazadera isofónica con tuerca y junta de goma resistente",
            "Latiguillo flexible trenzado inox",
        ),
        sums=("Base imponible", "IVA 21%", "Total factura"),
        unit="ud",
        rate=21,
        marks=".,",
        code="below",
        code_word="Ref:",
        discount="row",
        discount_word="Descuento",
        is_unit_glued=True,
    ),
    Layout(
        name="german",
        firm=("Rohrhandel Spreewald GmbH", "Mühlenweg 5", "03222 Lübbenau"),
        title="Rechnung",
        columns=(
            Column("position", "Pos", 10),
            Column("code", "Art-Nr", 26, "left"),
            Column("name", "Bezeichnung", 58, "left"),
            Column("quantity", "Menge", 22),
            Column("price", "Einzelpreis", 26),
            Column("amount", "Gesamtpreis", 34),
        ),
        goods=(
            "Pressbogen vernickelt für Verbundrohr mit Dichtring",
            "Kugelhahn mit Entleerung, Messing, flachdichtend, mit beidseitiger Verschraubung",
            "Dichtband",
            "Spülkasten Unterputz mit Betätigungsplatte weiß",
            "Schellenband gelocht verzinkt",
        ),
        sums=("Nettobetrag", "zzgl. 19 % MwSt.", "Rechnungsbetrag"),
        unit="Stk",
        rate=19,
        marks=".,",
        code="under",
        discount="row",
        discount_word="abzgl. Rabatt",
        is_unit_glued=True,
        carried=("Übertrag", "Übertrag"),
    ),
    Layout(
        name="polish",
        firm=("Hydro-Dębina sp. z o.o.", "ul. Stawowa 17", "61-481 Poznań"),
        title="Faktura nr",
        columns=(
            Column("position", "Lp.", 10),
            Column("name", "Nazwa towaru", 74, "left"),
            Column("quantity", "Ilość", 22),
            Column("price", "Cena netto", 26),
            Column("discount", "Rabat", 16),
            Column("amount", "Wartość netto", 32),
        ),
        goods=(
            "Kolano zaprasowywane 90 stopni",
            "Zawór kulowy z dławikiem i motylkiem, mosiężny, do wody ciepłej i zimnej, z filtrem",
            "Taśma teflonowa",
            "Rozdzielacz do ogrzewania podłogowego z przepływomierzami",
            "Uchwyt do rur podwójny",
        ),
        sums=("Razem netto", "VAT 23%", "Do zapłaty"),
        unit="szt.",
        rate=23,
        code="below",
        code_word="Indeks:",
        discount="column",
        is_unit_glued=True,
        carried=("Do przeniesienia", "Z przeniesienia"),
    ),
    Layout(
        name="swedish",
        firm=("Rörgrossen i Ljusdal AB", "Hamngatan 3", "827 30 Ljusdal"),
        title="Faktura",
        columns=(
            Column("code", "Artikelnr", 28, "left"),
            Column("name", "Benämning", 64, "left"),
            Column("quantity", "Antal", 18),
            Column("unit", "Enhet", 16, "centre"),
            Column("price", "À-pris", 24),
            Column("amount", "Belopp", 30),
        ),
        goods=(
            "Kopparrör hårt i raka längder",
            "Kulventil med spak för tappvatten, avzinkningshärdig mässing, invändig gänga",
            "Gängtejp",
            "Presskoppling rak",
            "Klammer för dubbla rör med gummiinlägg",
        ),
        sums=("Summa", "Moms 25%", "Att betala"),
        unit="st",
        rate=25,
    ),
    Layout(
        name="slovak",
        firm=("Vodoterm Podhorie s.r.o.", "Lipová 9", "010 04 Žilina"),
        title="Faktúra",
        columns=(
            Column("name", "Názov", 78, "left"),
            Column("quantity", "Množstvo", 22),
            Column("unit", "MJ", 14, "centre"),
            Column("price", "Cena za MJ", 28),
            Column("amount", "Spolu bez DPH", 36),
        ),
        goods=(
            "Koleno lisovacie",
            "Guľový ventil s pákou, mosadzný, plnoprietokový, pre studenú aj teplú vodu",
            "Teflónová páska",
            "Rúrka viacvrstvová v kotúči",
            "Objímka dvojitá s gumou",
        ),
        sums=("Spolu", "DPH 20%", "K úhrade"),
        unit="ks",
        rate=20,
        code="below",
        code_word="Kód:",
    ),
    Layout(
        name="english",
        firm=("Straits Pipe & Fitting Trading", "27 Tanjong Lane", "11900 Bayan Lepas"),
        title="Invoice",
        columns=(
            Column("code", "Item Code", 28, "left"),
            Column("name", "Description", 58, "left"),
            Column("quantity", "Qty", 20),
            Column("price", "U/Price", 24),
            Column("discount sum", "Disc", 20),
            Column("amount", "Amount (RM)", 28),
        ),
        goods=(
            "Compression elbow equal",
            "Ball valve lever type, full bore, nickel plated brass, female thread both ends",
            "Thread seal tape",
            "Pipe clip double with rubber lining",
            "Floor trap stainless steel with removable grating",
        ),
        sums=("Sub Total", "SST 6%", "Grand Total"),
        unit="pcs",
        rate=6,
        marks=",.",
        discount="column",
        is_unit_glued=True,
    ),
)
