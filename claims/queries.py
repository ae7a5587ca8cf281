"""What the pages about claims ask: each list in one question, whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from campaigns.models import Product, ProductName, Rule
from claims.models import Award, AwardLine, Claim, ClaimEvent, ClaimLine, Document, GoodsReturn, Reading
from claims.owners import participant_owner
from claims.states import OPEN, ReadingState, Status
from ledger import queries as ledger
from ledger.kinds import Unit
from ledger.queries import Expiry
from participants.models import Participant, User
from programs.models import Program

PAGE = 30

FILTERS: dict[str, tuple[Status, ...]] = {
    "all": tuple(Status),
    "under-way": (Status.SUBMITTED, Status.QUERIED),
    "confirmed": (Status.VERIFIED,),
    "refused": (Status.REFUSED, Status.REVERSED),
    "not-sent": (Status.DRAFT,),
}
"""The tabs of the history: which statuses each of them shows."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How many claims wait for an answer, and the day by which the next one is promised."""

    count: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the history, newest first; `after` is the claim behind which the next page begins."""

    claims: Sequence[Claim]
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Purse:
    """What a participant has: points, training credits, and which points end next."""

    points: int
    credits: int
    expiry: Expiry | None


def purse(participant: Participant, *, today: date) -> Purse:
    """The balances of the participant's own account."""
    program, owner = participant.program, participant_owner(participant)
    ends = ledger.expiries(program=program, owner=owner, unit=Unit.POINTS, today=today)
    return Purse(
        points=ledger.balance(program=program, owner=owner, unit=Unit.POINTS),
        credits=ledger.balance(program=program, owner=owner, unit=Unit.CREDITS),
        expiry=ends[0] if ends else None,
    )


def claims_of(participant: Participant) -> QuerySet[Claim]:
    """A participant's own claims."""
    return Claim.objects.filter(participant=participant)


def claim_of(participant: Participant) -> QuerySet[Claim]:
    """The same, with all that the page of one claim speaks of."""
    one = ("program", "participant__user", "participant__program", "campaign", "distributor", "branch", "document")
    return claims_of(participant).select_related(*one)


def seen_by(user: User) -> QuerySet[Claim]:
    """Claims whose document somebody may look at: one's own, and once sent, those at one's desk or in one's program."""
    own = Q(participant__user=user, participant__is_active=True)
    clerk = Q(distributor__clerks__user=user, distributor__clerks__is_active=True, distributor__is_active=True)
    admin = Q(program__admins__user=user, program__admins__is_active=True)
    sent = ~Q(status=Status.DRAFT) & Q(submitted_at__isnull=False)
    everything = Q() if user.is_superuser else own | (sent & (_branch_fits(user, clerk) | admin))
    return Claim.objects.filter(pk__in=Claim.objects.filter(everything).values("pk"), program__is_active=True)


def _branch_fits(user: User, clerk: Q) -> Q:
    """A clerk of some branches only sees theirs, and what names no branch."""
    of_all = Q(distributor__clerks__user=user, distributor__clerks__branches=None)
    of_this = Q(branch__clerks__user=user) | Q(branch=None)
    return clerk & (of_all | of_this)


def listed(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With what a list row shows: points given, first product, number of lines, last event, seller as read."""
    newest = ClaimEvent.objects.filter(claim=OuterRef("pk")).order_by("-pk")
    readings = Reading.objects.filter(document__claim=OuterRef("pk")).order_by("-pk")
    lines = ClaimLine.objects.filter(claim=OuterRef("pk"))
    first = {"first_product_id": Subquery(lines.order_by("position").values("product")[:1])}
    return (
        claims.select_related("distributor", "document", "program")
        .annotate(**first)
        .annotate(
            points=given(AwardLine.Unit.POINTS),
            first_product=_name_of("first_product_id", language=get_language() or "en"),
            line_count=Coalesce(
                Subquery(
                    lines.order_by().values("claim").annotate(n=Count("pk")).values("n"), output_field=IntegerField()
                ),
                0,
            ),
            last_reason=Subquery(newest.values("reason")[:1]),
            last_note=Subquery(newest.values("note")[:1]),
            read_issuer=Subquery(readings.values(text=KT("data__fields__issuer_name__value"))[:1]),
        )
    )


def _name_of(product: str, *, language: str) -> Coalesce:
    """What the product of that column is called in the reader's language, else its own name."""
    names = ProductName.objects.filter(product=OuterRef(product), language=language).order_by("pk")
    own = Product.objects.filter(pk=OuterRef(product))
    return Coalesce(Subquery(names.values("name")[:1]), Subquery(own.values("name")[:1]))


def given(unit: str) -> Coalesce:
    """What a claim's award gave and still gives to its participant."""
    lines = AwardLine.objects.filter(award__claim=OuterRef("pk"), award__reversed_at=None, unit=unit)
    lines = lines.filter(rewards=Rule.Rewards.PARTICIPANT).order_by()
    total = lines.values("award").annotate(sum=Sum(F("quantity") - F("taken_back"))).values("sum")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def lines_cut() -> Exists:
    """Of a claim, for filters: less of some line was confirmed than was claimed."""
    return Exists(ClaimLine.objects.filter(claim=OuterRef("pk"), confirmed_quantity__lt=F("quantity")))


def awaiting_the_person(participant: Participant, *, most: int = 5) -> list[Claim]:
    """Drafts to finish and questions to answer, questions first."""
    mine = claims_of(participant).filter(status__in=[Status.DRAFT, Status.QUERIED])
    return list(listed(mine).order_by("-status", "-created_at", "-pk")[:most])


def recent(participant: Participant, *, most: int = 5) -> list[Claim]:
    """The newest claims that ask nothing of the person."""
    others = claims_of(participant).exclude(status__in=[Status.DRAFT, Status.QUERIED])
    return list(listed(others).order_by("-created_at", "-pk")[:most])


def under_way(participant: Participant) -> UnderWay:
    """What waits for somebody else's answer."""
    waiting = claims_of(participant).filter(status=Status.SUBMITTED)
    found = waiting.aggregate(count=Count("pk"), due_on=Min("due_on"))
    return UnderWay(found["count"], found["due_on"])


def open_claims(participant: Participant) -> int:
    """How many claims nobody has decided yet, sent or not."""
    return claims_of(participant).filter(status__in=OPEN).count()


def counts(participant: Participant) -> dict[str, int]:
    """How many claims each filter shows."""
    by_status = dict(claims_of(participant).order_by().values_list("status").annotate(n=Count("pk")))
    return {name: sum(by_status.get(status, 0) for status in shown) for name, shown in FILTERS.items()}


def history(participant: Participant, *, shown: str, after: UUID | None) -> Page:
    """A page of the claims that a filter shows. Paged by key: rows that come or go elsewhere shift nothing."""
    claims = claims_of(participant).filter(status__in=FILTERS[shown])
    if after and (last := claims_of(participant).filter(uuid=after).values("created_at", "pk").first()):
        same_moment = Q(created_at=last["created_at"], pk__lt=last["pk"])
        claims = claims.filter(Q(created_at__lt=last["created_at"]) | same_moment)
    found = list(listed(claims).order_by("-created_at", "-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].uuid if len(found) > PAGE else None)


def events_of(claim: Claim) -> list[ClaimEvent]:
    """The claim's history, oldest first."""
    return list(claim.events.order_by("pk"))


def clerks_of(claim: Claim) -> set[int]:
    """The users who answer, or once answered, for the claim's distributor."""
    return set(claim.distributor.clerks.values_list("user_id", flat=True)) if claim.distributor else set()


def award_lines_of(claim: Claim) -> list[AwardLine]:
    """What the claim earned for its participant, and what of that goes to the company; the last award, points first."""
    last = Award.objects.for_claims().filter(claim=claim).order_by("-number")[:1]
    from_own = Q(rule=None) | Q(rule__rewards=Rule.Rewards.PARTICIPANT)
    shared = Q(rewards=Rule.Rewards.COMPANY) & from_own
    lines = AwardLine.objects.filter(Q(rewards=Rule.Rewards.PARTICIPANT) | shared, award__in=last)
    lines = lines.select_related("rule__campaign__program", "batch", "product", "award")
    lines = lines.prefetch_related("rule__products__names", "rule__distributors", "product__names")
    return list(lines.order_by("-unit", "pk"))


def partner_lines_of(claim: Claim) -> list[AwardLine]:
    """What distributor and clerk ever earned with the claim, also what was taken back later."""
    partners = (Rule.Rewards.CLERK, Rule.Rewards.DISTRIBUTOR)
    lines = AwardLine.objects.filter(award__claim=claim, rewards__in=partners)
    lines = lines.select_related("rule__campaign__program", "batch", "product", "award")
    return list(lines.prefetch_related("rule__products__names", "rule__distributors", "product__names").order_by("pk"))


def returns_of(claim: Claim) -> list[GoodsReturn]:
    """When goods of the claim came back, with the goods and what was taken back for them."""
    return with_goods(GoodsReturn.objects.filter(award__claim=claim))


def with_goods(returns: QuerySet[GoodsReturn]) -> list[GoodsReturn]:
    """Each with its claim, its goods by name, and the award lines that they were taken from."""
    with_claim = returns.select_related("event", "award__claim").order_by("pk")
    return list(with_claim.prefetch_related("goods__line__product__names", "taken__line"))


def is_waiting_for_reading(document: Document) -> bool:
    """Whether the reading is still to come."""
    return document.reading_state in (ReadingState.WAITING, ReadingState.READING)


def product_names(program: Program, language: str) -> dict[int, str]:
    """Active products by what they are called in the reader's language, in the order of their names."""
    names = dict(Product.objects.filter(program=program, is_active=True).order_by("name").values_list("pk", "name"))
    own = ProductName.objects.filter(product__program=program, language=language, product__is_active=True)
    return names | dict(own.order_by("-pk").values_list("product_id", "name"))
