"""Who may lead a distributor's people: each function answers with the reason why not, or with nothing."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from distributors.models import Branch, Clerk, Distributor
from participants.models import User
from participants.queries import administers


def is_head(distributor: Distributor, *, by: User) -> bool:
    """Whether the person leads this distributor's people."""
    heads = Clerk.objects.filter(distributor=distributor, role=Clerk.Role.HEAD, is_active=True)
    return by.is_active and heads.filter(user=by).exists()


def why_not_lead(distributor: Distributor, *, by: User) -> str:
    """Inviting, changing and dismissing: its heads, and the campaign admins of its program."""
    if is_head(distributor, by=by) or administers(by, distributor.program):
        return ""
    return _("Only a head of this distributor can do that.")


def why_not_step_down(clerk: Clerk, *, by: User) -> str:
    """Dismissing or demoting: somebody has to be left who leads. The campaign admin can name another head first."""
    if clerk.role != Clerk.Role.HEAD or not clerk.is_active or administers(by, clerk.distributor.program):
        return ""
    heads = Clerk.objects.filter(
        distributor=clerk.distributor, role=Clerk.Role.HEAD, is_active=True, user__is_active=True
    )
    return "" if heads.exclude(pk=clerk.pk).exists() else _("This is the only head. Make somebody else head first.")


def why_not_at(distributor: Distributor, branches: Collection[Branch]) -> str:
    """Naming branches: the distributor's own."""
    if all(branch.distributor_id == distributor.pk for branch in branches):
        return ""
    return _("Please choose branches of this distributor.")
