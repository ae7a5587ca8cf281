"""Learning by which number a distributor knows a company: from what proves it, and never from a name."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from common.texts import tax_key
from distributors.models import CustomerNumber, Distributor, Sale
from distributors.queries import is_anothers_number
from participants.models import Company

MOST = 50
"""Numbers of one company at one distributor; a firm with more has none that means it."""


@transaction.atomic
def learn(
    *,
    distributor: Distributor,
    number: str,
    company: Company,
    proof: CustomerNumber.Proof,
    reference: str,
    now: datetime,
) -> None:
    """The distributor's number was shown to be the company's. Shown of two firms, it proves nothing any more."""
    assert company.program_id == distributor.program_id, "a company of the distributor's program"
    values = {"company": company, "proof": proof, "reference": reference[:100], "learned_at": now}
    known, is_new = CustomerNumber.objects.get_or_create(distributor=distributor, number=number, defaults=values)
    if known.contested_at is None and (
        known.company_id != company.pk or (is_new and is_anothers_number(distributor, number, company))
    ):
        _contest(known, now=now)


def learn_from_sales(*, sales: Iterable[Sale], now: datetime) -> None:
    """What sales that state both a tax id and a customer number show. May be repeated."""
    both = {(sale.distributor, sale.buyer_number, sale.buyer_tax_key): sale for sale in sales if _states_both(sale)}
    companies = _by_tax_key(both)
    _contest_others(both, now=now)
    for (distributor, number, key), sale in both.items():
        if company := companies.get((distributor.program_id, key)):
            _learn_from_sale(sale, number, company, now=now)


def learn_of_company(*, company: Company, now: datetime) -> None:
    """What the sales that are there already show of a company whose tax id has just become known."""
    key = tax_key(company.tax_id)
    if not key:
        return
    for distributor in Distributor.objects.filter(program=company.program_id):
        mine = Sale.objects.filter(distributor=distributor, buyer_tax_key=key).exclude(buyer_tax_key="")
        numbers = mine.exclude(buyer_number="").order_by().values_list("buyer_number", flat=True).distinct()
        for number in numbers[:MOST]:
            sale = mine.filter(buyer_number=number).first()
            if sale:
                _learn_from_sale(sale, number, company, now=now)


def forget_claim(*, reference: str) -> None:
    """A claim that showed a number is confirmed no more: it showed nothing. What is contested stays so."""
    shown = CustomerNumber.objects.filter(proof=CustomerNumber.Proof.CLAIM, reference=reference)
    shown.filter(contested_at=None).delete()


def _states_both(sale: Sale) -> bool:
    return bool(sale.buyer_number and sale.buyer_tax_key)


def _by_tax_key(stated: Iterable[tuple[Distributor, str, str]]) -> dict[tuple[int, str], Company]:
    keys = {(distributor.program_id, key) for distributor, _number, key in stated}
    found = Company.objects.filter(
        program__in={program for program, _key in keys}, tax_id__in={key for _program, key in keys}
    )
    return {(company.program_id, company.tax_id): company for company in found}


def _learn_from_sale(sale: Sale, number: str, company: Company, *, now: datetime) -> None:
    learn(
        distributor=sale.distributor,
        number=number,
        company=company,
        proof=CustomerNumber.Proof.SALE,
        reference=sale.number,
        now=now,
    )


def _contest_others(stated: Iterable[tuple[Distributor, str, str]], *, now: datetime) -> None:
    """Numbers of which a sale says that another firm has them, also one that takes no part."""
    keys: dict[tuple[int, str], set[str]] = {}
    for distributor, number, key in stated:
        keys.setdefault((distributor.pk, number), set()).add(key)
    for known in _known(keys):
        if keys.get((known.distributor_id, known.number), set()) - {tax_key(known.company.tax_id)}:
            _contest(known, now=now)


def _known(keys: Iterable[tuple[int, str]]) -> Iterator[CustomerNumber]:
    pairs = list(keys)
    rows = CustomerNumber.objects.filter(
        distributor__in={distributor for distributor, _number in pairs}, number__in={number for _at, number in pairs}
    )
    yield from rows.filter(contested_at=None).select_related("company")


def _contest(known: CustomerNumber, *, now: datetime) -> None:
    CustomerNumber.objects.filter(pk=known.pk, contested_at=None).update(contested_at=now)
