"""Who sells and who buys: the headed blocks of an invoice, and the address window of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import phrases

# A heading stands alone, or a colon parts it from the name: "Lieferant GmbH" is a firm, "Lieferant:" a heading.
_ALONE = r"(?:(?: ?[/&(] ?| (?:und|and|i|oraz|a|et) )[a-z .()]+)?\W*(?:$|: ?)"
_ABOUT = r"(?:(?:dane|nazwa|informationen zum|angaben zum|informations? (?:sur le|about the|on the)) )?"
_SELLER = phrases(
    rf"^\W*{_ABOUT}(?:sprzedawc[ay]|sprzedajacy|dostawca|wystawca(?: faktury)?|seller|vendor"
    r"|supplier|from|issued by"
    r"|sold by|issuer|verkaufer|ver kaufer|lieferant|rechnungs ?(?:er)?steller|dodavatel|prodavajici"
    r"|fournisseur|vendeur|emetteur|expediteur|prestataire|emisor|vendedor|proveedor|emittente|venditore|prestatore"
    r"|emitente|prestador|afzender|verkoper|predavajuci|predajca|prodejce|penjual"
    rf"|leverancier|leistungserbringer|cedente|fornitore){_ALONE}"
)
_BUYER = phrases(
    rf"^\W*{_ABOUT}(?:nabywc[ay]|kupujacy|odbiorca|platnik|buyer|bill(?:ed)? to|billing (?:address|to)"
    r"|sold to|customer|ship(?:ping)? (?:to|address)|invoice (?:to|address)|invoiced to"
    r"|deliver(?:y)? (?:to|address)|client"
    r"|kaufer|kunde|rechnungs ?(?:empfanger|adresse|anschrift)|rechnung an|liefer ?(?:adresse"
    r"|anschrift)|leistungsempfanger"
    r"|abweichender \w+|odberatel|kupujici|prijemce|destinataire|klant|to|m/s|factuuradres|afleveradres"
    r"|adresse de (?:livraison|facturation)|adressat|cessionario|cliente|acheteur|facture a|adresse a|livre a"
    r"|comprador|factura[dr]o? a|direccion de (?:facturacion|entrega)|spett ?(?:abile|le)"
    r"|egr(?:egio)? sig(?:nor)?|acquirente"
    r"|intestatario|destinatario|adquirente|exmo\W*s?\W*(?:sr\W*s?)?|koper|afnemer|objednatel|zakaznik|kepada|pembeli|pelanggan"
    rf"){_ALONE}"
)
# Where the goods go says nothing about who else is named on the paper.
_DELIVERY = phrases(r"ship|deliver|liefer|livr|aflever|entrega|consegna|dostaw|doruc|odbiorca|prijemce")
_END = phrases(
    r"^\W*(?:l ?\.? ?p\b|pos\b|nazwa(?! ?:)|artikel|bezeichnung|description|item\b|produkt|no\b|qty|ilosc"
    r"|menge|beschreibung|uwagi|bemerkung|notes|razem|total|invoice date"
    r"|rechnungs ?(?:nr|nummer|datum)|data wystaw|termin|faktura|rechnung\b|invoice (?:no|num)|wahrung)"
)
_POSTAL = re.compile(r"(?<![\d/.])(?:[a-z]{1,2}[ -])?(?:\d{2}-\d{3}|\d{3} \d{2}|\d{5}|\d{4} ?[a-z]{2})\b[ ,]+[a-z]{3}")
_POSTAL_UK = re.compile(r"\b[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b")
_BLOCK_ROWS = 10


class Side(Enum):
    """Where a cell stands, seen from one party."""

    OWN = "own"
    OTHER = "other"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Block:
    """The cells under a heading, top to bottom; `place` tells them apart on the page."""

    cells: tuple[Strip, ...]

    def holds(self, cell: Strip) -> bool:
        return any(own.box == cell.box and own.page == cell.page for own in self.cells)


@dataclass(frozen=True, slots=True)
class Parties:
    """The blocks found; more than one buyer block where goods go elsewhere than the invoice."""

    sellers: tuple[Block, ...]
    buyers: tuple[Block, ...]

    def issuer(self) -> Party:
        return Party(True, self.sellers, self.buyers)

    def buyer(self) -> Party:
        return Party(False, self.buyers, self.sellers)


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, with its own blocks and those of the other."""

    is_issuer: bool
    own: tuple[Block, ...]
    other: tuple[Block, ...]

    def side_of(self, cell: Strip) -> Side:
        """The side on which a cell stands."""
        if any(block.holds(cell) for block in self.own):
            return Side.OWN
        return Side.OTHER if any(block.holds(cell) for block in self.other) else Side.NEITHER


def find_parties(paper: Paper) -> Parties:
    """The blocks of seller and buyer by their headings; without them the address window of a letter is the buyer."""
    sellers, buyers, is_billed = [], [], False
    for row, cell in paper.cells():
        if _SELLER.search(cell.folded):
            sellers.append(_block(paper, row, cell))
        elif heading := _BUYER.search(cell.folded):
            buyers.append(_block(paper, row, cell))
            is_billed = is_billed or not _DELIVERY.search(heading[0])
    if not is_billed and paper.is_wide and (window := _window(paper)):
        buyers.insert(0, window)
    return Parties(tuple(block for block in sellers if block.cells), tuple(block for block in buyers if block.cells))


@lru_cache(maxsize=2048)
def is_heading(folded: str) -> bool:
    """Whether a cell opens with the name of a party, such as "Sprzedawca:" or "Bill to"."""
    return bool(_SELLER.search(folded) or _BUYER.search(folded))


@lru_cache(maxsize=2048)
def has_postal_code(folded: str) -> bool:
    """Whether there is a postal code with a town behind it."""
    return bool(_POSTAL.search(folded) or _POSTAL_UK.search(folded))


def _block(paper: Paper, row: Row, heading: Strip) -> Block:
    """The heading's own cell if it says more, and the cells of its column until the next heading or table."""
    cells = [heading] if _says_more(heading) else []
    if not cells and heading.text.rstrip().endswith(":"):
        cells = [other for other in row.cells if other.box[0] > heading.box[2] and _is_alone(row, heading)]
    last = row.box[3]
    left, right = heading.box[0], _right_edge(paper, row, heading)
    for step in range(1, _BLOCK_ROWS + 1):
        lower = paper.around(row, step)
        if lower is None or lower.box[1] - last > 2.6 * paper.line_height:
            break
        inside = [cell for cell in lower.cells if left - 0.04 <= cell.box[0] < right]
        if any(is_heading(cell.folded) or _END.search(cell.folded) for cell in inside):
            break
        if inside:
            cells += inside
            last = lower.box[3]
    return Block(tuple(cells))


def _says_more(heading: Strip) -> bool:
    match = _SELLER.search(heading.folded) or _BUYER.search(heading.folded)
    return bool(match and len(re.sub(r"[^a-z]", "", heading.folded[match.end() :])) > 2)


def _is_alone(row: Row, heading: Strip) -> bool:
    """No second heading in the row, so cells to the right belong to this one."""
    return not any(is_heading(cell.folded) for cell in row.cells if cell is not heading)


def _right_edge(paper: Paper, row: Row, heading: Strip) -> float:
    """Where the next column begins: the next heading, else the next cell that starts further right below."""
    rights = [cell.box[0] for cell in row.cells if cell.box[0] > heading.box[2]]
    below = paper.around(row, 1)
    # "Name:   Lieferant GmbH" is one party in two columns, not two parties.
    if below and not below.cells[0].text.rstrip().endswith(":"):
        rights += [cell.box[0] for cell in below.cells if cell.box[0] > heading.box[2] + 0.15]
    return min(rights, default=1.0) - 0.01 if rights else 1.0


def _window(paper: Paper) -> Block | None:
    """The address in a letter's window. Of two the lower: above it stands the sender, who may have no other line."""
    return max(_windows(paper), key=lambda block: block.cells[0].middle, default=None)


def _windows(paper: Paper) -> Iterator[Block]:
    """Short cells, one above the other at the left, ending in a postal code."""
    for row, cell in paper.cells():
        in_window = row.page == 1 and 0.05 < row.box[1] < 0.36 and cell.box[0] < 0.3 and cell.box[2] < 0.6
        if in_window and has_postal_code(cell.folded) and len(cell.text) < 40:
            stack = list(_stack_above(paper, row, cell))
            if len(stack) >= 2:
                yield Block((*reversed(stack), cell, *_close_below(paper, row, cell)))


def _close_below(paper: Paper, row: Row, cell: Strip) -> Iterator[Strip]:
    """What goes on under the postal code without a gap: the country, the buyer's tax id."""
    last = cell
    for step in (1, 2, 3):
        lower = paper.around(row, step)
        under = [other for other in lower.cells if abs(other.box[0] - cell.box[0]) < 0.02] if lower else []
        if not under or under[0].box[1] - last.box[3] > 0.8 * paper.line_height or _END.search(under[0].folded):
            return
        last = under[0]
        yield last


def _stack_above(paper: Paper, row: Row, cell: Strip) -> Iterator[Strip]:
    """The cells that stand on top of the postal code, up to the sender's small line."""
    last = cell
    for step in range(1, 7):
        upper = paper.around(row, -step)
        over = [other for other in upper.cells if abs(other.box[0] - cell.box[0]) < 0.02] if upper else []
        if not over:
            if upper and last.box[1] - upper.box[3] < 1.2 * paper.line_height:
                continue
            return
        if last.box[1] - over[0].box[3] > 1.6 * paper.line_height or has_postal_code(over[0].folded):
            return
        last = over[0]
        yield last
