"""The team page of a distributor's heads: who works here, in which role, and who is invited, changed or dismissed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from distributors import permissions, queries
from distributors.access import ClerkRequest, head_only
from distributors.forms import DismissForm, InviteForm, PlaceForm
from distributors.models import Clerk, ClerkInvitation
from distributors.services import inviting
from distributors.services import team as services
from verification.queries import with_last_decision

CHANGES = 30


def clerk_of(request: ClerkRequest, uuid: UUID) -> Clerk:
    """The person, if at this head's distributor, dismissed or not."""
    return get_object_or_404(with_last_decision(queries.people_of(request.clerk.distributor)), user__uuid=uuid)


def invitation_of(request: ClerkRequest, uuid: UUID) -> ClerkInvitation:
    """The invitation, if it is of this head's distributor and still open."""
    return get_object_or_404(queries.invitations_of(request.clerk.distributor), uuid=uuid)


@head_only
@require_safe
def team(request: ClerkRequest) -> HttpResponse:
    """Everybody, open invitations, and what was changed lately."""
    return _team(request, InviteForm(distributor=request.clerk.distributor))


def _team(request: ClerkRequest, form: InviteForm, *, status: int = 200) -> HttpResponse:
    distributor, now = request.clerk.distributor, timezone.now()
    values = {
        "tab": "team",
        "form": form,
        "people": with_last_decision(queries.people_of(distributor)),
        "invitations": [(one, one.expires_at > now) for one in queries.invitations_of(distributor)],
        "changes": queries.changes_of(distributor)[:CHANGES],
    }
    return render(request, "partner/team.html", values, status=status)


@head_only
@require_POST
def invite(request: ClerkRequest) -> HttpResponse:
    """Mail an invitation."""
    form = InviteForm(request.POST, distributor=request.clerk.distributor)
    if not form.is_valid():
        return _team(request, form, status=422)
    email = form.cleaned_data["email"]
    try:
        inviting.invite_clerk(
            distributor=request.clerk.distributor, email=email, by=request.user, now=timezone.now(), **form.told()
        )
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return _team(request, form, status=422)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return redirect("partner:team")


@head_only
@require_POST
def send_again(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Mail an open invitation once more."""
    return _done(
        request,
        inviting.send_again,
        _("The invitation was sent again."),
        invitation=invitation_of(request, uuid),
    )


@head_only
@require_POST
def withdraw(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Its link opens nothing from now on."""
    return _done(request, inviting.withdraw, _("The invitation is withdrawn."), invitation=invitation_of(request, uuid))


@head_only
@require_http_methods(["GET", "POST"])
def person(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Somebody's role and branches; from here one is dismissed or brought back."""
    clerk = clerk_of(request, uuid)
    start = {"role": clerk.role, "branches": clerk.branches.all()}
    form = PlaceForm(request.POST or None, distributor=clerk.distributor, initial=start)
    if request.method == "POST" and form.is_valid():
        return _done(request, services.change, _("Kept."), clerk=clerk, **form.told())
    values = {
        "tab": "team",
        "clerk": clerk,
        "form": form,
        "dismiss_form": DismissForm(keys=queries.keys_made_by(clerk), prefix="dismiss"),
        "why_not": permissions.why_not_step_down(clerk, by=request.user),
    }
    return render(request, "partner/person.html", values, status=422 if form.errors else 200)


@head_only
@require_POST
def dismiss(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Cut somebody off at once, with the keys that were ticked."""
    clerk = clerk_of(request, uuid)
    form = DismissForm(request.POST, keys=queries.keys_made_by(clerk), prefix="dismiss")
    revoke = list(form.cleaned_data.get("keys", ())) if form.is_valid() else []
    said = _("%(name)s has no access any more.") % {"name": clerk.user}
    answer = _done(request, services.dismiss, said, clerk=clerk, revoke=revoke)
    # Whoever leaves has no team page to come back to.
    return redirect("home") if clerk.user_id == request.user.pk else answer


@head_only
@require_POST
def bring_back(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Somebody works here again."""
    clerk = clerk_of(request, uuid)
    return _done(request, services.bring_back, _("%(name)s is back.") % {"name": clerk.user}, clerk=clerk)


def _done(request: ClerkRequest, act: Callable[..., object], said: str, **what: Any) -> HttpResponse:
    """Do it, say so or why not, and go back to the team."""
    try:
        act(by=request.user, now=timezone.now(), **what)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("partner:team")
