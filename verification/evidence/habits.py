"""What the participant, the device and the clerks of a claim did before it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from campaigns.models import Campaign
from claims.models import Claim, UploadTrace
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
UPLOADS_LOOKED_AT = 300
ON_DEVICE_FOR, AT_ADDRESS_FOR = timedelta(days=30), timedelta(days=1)
YES = (Decision.Kind.CONFIRM, Decision.Kind.CONFIRM_IN_PART)


def habits_of(claim: Claim, campaign: Campaign) -> Habits:
    """Everything together."""
    before, trace = _claims_before(claim), UploadTrace.objects.filter(claim=claim).first()
    return Habits(
        sent_at=claim.submitted_at,
        sent_before=tuple(Sent(one.sent_at, one.total) for one in before),
        limits=tuple(_limits(campaign)),
        on_device=_others_on_device(claim, trace) if trace else 0,
        at_address=_at_address(trace) if trace else (0, 0),
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


def _others_on_device(claim: Claim, trace: UploadTrace) -> int:
    """Accounts of people of no common firm with this one: a firm's people may share the office's computer."""
    if not trace.device:
        return 0
    same = UploadTrace.objects.filter(device=trace.device, made_at__gt=trace.made_at - ON_DEVICE_FOR)
    # Said as the partial index says it, so that it is used.
    rows = same.exclude(device="").exclude(participant=claim.participant_id).order_by("-made_at")
    people = rows.values_list("participant", "participant__company")[:UPLOADS_LOOKED_AT]
    own = claim.participant.company_id
    return len({person for person, firm in people if own is None or firm != own})


def _at_address(trace: UploadTrace) -> tuple[int, int]:
    if trace.address is None:
        return (0, 0)
    same = UploadTrace.objects.filter(address=trace.address, made_at__gt=trace.made_at - AT_ADDRESS_FOR)
    before = same.filter(made_at__lte=trace.made_at).order_by("-made_at")
    people = list(before.values_list("participant", flat=True)[:UPLOADS_LOOKED_AT])
    return (len(set(people)), len(people))


def _limits(campaign: Campaign) -> Iterator[Decimal]:
    if campaign.sales_prove and campaign.sales_prove_up_to is not None:
        yield campaign.sales_prove_up_to
    if campaign.documents_prove_up_to is not None:
        yield campaign.documents_prove_up_to


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
