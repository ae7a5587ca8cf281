"""Keys with which a distributor's own programs hand over sales."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from distributors import queries
from distributors.access import ClerkRequest, clerk_only
from distributors.forms import KeyForm
from distributors.services import keys as services


@clerk_only
@require_http_methods(["GET", "POST"])
def keys(request: ClerkRequest) -> HttpResponse:
    """The distributor's keys; a new one is shown in the answer and never again."""
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _key, secret = services.make(
            distributor=request.clerk.distributor,
            label=form.cleaned_data["label"],
            by=request.user,
            now=timezone.now(),
        )
        form = KeyForm()
    values = {
        "keys": queries.sales_keys(request.clerk.distributor),
        "form": form,
        "secret": secret,
        "address": request.build_absolute_uri("/api/sales/"),
    }
    answer = render(request, "distributors/sales_keys.html", values, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@clerk_only
@require_POST
def revoke(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Withdraw a key: the next file that comes with it is not taken."""
    key = get_object_or_404(queries.sales_keys(request.clerk.distributor), uuid=uuid)
    services.revoke(key=key, by=request.user, now=timezone.now())
    messages.success(request, _("The key “%(label)s” opens nothing any more.") % {"label": key.label})
    return redirect("distributors:sales-keys")
