"""What a campaign may want besides a code: the product's EAN, a device within named places, a confirmed purchase."""

import re
from dataclasses import dataclass, replace

from django.db.models import F, Sum
from django.utils.translation import gettext as _
from stdnum import ean
from stdnum.exceptions import ValidationError as BadNumber

from campaigns.models import Campaign, OnPackCode
from campaigns.places import Position
from claims.code_refusals import CodeElsewhere, CodeNeedsDocument, CodeNeedsMore, EanMistyped, Need
from claims.models import Claim, ClaimLine, CodeRedemption
from claims.states import UNDECIDED, Status
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class Beside:
    """What came with the code; nothing is kept of it."""

    ean: str = ""
    position: Position | None = None

    @property
    def has(self) -> frozenset[Need]:
        """What of it there is."""
        there = {Need.EAN: bool(self.ean.strip()), Need.PLACE: self.position is not None}
        return frozenset(need for need, is_there in there.items() if is_there)


NOTHING = Beside()

_WITHIN = re.compile(r"(?:\(01\)|/01/|^(?:\]\w\d)?\x1d?01)(\d{14})")
"""A GTIN among GS1 elements or in a Digital Link."""


def needs_of(campaign: Campaign) -> frozenset[Need]:
    """What the campaign's codes count with only."""
    wanted = {Need.EAN: campaign.codes_need_ean, Need.PLACE: campaign.codes_need_place}
    return frozenset(need for need, is_wanted in wanted.items() if is_wanted)


def fits(code: OnPackCode, text: str, beside: Beside) -> bool:
    """Whether the code counts with what came beside it; if not, it is answered like one that nobody knows.

    Where `text`, as it was scanned, names the GTIN itself, the EAN is not asked for.

    Raises CodeNeedsMore where something was not given yet, and CodeElsewhere. Of a code that is used already nothing
    more is asked: who repeats it learns that at once.
    """
    campaign = code.batch.campaign
    needs = needs_of(campaign)
    if not needs or CodeRedemption.objects.filter(code=code).exists():
        return True
    if not beside.ean and (within := _WITHIN.search(text.strip())):
        beside = replace(beside, ean=within[1])
    if not needs <= beside.has:
        raise CodeNeedsMore(_asking(needs), needs)
    if Need.EAN in needs and not _is_of_the_product(code, beside.ean, needs):
        return False
    if Need.PLACE in needs:
        _refuse_elsewhere(campaign, beside.position)
    return True


def refuse_without_document(participant: Participant, code: OnPackCode) -> None:
    """Raises CodeNeedsDocument unless the participant's confirmed purchases hold a piece of the product for this code.

    Called in the transaction that marks the code as used, after that: of two codes for the last piece one waits for the
    other.
    """
    campaign, product = code.batch.campaign, code.batch.product
    if not campaign.codes_need_document:
        return
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    used = CodeRedemption.objects.filter(
        claim__participant=participant, claim__status=Status.VERIFIED, code__batch__product=product
    )
    lines = ClaimLine.objects.filter(
        claim__participant=participant, claim__campaign=campaign, claim__kind=Claim.Kind.DOCUMENT, product=product
    )
    confirmed = lines.filter(claim__status=Status.VERIFIED)
    pieces = confirmed.aggregate(sum=Sum(F("confirmed_quantity") - F("returned_quantity")))["sum"] or 0
    if pieces >= used.filter(code__batch__campaign=campaign).count():
        return
    if lines.filter(claim__status__in=UNDECIDED).exists():
        raise CodeNeedsDocument(_("Your purchase waits for its answer. Once it is confirmed, redeem this code again."))
    raise CodeNeedsDocument(
        _("This code counts together with the invoice or receipt. Claim with it first, and keep the pack.")
    )


def _asking(needs: frozenset[Need]) -> str:
    if needs == {Need.EAN}:
        return _("This code counts together with the EAN, the number below the bars on the pack.")
    if needs == {Need.PLACE}:
        return _("This code counts only in some places. Your device is asked where it is.")
    return _("This code counts together with the EAN below the bars on the pack, and only in some places.")


def _is_of_the_product(code: OnPackCode, text: str, needs: frozenset[Need]) -> bool:
    """However it is written: with 8, 12, 13 or 14 digits, with blanks or dashes, or scanned with more around it."""
    within = _WITHIN.search(text.strip())
    try:
        gtin = ean.validate(within[1] if within else text).zfill(14)
    except BadNumber as wrong:
        raise EanMistyped(_("This is not quite an EAN. Please compare it with the pack."), needs) from wrong
    return code.batch.product.gtins.filter(gtin=gtin).exists()


def _refuse_elsewhere(campaign: Campaign, position: Position | None) -> None:
    areas = list(campaign.code_areas.order_by("pk"))
    if position is None or not any(area.covers(position) for area in areas):
        named = "; ".join(_("%(place)s, %(radius)s km around") % {"place": a.name, "radius": a.radius} for a in areas)
        raise CodeElsewhere(
            _("This code counts only here: %(places)s. Elsewhere, claim with the invoice.") % {"places": named}
        )
