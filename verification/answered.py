"""What a desk answered, the newest first: for whoever asks at the counter what became of an invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.states import Status
from verification import searching
from verification.desks import Desk
from verification.models import Decision
from verification.searching import LOOKED_AT

SHOWN = 30
ANSWERS = (
    (Status.VERIFIED.value, _("confirmed")),
    (Status.REFUSED.value, _("refused")),
    (Status.REVERSED.value, _("taken back")),
)
_ANSWERING = (
    Decision.Kind.CONFIRM,
    Decision.Kind.CONFIRM_IN_PART,
    Decision.Kind.REFUSE,
    Decision.Kind.REVERSE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers somebody looks for: of one status, speaking of these words."""

    answer: str = ""
    words: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether not every answer is wanted."""
        return bool(self.answer or self.words)

    @property
    def query(self) -> str:
        """The same as the end of an address: nothing, or from the question mark on."""
        told = urlencode({name: value for name, value in (("answer", self.answer), ("words", self.words)) if value})
        return f"?{told}" if told else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim that was answered, and the decision that stands, if one was kept."""

    claim: Claim
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """Some answers; `earlier` is the claim behind which the list goes on.

    Where the list `is_cut_off`, the answers up to that claim were looked through, and more may fit behind it.
    """

    answers: Sequence[Answer]
    asked: Asked
    earlier: UUID | None = None
    is_cut_off: bool = False

    @property
    def earlier_query(self) -> str:
        """The end of the address at which the list goes on."""
        told = self.asked.query
        return f"{told}&before={self.earlier}" if told else f"?before={self.earlier}"


def find(desk: Desk, asked: Asked, *, before: Claim | None = None) -> AnsweredPage:
    """The desk's newest answers that are wanted, from behind `before` on.

    By words, the LOOKED_AT newest are looked through; a whole number is found however old its claim is.
    """
    answered = _answered(desk, asked)
    behind = answered.filter(_earlier_than(before)) if before and before.decided_at else answered
    if not asked.words:
        claims = list(_with_people(behind)[: SHOWN + 1])
        return AnsweredPage(_answers(claims[:SHOWN]), asked, _last_of_more(claims))
    looked = list(behind.values_list("pk", flat=True)[:LOOKED_AT])
    fitting = set(searching.speaking_of(asked.words, Claim.objects.filter(pk__in=looked)))
    if before is None:
        fitting |= set(searching.called_by_number(desk, asked.words))
    claims = list(_with_people(answered.filter(pk__in=fitting))[: SHOWN + 1])
    earlier, is_cut_off = _last_of_more(claims), False
    if earlier is None and len(looked) == LOOKED_AT:
        earlier, is_cut_off = Claim.objects.values_list("uuid", flat=True).get(pk=looked[-1]), True
    return AnsweredPage(_answers(claims[:SHOWN]), asked, earlier, is_cut_off)


def _answered(desk: Desk, asked: Asked) -> QuerySet[Claim]:
    statuses = [asked.answer] if asked.answer else [status for status, _name in ANSWERS]
    claims = desk.claims().filter(decided_at__isnull=False, status__in=statuses)
    return claims.order_by("-decided_at", "-pk")


def _earlier_than(claim: Claim) -> Q:
    """The first part says nothing that the second does not, but leads the database to the place in its index."""
    same_moment = Q(decided_at=claim.decided_at, pk__lt=claim.pk)
    return Q(decided_at__lte=claim.decided_at) & (Q(decided_at__lt=claim.decided_at) | same_moment)


def _with_people(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related("participant")


def _last_of_more(claims: Sequence[Claim]) -> UUID | None:
    return claims[SHOWN - 1].uuid if len(claims) > SHOWN else None


def _answers(claims: Sequence[Claim]) -> list[Answer]:
    made = Decision.objects.filter(claim__in=claims, kind__in=_ANSWERING).select_related("made_by").order_by("pk")
    newest = {decision.claim_id: decision for decision in made}
    return [Answer(claim, newest.get(claim.pk)) for claim in claims]
