"""Writing sales: what is new or says something else than before; the same sale once more changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from common.texts import number_key, tax_key
from distributors.models import Distributor, Sale, SaleLine, SalesFile
from distributors.sales import Sold, SoldLine
from distributors.services.loading import load_lines

Key = tuple[str, date]

AT_ONCE = 500
"""Sales written in one transaction: enough that the database's own work counts, few enough to hold in memory."""


@dataclass(slots=True)
class Taken:
    """How many sales were new, said something else than before, or were known as they are; and their keys."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def take(*, file: SalesFile, sales: Sequence[Sold], now: datetime) -> Taken:
    """Write these sales of one file, at most AT_ONCE, each named once; repeated, it changes nothing."""
    wanted = {sold.key: sold for sold in sales}
    assert len(wanted) == len(sales), "each sale once"
    # Two files of one distributor may name the same sale at the same moment.
    Distributor.objects.select_for_update(no_key=True).get(pk=file.distributor_id)
    known = _known(file, wanted)
    taken, fresh, told = Taken(), [], []
    for key, sold in wanted.items():
        before = known.get(key)
        if before is not None and before.digest == sold.digest:
            taken.same += 1
            continue
        sale = _row(file, sold, now=now)
        if before is None:
            taken.new += 1
            fresh.append(sale)
        else:
            taken.changed += 1
            sale.pk = before.pk
            told.append(sale)
    _write(fresh, told, {key: sold.lines for key, sold in wanted.items()})
    return taken


def _known(file: SalesFile, wanted: dict[Key, Sold]) -> dict[Key, Sale]:
    keys = {number for number, _day in wanted}
    rows = Sale.objects.filter(distributor=file.distributor_id, number_key__in=keys)
    found = rows.only("pk", "number_key", "issued_on", "digest").order_by("pk")
    return {(sale.number_key, sale.issued_on): sale for sale in found}


def _row(file: SalesFile, sold: Sold, *, now: datetime) -> Sale:
    return Sale(
        distributor_id=file.distributor_id,
        number=sold.number,
        number_key=number_key(sold.number),
        issued_on=sold.issued_on,
        buyer_tax_key=tax_key(sold.buyer_tax_id),
        buyer_number=sold.buyer_number,
        net=sold.total_net,
        gross=sold.gross,
        currency=sold.currency,
        corrects_key=number_key(sold.corrects),
        digest=sold.digest,
        file=file,
        changed_at=now,
    )


SAID = ("number", "buyer_tax_key", "buyer_number", "net", "gross", "currency", "corrects_key", "digest")
"""What another file may say anew; who and when stand beside it."""


def _write(fresh: list[Sale], told: list[Sale], lines: dict[Key, tuple[SoldLine, ...]]) -> None:
    Sale.objects.bulk_create(fresh)
    Sale.objects.bulk_update(told, [*SAID, "file", "changed_at"])
    SaleLine.objects.filter(sale__in=[sale.pk for sale in told]).delete()
    load_lines((sale, lines[sale.number_key, sale.issued_on]) for sale in (*fresh, *told))
