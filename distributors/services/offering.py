"""Whether a distributor's sales are offered to those who bought: its head or the organizer says so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from distributors.models import Clerk, Distributor, OfferingChange
from participants.models import User
from participants.queries import administers


class OfferingRefused(Refused):
    """The switch stands as before."""


@transaction.atomic
def set_offering(*, distributor: Distributor, offers: bool, by: User, now: datetime) -> None:
    """Offer the distributor's unclaimed sales, or no longer; each change is kept with who made it and when."""
    if reason := why_not_set_offering(distributor, by=by):
        raise OfferingRefused(reason)
    distributor.offers_sales = offers
    if Distributor.objects.filter(pk=distributor.pk, offers_sales=not offers).update(offers_sales=offers):
        OfferingChange.objects.create(distributor=distributor, offers=offers, made_by=by, made_at=now)


def why_not_set_offering(distributor: Distributor, *, by: User) -> str:
    """The distributor's own heads, and those who administer the program."""
    heads = Clerk.objects.filter(user=by, distributor=distributor, role=Clerk.Role.HEAD, is_active=True)
    if by.is_active and (heads.exists() or administers(by, distributor.program)):
        return ""
    return _("Only a head of the distributor, or the organizer, decides whether its sales are offered.")
