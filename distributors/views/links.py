"""Invitation links of a distributor: made, withdrawn, and printed as poster or cards."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distributors import posters, queries
from distributors.access import ClerkRequest, clerk_only
from distributors.forms import LinkForm
from distributors.models import JoinLink
from distributors.services import inviting

SHOWN = 200


def link_of(request: ClerkRequest, code: str) -> JoinLink:
    """The link, if it is of this clerk's distributor."""
    return get_object_or_404(queries.join_links(request.clerk.distributor), code=code)


@clerk_only
@require_http_methods(["GET", "POST"])
def links(request: ClerkRequest) -> HttpResponse:
    """Where they hang and whom they brought, and a place to make another."""
    distributor = request.clerk.distributor
    form = LinkForm(request.POST or None, distributor=distributor)
    if request.method == "POST" and form.is_valid():
        label, branch = form.cleaned_data["label"], form.cleaned_data.get("branch")
        inviting.offer_link(distributor=distributor, label=label, branch=branch, by=request.user, now=timezone.now())
        messages.success(request, _("The link is ready to be printed."))
        return redirect("distributors:links")
    shown = [(link, posters.spoken(inviting.join_address(link))) for link in queries.join_links(distributor)[:SHOWN]]
    values = {"form": form, "links": shown, "languages": settings.LANGUAGES, "tab": "links"}
    return render(request, "partner/links.html", values, status=422 if form.errors else 200)


@clerk_only
@require_POST
def withdraw(request: ClerkRequest, code: str) -> HttpResponse:
    """Whoever scans it from now on is told that it is no longer used."""
    inviting.withdraw_link(link=link_of(request, code), by=request.user, now=timezone.now())
    messages.success(request, _("The link is withdrawn. Take the poster down."))
    return redirect("distributors:links")


@clerk_only
@require_safe
def printed(request: ClerkRequest, code: str, kind: str, language: str) -> HttpResponse:
    """The poster, one card, or four cards of a link that is in use."""
    link = link_of(request, code)
    if not link.is_active or kind not in posters.KINDS or language not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponse(posters.KINDS[kind](link, language=language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{kind}-{link.code}-{language}.pdf"'
    return answer
