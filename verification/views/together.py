"""The page on which claims without doubt are looked at and confirmed together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from verification import together
from verification.access import DeskRequest, desk_only
from verification.models import Decision
from verification.narrowing import as_uuid
from verification.services.together import Result, confirm_all
from verification.views.desk import RELATED, wanted_of


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: DeskRequest) -> HttpResponse:
    """Look at up to 24 claims; confirm those that are left marked."""
    wanted = wanted_of(request)
    if request.method == "POST":
        results = confirm_all(
            claims=request.desk.claims().filter(uuid__in=_marked(request)).select_related(*RELATED).order_by("pk"),
            seen={uuid: request.POST.get(f"seen-{uuid}", "") for uuid in _marked(request)},
            by=request.user,
            now=timezone.now(),
        )
        _tell(request, results)
        return redirect(reverse("verification:together") + wanted.query)
    found = together.cards(request.desk, wanted, now=timezone.now())
    return render(request, "verification/together.html", {"desk": request.desk, "cards": found, "kept": wanted.query})


def _marked(request: DeskRequest) -> list[UUID]:
    named = [as_uuid(text) for text in request.POST.getlist("claim")]
    return [uuid for uuid in named if uuid][: together.MOST]


def _tell(request: DeskRequest, results: list[Result]) -> None:
    """How many were confirmed, and each that was not, by its name."""
    kinds = [result.decision.kind for result in results if result.decision]
    if done := kinds.count(Decision.Kind.CONFIRM):
        messages.success(request, ngettext("%(count)s confirmed.", "%(count)s confirmed.", done) % {"count": done})
    if agreed := kinds.count(Decision.Kind.AGREE):
        told = ngettext(
            "%(count)s waits for a second person's yes.", "%(count)s wait for a second person's yes.", agreed
        )
        messages.info(request, told % {"count": agreed})
    for result in results:
        if result.decision is None:
            messages.warning(request, f"{result.claim.document_number}: {result.reason}")
    if not results:
        messages.info(request, _("Nothing was marked, so nothing was confirmed."))
