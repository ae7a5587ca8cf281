"""Till receipts of shops that do not exist, in five languages and many layouts: the contents of the hard photo set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from samples.generator.sale import cents, total

_DAY_ZERO = date(2024, 1, 2)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: words at the left (or in the middle, without any at the right) and at the right."""

    left: str
    right: str = ""
    centred: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class TillPaper:
    """What is printed, and the right answers in ISO form."""

    rows: tuple[Row, ...]
    company: str
    date: str
    total: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How tills of one country write: names of firms, places, days, amounts and the words around them."""

    firms: tuple[str, ...]
    trades: tuple[str, ...]
    forms: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    goods: tuple[str, ...]
    days: tuple[str, ...]
    mark: str
    comma: bool
    sums: tuple[tuple[str, str, str], ...]
    """Words for what stands before the total, for the total itself, and for how it was paid."""
    tax: str
    rate: int
    prices_with_tax: bool
    number: tuple[str, ...]
    head: tuple[str, ...]
    foot: tuple[str, ...]
    labels: tuple[str, ...] = field(default=("Date: ", "", "DATE "))


def till_paper(manner: Manner, chance: Random) -> TillPaper:
    """One paper of that manner."""
    company = " ".join(part for part in (chance.choice(manner.firms), *_rest_of_name(manner, chance)) if part)
    day = _DAY_ZERO + timedelta(days=chance.randrange(1000))
    prices = [Decimal(chance.randint(90, 9000)) / 100 for _ in range(chance.randint(1, 9))]
    net = total(prices)
    tax = cents(net * manner.rate / (100 + manner.rate if manner.prices_with_tax else 100))
    due = net if manner.prices_with_tax else net + tax
    printed = _Printed(manner, chance)
    when = [printed.when(day)]
    rows = [*printed.head(company), *(when if (first := chance.random() < 0.5) else [])]
    rows += [*printed.items(prices), *printed.sums(net, tax, due), *([] if first else when), *printed.foot()]
    return TillPaper(tuple(rows), company, day.isoformat(), f"{due:.2f}")


def _rest_of_name(manner: Manner, chance: Random) -> tuple[str, str]:
    return chance.choice(manner.trades), chance.choice(manner.forms)


@dataclass(frozen=True, slots=True)
class _Printed:
    manner: Manner
    chance: Random

    def amount(self, value: Decimal) -> str:
        text = f"{value:.2f}"
        return text.replace(".", ",") if self.manner.comma else text

    def head(self, company: str) -> Iterator[Row]:
        if self.chance.random() < 0.25:
            yield Row(self.chance.choice(self.manner.head), centred=True)
        shout = self.chance.random() < 0.6
        yield Row(company.upper() if shout else company, centred=True, large=self.chance.random() < 0.5)
        for line in self.chance.choice(self.manner.places):
            yield Row(line, centred=True)
        yield Row("")
        yield Row(self.chance.choice(self.manner.number).format(self.chance.randint(1000, 999999)))

    def when(self, day: date) -> Row:
        label = self.chance.choice(self.manner.labels)
        clock = f"{self.chance.randint(7, 20):02}:{self.chance.randint(0, 59):02}"
        return Row(f"{label}{day.strftime(self.chance.choice(self.manner.days))}", clock)

    def items(self, prices: list[Decimal]) -> Iterator[Row]:
        yield Row("-" * 30, centred=True)
        for price in prices:
            yield Row(self.chance.choice(self.manner.goods), self.amount(price))
        yield Row("-" * 30, centred=True)

    def sums(self, net: Decimal, tax: Decimal, due: Decimal) -> Iterator[Row]:
        before, named, paid = self.chance.choice(self.manner.sums)
        mark = self.manner.mark if self.chance.random() < 0.7 else ""
        if not self.manner.prices_with_tax:
            yield Row(before, self.amount(net))
            yield Row(f"{self.manner.tax} {self.manner.rate}%", self.amount(tax))
        yield Row(
            named, f"{mark}{self.amount(due)}" if len(mark) == 1 else f"{self.amount(due)} {mark}".strip(), large=True
        )
        if self.chance.random() < 0.5:
            note = (due // 50 + 1) * 50
            yield Row(paid, self.amount(note))
            yield Row(self.manner.foot[0], self.amount(note - due))
        if self.manner.prices_with_tax:
            yield Row(f"{self.manner.tax} {self.manner.rate}%", self.amount(tax))

    def foot(self) -> Iterator[Row]:
        yield Row("")
        yield Row(self.chance.choice(self.manner.foot[1:]), centred=True)


AMERICAN = Manner(
    firms=("Blue Heron", "Miller & Sons", "Cedar Hill", "Old Mill", "Copper Kettle", "Lone Pine", "Harbor", "Tall Oak"),
    trades=("Hardware", "Supply Co.", "Home Center", "Diner", "Market", "Electric", "Plumbing Supply", "Lumber"),
    forms=("", "", "Inc.", "LLC"),
    places=(
        ("2210 W Main St", "Austin, TX 78701", "(512) 555-0134"),
        ("48 Harbor Road", "Portland ME 04101", "207-555-0177"),
        ("1501 Elm Avenue", "Boise, ID 83702"),
        ("Store #1204", "77 Lake Drive", "Madison, WI 53703", "Tel 608-555-0102"),
    ),
    goods=(
        "2X4 STUD 8FT",
        "PVC ELBOW 1/2",
        "DECK SCREWS 1LB",
        "Coffee Lg",
        "WIRE 12/2 50FT",
        "Burger Deluxe",
        "PAINT GAL WHT",
        "GFCI OUTLET",
    ),
    days=("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%b %d, %Y"),
    mark="$",
    comma=False,
    sums=(
        ("SUBTOTAL", "TOTAL", "CASH"),
        ("Sub Total", "Total", "Cash Tend"),
        ("SUB-TOTAL", "BALANCE DUE", "CASH"),
        ("Subtotal", "Amount Due", "Tendered"),
    ),
    tax="TAX",
    rate=8,
    prices_with_tax=False,
    number=("TRANS# {}", "Check #{}", "Receipt {}", "REG 02 TRN {}"),
    head=("WELCOME TO", "THANK YOU FOR SHOPPING", "CUSTOMER COPY"),
    foot=("CHANGE", "THANK YOU COME AGAIN", "Returns within 30 days with receipt", "HAVE A NICE DAY"),
)
BRITISH = Manner(
    firms=("Ashdown", "Harrow & Pike", "Thistle", "Northgate", "Penrose", "Kingfisher Lane"),
    trades=("Plumbing Supplies", "Builders Merchants", "Electrical Wholesale", "Tools", "Hardware", "Cafe"),
    forms=("Ltd", "Limited", ""),
    places=(
        ("14 Station Road", "Leeds LS1 4AP", "VAT No. 123 4567 89"),
        ("Unit 6, Mill Lane Industrial Estate", "Bristol BS2 0QQ"),
        ("88 High Street", "York YO1 7HX", "Tel: 01904 555 012"),
    ),
    goods=(
        "COPPER TUBE 15MM 3M",
        "ELBOW 15MM 10PK",
        "PTFE TAPE",
        "Breakfast Roll",
        "MASONRY BIT 8MM",
        "CABLE 2.5MM 10M",
        "SILICONE CLEAR",
    ),
    days=("%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%d-%m-%Y"),
    mark="£",
    comma=False,
    sums=(("", "TOTAL", "CASH"), ("", "Total to pay", "Cash"), ("", "BALANCE DUE", "CASH"), ("", "TOTAL GBP", "CASH")),
    tax="VAT",
    rate=20,
    prices_with_tax=True,
    number=("Receipt no. {}", "Invoice {}", "TXN {}"),
    head=("SALES RECEIPT", "Welcome to", "VAT RECEIPT"),
    foot=("CHANGE", "Thank you for your custom", "Please retain for your records"),
)
GERMAN = Manner(
    firms=("Brunner", "Lindenhof", "Weber & Kranz", "Nordlicht", "Steinbach", "Kesselmann"),
    trades=("Baumarkt", "Sanitär Großhandel", "Elektro-Fachmarkt", "Eisenwaren", "Bäckerei", "Haustechnik"),
    forms=("GmbH", "GmbH & Co. KG", "e.K.", "OHG"),
    places=(
        ("Hafenstr. 12", "04178 Leipzig", "Tel. 0341 555 01 20"),
        ("Am Alten Markt 3", "24103 Kiel", "USt-IdNr. DE136695976"),
        ("Industriestraße 41", "70565 Stuttgart"),
    ),
    goods=(
        "HT-BOGEN DN50",
        "KUPFERROHR 15MM",
        "SILIKON WEISS",
        "MISCHBROT 1KG",
        "NYM-J 3X1,5 50M",
        "DUEBEL 8MM 100ST",
        "STECKDOSE UP",
    ),
    days=("%d.%m.%Y", "%d.%m.%y"),
    mark="EUR",
    comma=True,
    sums=(("", "SUMME", "BAR"), ("", "Gesamtbetrag", "Bar"), ("", "Zu zahlen", "Gegeben"), ("", "SUMME EUR", "BAR")),
    tax="MwSt",
    rate=19,
    prices_with_tax=True,
    number=("Bon-Nr. {}", "Beleg {}", "Kasse 3 Bon {}"),
    head=("KUNDENBELEG", "Herzlich willkommen", "Rechnung"),
    foot=("Rückgeld", "Vielen Dank für Ihren Einkauf", "Umtausch nur mit Beleg"),
    labels=("Datum: ", "", "Datum "),
)
POLISH = Manner(
    firms=("Miedziak", "Rurex", "Stal-Dom", "Kowadło", "Zielony Młyn", "Wolt"),
    trades=("Hurtownia Instalacyjna", "Market Budowlany", "Elektryka", "Technika Grzewcza", "Piekarnia"),
    forms=("sp. z o.o.", "S.A.", "sp. j.", "s.c."),
    places=(
        ("ul. Miedziana 4", "30-552 Kraków", "NIP 734-971-20-35"),
        ("al. Pokoju 18", "31-564 Kraków"),
        ("ul. Portowa 7, 80-171 Gdańsk", "NIP 7349712035"),
    ),
    goods=(
        "KOLANO PRESS 16",
        "RURA PEX 16 25M",
        "ZAWOR KULOWY 1/2",
        "CHLEB WIEJSKI",
        "PRZEWOD YDY 3X2,5",
        "SILIKON BIALY",
        "KOLKI 8MM",
    ),
    days=("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"),
    mark="PLN",
    comma=True,
    sums=(("", "SUMA PLN", "GOTÓWKA"), ("", "DO ZAPŁATY", "GOTÓWKA"), ("", "RAZEM", "Gotówka")),
    tax="PTU A",
    rate=23,
    prices_with_tax=True,
    number=("nr wydr. {}", "Paragon nr {}", "W{}"),
    head=("PARAGON FISKALNY", "Witamy"),
    foot=("RESZTA", "Dziękujemy za zakupy", "Zapraszamy ponownie"),
    labels=("Data: ", "", "Data sprzedaży "),
)
FRENCH = Manner(
    firms=("Au Vieux Chêne", "Bricoval", "Durand Frères", "La Clé Bleue", "Sanivert"),
    trades=("Quincaillerie", "Matériaux", "Plomberie", "Boulangerie", "Électricité"),
    forms=("SARL", "SAS", ""),
    places=(
        ("12 rue des Lilas", "69003 Lyon", "Tél. 04 78 55 01 02"),
        ("8 avenue du Port", "44000 Nantes"),
        ("Zone industrielle 4", "59000 Lille"),
    ),
    goods=("COUDE CUIVRE 15", "TUBE PER 16 25M", "VIS BOIS 4X40", "PAIN COMPLET", "CABLE 3G2,5", "JOINT FIBRE 1/2"),
    days=("%d/%m/%Y", "%d/%m/%y"),
    mark="€",
    comma=True,
    sums=(("", "TOTAL TTC", "ESPECES"), ("", "TOTAL", "Espèces"), ("", "NET A PAYER", "ESPECES")),
    tax="TVA",
    rate=20,
    prices_with_tax=True,
    number=("Ticket no {}", "Facture {}", "Caisse 2 no {}"),
    head=("TICKET CLIENT", "Bienvenue"),
    foot=("RENDU", "Merci de votre visite", "À bientôt"),
    labels=("Date : ", "", "Le "),
)
MANNERS: tuple[Manner, ...] = (AMERICAN, BRITISH, GERMAN, POLISH, FRENCH)
