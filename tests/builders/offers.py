"""Somebody to whom sales are offered: Alfa offers, Marek's firm is known, and one document of his was confirmed."""

from datetime import datetime

from claims.models import Claim
from claims.services import offered
from claims.services.offers import Offers, offers_to
from claims.states import Status
from distributors.models import Distributor, Sale
from distributors.services import taking_part
from participants.models import Participant
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_company, a_distributor, a_participant
from tests.builders.sales import the_sale


def an_offering_distributor(distributor: Distributor | None = None) -> Distributor:
    """Alfa, which offers what it sold."""
    distributor = distributor or a_distributor()
    admin = a_campaign_admin(program=distributor.program)
    taking_part.choose(distributor=distributor, offers_sales=True, by=admin.user, now=NOON)
    return distributor


def a_buyer(name: str = "Marek Nowak") -> Participant:
    """Somebody of Marek's firm whose purchase was confirmed once by its document."""
    buyer = a_participant(name)
    buyer.company = a_company(buyer.program)
    buyer.save()
    a_claim(Status.VERIFIED, participant=buyer, number=f"PAPER/{name}")
    return buyer


def offered_to(buyer: Participant, *, most: int = 10, now: datetime = NOON) -> list[str]:
    """The numbers of the sales offered, in their order."""
    return [one.sale.number for one in found(buyer, most=most, now=now).offers]


def found(buyer: Participant, *, most: int = 10, now: datetime = NOON) -> Offers:
    """The offers themselves."""
    return offers_to(buyer, most=most, now=now)


def tapped(buyer: Participant, number: str = "FV/2026/11/0457", *, seen: str = "") -> Claim:
    """The claim that one tap made, on what is offered now or what was `seen` before."""
    return offered.claim(participant=buyer, sale=the_sale(number), seen=seen or seen_of(buyer, number), now=NOON)


def seen_of(buyer: Participant, number: str = "FV/2026/11/0457") -> str:
    """By what the offer says what it showed."""
    return next(one.seen for one in found(buyer).offers if one.sale == Sale.objects.get(number=number))
