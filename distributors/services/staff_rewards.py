"""What becomes of rewards for a distributor's clerks: some firms forbid gifts to their staff."""

from django.utils.translation import gettext as _

from common.refusals import Refused
from distributors.models import Clerk, Distributor
from distributors.queries import clerk_of
from participants.models import User
from participants.queries import administers


class SwitchRefused(Refused):
    """It stays as it was."""


def why_not_set(distributor: Distributor, *, by: User) -> str:
    """A head of the distributor decides it, or a campaign admin of its program."""
    clerk = clerk_of(by)
    is_head = clerk is not None and clerk.distributor_id == distributor.pk and clerk.role == Clerk.Role.HEAD
    if is_head or administers(by, distributor.program):
        return ""
    return _("Only a head of the distributor decides what becomes of rewards for its clerks.")


def set_staff_rewards(*, distributor: Distributor, to: str, by: User) -> None:
    """Say where rewards for its clerks go, for all that is earned from this moment on; what was given stays.

    `to` is one of `Distributor.StaffRewards`.
    """
    if reason := why_not_set(distributor, by=by):
        raise SwitchRefused(reason)
    if to not in Distributor.StaffRewards.values:
        raise SwitchRefused(_("Please choose what becomes of rewards for your clerks."))
    Distributor.objects.filter(pk=distributor.pk).update(staff_rewards=to)
    distributor.staff_rewards = to
