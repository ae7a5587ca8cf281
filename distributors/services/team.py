"""A distributor's people: their role and branches, dismissing one at once, and bringing somebody back."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from distributors import permissions
from distributors.models import Branch, Clerk, Distributor, SalesKey
from distributors.services import inviting, keys
from distributors.services.noting import Kind, note
from jobs.services import after_commit
from participants.models import User


class TeamRefused(Refused):
    """Nothing was changed about the distributor's people."""


@transaction.atomic
def change(*, clerk: Clerk, role: Clerk.Role, branches: Collection[Branch], by: User, now: datetime) -> None:
    """Give somebody another role, or other branches; none named means all of them."""
    clerk = _held(clerk, by=by)
    if role != Clerk.Role.HEAD and (reason := permissions.why_not_step_down(clerk, by=by)):
        raise TeamRefused(reason)
    if reason := permissions.why_not_at(clerk.distributor, branches):
        raise TeamRefused(reason)
    _set_role(clerk, role, by=by, now=now)
    set_branches(clerk, branches, by=by, now=now)


def _set_role(clerk: Clerk, role: Clerk.Role, *, by: User, now: datetime) -> None:
    if clerk.role != role:
        note(clerk.distributor, Kind.ROLE, by=by, now=now, person=clerk.user, was=clerk.role, became=role.value)
        Clerk.objects.filter(pk=clerk.pk).update(role=role)


def set_branches(clerk: Clerk, branches: Collection[Branch], *, by: User, now: datetime) -> None:
    """Write for which branches the clerk answers, if that is new; part of the caller's transaction."""
    was = {branch.pk: branch.name for branch in clerk.branches.all()}
    if set(was) != {branch.pk for branch in branches}:
        told = {"was": ", ".join(sorted(was.values())), "became": ", ".join(sorted(one.name for one in branches))}
        note(clerk.distributor, Kind.BRANCHES, by=by, now=now, person=clerk.user, **told)
        clerk.branches.set(branches)


@transaction.atomic
def dismiss(*, clerk: Clerk, by: User, now: datetime, revoke: Collection[SalesKey] = ()) -> None:
    """Cut somebody off: no right from the next click on, no claim held, no answer by mail, no invitation open.

    Keys that the person made belong to the distributor; those in `revoke` are withdrawn with them. Again is no harm.
    """
    clerk = _held(clerk, by=by)
    if reason := permissions.why_not_step_down(clerk, by=by):
        raise TeamRefused(reason)
    if not clerk.is_active:
        return
    inviting.withdraw_all_of(clerk, by=by, now=now)
    Clerk.objects.filter(pk=clerk.pk).update(is_active=False)
    note(clerk.distributor, Kind.DISMISSED, by=by, now=now, person=clerk.user)
    _stop_mail_to(clerk, by=by, now=now)
    for key in revoke:
        if key.distributor_id == clerk.distributor_id:
            keys.revoke(key=key, by=by, now=now)
    after_commit("verification.tasks.give_back", user_id=clerk.user_id)


def _stop_mail_to(clerk: Clerk, *, by: User, now: datetime) -> None:
    """Links that were mailed to the person answer nothing any more: they ask whether the address still stands."""
    address = clerk.distributor.answers_by_mail
    if address and address.lower() == clerk.user.email.lower():
        Distributor.objects.filter(pk=clerk.distributor_id).update(answers_by_mail="")
        note(clerk.distributor, Kind.SETTING, by=by, now=now, name="answers_by_mail", was=address, became="")


@transaction.atomic
def bring_back(*, clerk: Clerk, by: User, now: datetime) -> None:
    """Somebody who was dismissed works here again, with role and branches as before."""
    clerk = _held(clerk, by=by)
    if clerk.is_active:
        return
    try:
        with transaction.atomic():
            Clerk.objects.filter(pk=clerk.pk).update(is_active=True)
    except IntegrityError as taken:
        raise TeamRefused(_("%(name)s works for another distributor now.") % {"name": clerk.user}) from taken
    note(clerk.distributor, Kind.BROUGHT_BACK, by=by, now=now, person=clerk.user)


def _held(clerk: Clerk, *, by: User) -> Clerk:
    """The clerk as it stands, changed by nobody else until this is done: two heads cannot dismiss each other."""
    Distributor.objects.select_for_update().get(pk=clerk.distributor_id)
    if reason := permissions.why_not_lead(clerk.distributor, by=by):
        raise TeamRefused(reason)
    return Clerk.objects.select_related("user", "distributor__program").get(pk=clerk.pk)
