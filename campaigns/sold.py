"""What distributors' sales mean in the program: their lines as products, and what credit notes took back of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from campaigns.matching import SURE, Catalogue, match
from distributors.models import Sale, SaleLine


@dataclass(frozen=True, slots=True)
class Issued:
    """A document of a distributor, whether or not its sale is known."""

    distributor_id: int
    number_key: str
    issued_on: date


def product_of(line: SaleLine, known: Catalogue) -> int | None:
    """The product that is surely meant by a line."""
    found = match(line.description, gtin=line.gtin or None, sku=line.sku or None, catalogue=known)
    return found.product_id if found and found.score >= SURE else None


def products_of(lines: Iterable[SaleLine], known: Catalogue) -> list[tuple[int | None, Decimal]]:
    """By line, the product that is surely meant, and how much of it."""
    return [(product_of(line, known), line.quantity) for line in lines]


def lines_of(sales: Iterable[Sale]) -> list[SaleLine]:
    """The lines of these sales in their order."""
    return list(SaleLine.objects.filter(sale__in=list(sales)).order_by("sale", "position"))


def notes_on(documents: Iterable[Issued]) -> dict[Issued, list[Sale]]:
    """By document, what files take back of it, oldest first; two questions for any number of documents.

    Numbers begin anew each year: a note belongs to the last document of its number before it.
    """
    wanted = list(dict.fromkeys(documents))
    if not wanted:
        return {}
    keys = {one.number_key for one in wanted}
    theirs = Sale.objects.filter(distributor__in={one.distributor_id for one in wanted})
    # The index holds credit notes only, and is used only where the question says so itself.
    notes = _by_place(theirs.filter(~Q(corrects_key=""), corrects_key__in=keys), "corrects_key")
    same = _by_place(theirs.filter(number_key__in=keys), "number_key") if notes else {}
    return {one: _of(one, notes, same) for one in wanted}


Places = dict[tuple[int, str], list[Sale]]


def _by_place(sales: QuerySet[Sale], name: str) -> Places:
    found: Places = defaultdict(list)
    for sale in sales.order_by("issued_on", "pk"):
        found[sale.distributor_id, getattr(sale, name)].append(sale)
    return found


def _of(document: Issued, notes: Places, same: Places) -> list[Sale]:
    place = document.distributor_id, document.number_key
    anew = [sale.issued_on for sale in same.get(place, ()) if sale.issued_on > document.issued_on]
    until = min(anew, default=date.max)
    return [note for note in notes.get(place, ()) if document.issued_on <= note.issued_on < until]
