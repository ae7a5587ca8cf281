"""What verification forgets: what clerks wrote with decisions, and offers that ran out."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Case, QuerySet, Value, When

from claims.models import Claim
from claims.personal_data import EVIDENCE
from claims.services.leaving import UNPAID
from claims.states import OPEN
from common.keeping import Duty, Rows
from participants.models import Participant
from verification import personal_data as terms
from verification.models import Decision, MailLink, Offer

FORGOTTEN = "…"
"""Instead of the words with which an exception was explained: that there were some is a rule of the database."""


def with_text(before: datetime) -> QuerySet[Decision]:
    """Decisions made before, with words of their own, on claims that are closed."""
    return Decision.objects.filter(made_at__lt=before).exclude(text__in=["", FORGOTTEN]).exclude(claim__status__in=OPEN)


def empty_texts(decisions: Collection[int], _now: datetime) -> None:
    """Kind, reason code and moment stay."""
    _empty(Decision.objects.filter(pk__in=decisions))


def _empty(decisions: QuerySet[Decision]) -> None:
    decisions.update(text=Case(When(lifted="", then=Value("")), default=Value(FORGOTTEN)))


def old_links(before: datetime) -> QuerySet[MailLink]:
    """Mailed before."""
    return MailLink.objects.filter(made_at__lt=before)


def delete_links(links: Collection[int], _now: datetime) -> None:
    """The decisions stay, taken by a mail that is no longer known."""
    MailLink.objects.filter(pk__in=links).delete()


def old_offers(before: datetime) -> QuerySet[Offer]:
    """Offers that ended before."""
    return Offer.objects.filter(expires_at__lt=before)


def delete_offers(offers: Collection[int], _now: datetime) -> None:
    """The claim is offered anew to whoever comes."""
    Offer.objects.filter(pk__in=offers).delete()


def leave(*, participant: Participant) -> None:
    """What was written on claims that gave nothing goes at once, and nobody is offered a withdrawn claim."""
    unpaid = Claim.objects.filter(participant=participant, status__in=UNPAID)
    _empty(Decision.objects.filter(claim__in=unpaid).exclude(text=""))
    Offer.objects.filter(claim__in=unpaid).delete()


DUTIES: Sequence[Duty] = (
    Rows(EVIDENCE, "texts of decisions", with_text, empty_texts),
    Rows(EVIDENCE, "mailed links to claims", old_links, delete_links),
    Rows(terms.OFFERS, "offers that ran out", old_offers, delete_offers),
)
