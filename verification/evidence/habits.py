"""What the participant, the device and the clerks of a claim did before it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from campaigns.models import Campaign
from claims.models import Claim
from common.texts import fold, tax_key
from distributors.models import Clerk
from participants.models import User
from verification.models import Decision
from verification.problems.facts import ClerkHabit, Habits, Sent, Ties
from verification.problems.habits import ANSWERED

LOOKED_BACK = timedelta(days=90)
CLAIMS_LOOKED_AT = 60
ANSWERS_LOOKED_AT = 200
CLERKS_LOOKED_AT = 100
YES = (Decision.Kind.CONFIRM, Decision.Kind.CONFIRM_IN_PART)


def habits_of(claim: Claim, campaign: Campaign) -> Habits:
    """Everything together."""
    before = _claims_before(claim)
    return Habits(
        sent_at=claim.submitted_at,
        sent_before=tuple(Sent(one.sent_at, one.total) for one in before),
        limits=tuple(_limits(campaign)),
        ties=_ties(claim),
        clerk=_clerk(claim, [one.pk for one in before if one.distributor_id == claim.distributor_id]),
    )


@dataclass(frozen=True, slots=True)
class _Before:
    pk: int
    sent_at: datetime
    total: Decimal | None
    distributor_id: int | None


def _claims_before(claim: Claim) -> list[_Before]:
    assert claim.submitted_at is not None
    mine = Claim.objects.filter(participant=claim.participant_id, created_at__gt=claim.submitted_at - LOOKED_BACK)
    sent = mine.filter(kind=Claim.Kind.DOCUMENT, submitted_at__lte=claim.submitted_at).exclude(pk=claim.pk)
    values = sent.order_by("-created_at").values_list("pk", "submitted_at", "total", "distributor_id")
    return [_Before(pk, at, total, where) for pk, at, total, where in values[:CLAIMS_LOOKED_AT] if at is not None]


def _limits(campaign: Campaign) -> Iterator[Decimal]:
    if campaign.sales_prove and campaign.sales_prove_up_to is not None:
        yield campaign.sales_prove_up_to


def _ties(claim: Claim) -> Ties:
    if claim.distributor is None:
        return Ties()
    clerks = Clerk.objects.filter(distributor=claim.distributor, is_active=True).select_related("user")
    users = [clerk.user for clerk in clerks.order_by("pk")[:CLERKS_LOOKED_AT]]
    surname, company = _surname(claim.participant.name), claim.participant.company
    firm = tax_key(company.tax_id) if company else ""
    return Ties(
        is_clerk=any(user.pk == claim.participant.user_id for user in users),
        is_own_firm=bool(firm) and firm == claim.distributor.tax_key,
        namesakes=tuple(str(user) for user in users if surname and _surname(user.get_full_name()) == surname),
        clerks=len(users),
    )


def _surname(name: str) -> str:
    """The last word; of Polish pairs -ski and -ska are one name."""
    words = fold(name).split()
    last = words[-1] if len(words) > 1 else ""
    return last[:-1] + "i" if last.endswith(("ska", "cka", "dzka")) else last


def _clerk(claim: Claim, before: list[int]) -> ClerkHabit | None:
    answers = Decision.objects.filter(claim__in=before, kind__in=YES, made_by__isnull=False)
    counted = Counter(answers.values_list("made_by", flat=True))
    if not counted or (most := counted.most_common(1)[0])[1] < ANSWERED:
        return None
    clerk, his = most
    newest = Decision.objects.filter(made_by=clerk, kind__in=YES).order_by("-pk")
    people = Counter(newest.values_list("claim__participant", flat=True)[:ANSWERS_LOOKED_AT])
    people.pop(claim.participant_id, None)
    return ClerkHabit(
        name=str(User.objects.filter(pk=clerk).first() or ""),
        his=his,
        answered=counted.total(),
        usual=median(people.values()) if people else 0.0,
        people=len(people),
    )
