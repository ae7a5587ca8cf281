"""Doors into the program: a distributor's link for participants, a mailed invitation for clerks."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from distributors.forms import NewClerkForm
from distributors.models import ClerkInvitation, JoinLink
from distributors.services import inviting
from participants.queries import participant_of
from programs.current import remember_program


@require_safe
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A distributor's link or QR: leads a stranger to sign up, and remembers who brought a new participant."""
    links = JoinLink.objects.select_related("distributor__program")
    link = get_object_or_404(links, code=code, distributor__program__is_active=True)
    remember_program(request, link.distributor.program)
    if not link.is_active or not link.distributor.is_active:
        return render(request, "distributors/link_gone.html", {"link": link}, status=404)
    if not request.user.is_authenticated:
        return render(request, "distributors/join.html", {"link": link})
    participant = participant_of(request.user)
    if participant is None:
        return redirect(f"{reverse('participants:join')}?next={request.path}")
    inviting.introduce(participant=participant, link=link, now=timezone.now())
    messages.success(request, _("Welcome. %(name)s brought you here.") % {"name": link.distributor.name})
    return redirect("home")


@require_safe
def join_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The link as a QR code, to print."""
    link = get_object_or_404(JoinLink, code=code, is_active=True)
    return HttpResponse(inviting.join_qr(link), content_type="image/svg+xml")


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """A clerk's invitation: accepted with the account of the invited address, or with a new one made here."""
    invitation = inviting.open_invitation(secret, now=timezone.now())
    if invitation is None:
        return render(request, "distributors/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        return _accept_as_known(request, invitation)
    form = NewClerkForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        return _accept_as_new(request, invitation, form)
    return render(request, "distributors/invited.html", {"invitation": invitation, "form": form, "here": request.path})


def _accept_as_known(request: HttpRequest, invitation: ClerkInvitation) -> HttpResponse:
    if request.method == "POST" and "sign_out" in request.POST:
        logout(request)
        return redirect(request.path)
    if request.method == "POST":
        try:
            inviting.accept(invitation=invitation, user=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("verification:queue")
    return render(request, "distributors/invited.html", {"invitation": invitation, "form": None, "here": request.path})


def _accept_as_new(request: HttpRequest, invitation: ClerkInvitation, form: NewClerkForm) -> HttpResponse:
    try:
        user = inviting.accept_as_new(
            invitation=invitation,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            language=(get_language() or "")[:2],
            now=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('account_login')}?next={request.path}")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("verification:queue")
