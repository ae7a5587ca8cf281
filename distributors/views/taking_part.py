"""How we take part: what the heads of a distributor choose themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Refused
from distributors.access import ClerkRequest, head_only
from distributors.forms import TakingPartForm
from distributors.services import taking_part


@head_only
@require_http_methods(["GET", "POST"])
def choose(request: ClerkRequest) -> HttpResponse:
    """The choices in one form."""
    form = TakingPartForm(request.POST if request.method == "POST" else None, instance=request.clerk.distributor)
    if form.is_valid():
        return _kept(request, form)
    status = 422 if form.is_bound else 200
    return render(request, "partner/taking_part.html", {"form": form, "tab": "taking-part"}, status=status)


def _kept(request: ClerkRequest, form: TakingPartForm) -> HttpResponse:
    try:
        taking_part.choose(
            distributor=request.clerk.distributor, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your choice is kept."))
    return redirect("distributors:taking-part")
