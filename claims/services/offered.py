"""Claiming a sale that was offered, in one tap, or saying no to it.

The tap is the person's statement of exactly what was shown. The sale's row is held meanwhile: of two colleagues, or
two taps, one comes first, and a file that says something else of the sale comes before or after, never between.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.bought import claims_on, is_shown_to_buy, is_theirs
from claims.models import Claim, DeclinedSale, Document
from claims.numbers import new_number
from claims.services import moves, statements
from claims.services.offers import offer_of
from claims.states import ReadingState
from common.refusals import Refused
from distributors.models import Sale
from participants.models import Participant


class OfferRefused(Refused):
    """The sale cannot be claimed as it was shown; nothing was claimed."""


@dataclass(frozen=True, slots=True)
class Place:
    """By what a page names a sale: whose it is, its number (as `common.texts.number_key`), its day."""

    distributor: UUID
    number_key: str
    issued_on: date


def sale_at(participant: Participant, place: Place) -> Sale | None:
    """The sale, if a distributor of the program made it to the person's firm, offered at this moment or not."""
    sales = Sale.objects.filter(
        distributor__program=participant.program_id,
        distributor__uuid=place.distributor,
        number_key=place.number_key,
        issued_on=place.issued_on,
    )
    sale, company = sales.select_related("distributor__program").first(), participant.company
    if sale is None or company is None or not is_theirs(company, sale) or not is_shown_to_buy(participant):
        return None
    return sale


@transaction.atomic
def claim(*, participant: Participant, sale: Sale, seen: str, now: datetime) -> Claim:
    """Send a claim on the sale, as it was shown; a second tap leads to the first one's claim.

    `seen` is `Offered.seen` of what was shown. Raises `OfferRefused`, or what sending refuses; nothing is then kept.
    """
    sale = _held(sale)
    if earlier := claims_on(participant.program_id, [sale]).select_related("participant").first():
        if earlier.participant_id == participant.pk:
            return earlier
        raise OfferRefused(_claimed_by(earlier, participant))
    offered = offer_of(participant, sale, now=now)
    if offered is None:
        raise OfferRefused(
            _("This purchase is not offered any more. You can still claim it with a picture of the document.")
        )
    if offered.seen != seen:
        raise OfferRefused(_("The seller has changed this purchase meanwhile. Look at it once more."))
    made = Claim.objects.create(
        number=new_number(),
        program=participant.program,
        participant=participant,
        origin=Claim.Origin.OFFER,
        distributor=sale.distributor,
        created_at=now,
    )
    Document.objects.create(claim=made, reading_state=ReadingState.NONE, changed_at=now)
    moves.begin(made, by=participant.user, now=now)
    statements.send(claim=made, statement=offered.statement, by=participant.user, now=now)
    return made


def decline(*, participant: Participant, sale: Sale, now: datetime) -> None:
    """Not to be offered to this person again; to say so twice changes nothing."""
    DeclinedSale.objects.get_or_create(participant=participant, sale=sale, defaults={"declined_at": now})


def _held(sale: Sale) -> Sale:
    """The sale as it stands now, held to the end; a file that is read at this moment waits, or was first."""
    held = Sale.objects.select_related("distributor__program").select_for_update(of=("self",), no_key=True)
    found = held.filter(pk=sale.pk).first()
    if found is None:
        raise OfferRefused(_("This purchase is not offered any more."))
    return found


def _claimed_by(earlier: Claim, participant: Participant) -> str:
    if earlier.participant.company_id == participant.company_id:
        return _("Somebody of your firm has claimed this document already.")
    return _("This document has been claimed already.")
