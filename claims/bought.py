"""What a participant's firm bought, by its distributors' files, and nobody has claimed: a bounded number of sales.

Whose sale it is follows from the tax id or, where there is none, from a customer number that is proved to be the
firm's. Looked up anew each time, through indices only, however many sales there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.identity import identity_key
from claims.models import Claim, DeclinedSale
from claims.states import Status
from common.texts import tax_key
from distributors.models import CustomerNumber, Distributor, Sale
from participants.models import Company, Membership, Participant

LOOKED_AT = 40
"""Sales looked at for one page: of those bought last, most are claimed or hold other makers' goods."""

MOST_NUMBERS = 10
"""Customer numbers of one firm that are looked up."""

JOINS_FOR = timedelta(days=30)
"""People join for what they have just bought."""


@dataclass(frozen=True, slots=True)
class Bought:
    """Sales nobody has claimed, newest first; `last` is the one behind which there may be more."""

    sales: list[Sale]
    last: Sale | None


def bought(
    participant: Participant, sellers: Sequence[Distributor], *, since: date, until: date, after: Sale | None = None
) -> Bought:
    """What may be offered to this person of the sellers' sales of these days, beginning behind `after`."""
    company = participant.company
    if company is None or not is_shown_to_buy(participant):
        return Bought([], None)
    days = Sale.objects.filter(issued_on__range=(since, until), corrects_key="")
    if after is not None:
        days = days.filter(Q(issued_on__lt=after.issued_on) | Q(issued_on=after.issued_on, pk__lt=after.pk))
    found = {sale.pk: sale for part in _theirs(company, sellers, days) for sale in part}
    looked_at = sorted(found.values(), key=lambda sale: (sale.issued_on, sale.pk), reverse=True)[: LOOKED_AT + 1]
    last = looked_at[LOOKED_AT - 1] if len(looked_at) > LOOKED_AT else None
    return Bought(unanswered(participant, looked_at[:LOOKED_AT]), last)


def sellers_of(participant: Participant) -> list[Distributor]:
    """The distributors of the program whose sales are offered."""
    return list(Distributor.objects.filter(program=participant.program_id, is_active=True, offers_sales=True))


def is_shown_to_buy(participant: Participant) -> bool:
    """Whether a document of the person was confirmed since the person belongs to the firm.

    Anybody can join with another firm's tax id. What that firm buys is shown to nobody on such a word alone.
    Other terms with the same firm are a new row that begins where the one before ends, and no new beginning.
    """
    confirmed = Claim.objects.filter(
        participant=participant,
        kind=Claim.Kind.DOCUMENT,
        origin=Claim.Origin.DOCUMENT,
        status=Status.VERIFIED,
    )
    row_before = Membership.objects.filter(
        participant=participant, company=participant.company, ended_at=OuterRef("began_at")
    )
    since = Membership.objects.filter(participant=participant, company=participant.company)
    entered = since.filter(~Exists(row_before), began_at__gt=OuterRef("submitted_at"))
    return confirmed.exclude(Exists(entered)).exists()


def is_theirs(company: Company, sale: Sale) -> bool:
    """Whether the company is the sale's buyer."""
    if sale.buyer_tax_key:
        return sale.buyer_tax_key == tax_key(company.tax_id)
    numbers = _numbers(company, [sale.distributor_id])
    return bool(sale.buyer_number) and numbers.filter(number=sale.buyer_number).exists()


def unanswered(participant: Participant, sales: Sequence[Sale]) -> list[Sale]:
    """Those that nobody in the program has claimed, and this person has not declined."""
    claimed = _claimed(participant.program_id, sales)
    declined = set(DeclinedSale.objects.filter(participant=participant, sale__in=sales).values_list("sale", flat=True))
    return [sale for sale in sales if identity_of(sale) not in claimed and sale.pk not in declined]


def claims_on(program_id: int, sales: Iterable[Sale]) -> QuerySet[Claim]:
    """All that were sent on the documents of these sales, and not withdrawn, by whomever."""
    keys = {identity_of(sale) for sale in sales} - {""}
    sent = Claim.objects.exclude(status__in=[Status.DRAFT, Status.WITHDRAWN])
    return sent.filter(program=program_id, identity_key__in=keys)


def identity_of(sale: Sale) -> str:
    """By what claims on the sale's document are known."""
    seller = sale.distributor
    return identity_key(issuer_tax_id=seller.tax_id, issuer_name=seller.name, document_number=sale.number)


def _claimed(program_id: int, sales: Sequence[Sale]) -> set[str]:
    return set(claims_on(program_id, sales).values_list("identity_key", flat=True)) | {""}


def _theirs(company: Company, sellers: Sequence[Distributor], days: QuerySet[Sale]) -> Iterable[list[Sale]]:
    """The newest by tax id, and by each number; the indices are used only where the questions say so themselves."""
    newest = days.select_related("distributor__program").order_by("-issued_on", "-pk")
    if key := tax_key(company.tax_id):
        by_key = newest.filter(~Q(buyer_tax_key=""), buyer_tax_key=key, distributor__in=[one.pk for one in sellers])
        yield list(by_key[: LOOKED_AT + 1])
    for known in _numbers(company, [one.pk for one in sellers])[:MOST_NUMBERS]:
        by_number = newest.filter(
            ~Q(buyer_number=""), distributor=known.distributor_id, buyer_number=known.number, buyer_tax_key=""
        )
        yield list(by_number[: LOOKED_AT + 1])


def _numbers(company: Company, sellers: Sequence[int]) -> QuerySet[CustomerNumber]:
    proved = CustomerNumber.objects.filter(company=company, distributor__in=sellers, contested_at=None)
    return proved.order_by("-learned_at", "-pk")
