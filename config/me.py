"""A person's rights over own data: taking a copy along, and leaving for good."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims import queries as claims
from claims.personal_data import EVIDENCE, FACTS
from common import writing
from common.refusals import Refused
from config import keeping, leaving, own_data
from participants.access import ParticipantRequest, participant_only
from participants.personal_data import PROOF


class LeaveForm(forms.Form):
    """A yes that cannot be given by a slip of the finger."""

    is_sure = forms.BooleanField(label=_("I want to leave. I know that this cannot be undone."))


@participant_only
@never_cache
@require_safe
def my_data(request: ParticipantRequest) -> StreamingHttpResponse:
    """All that is known of oneself, as a JSON file that is sent while it is gathered."""
    day = timezone.localdate(timezone=request.participant.program.zone)
    answer = StreamingHttpResponse(own_data.written(request.participant), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{request.participant.program.slug}-{day}.json"'
    return answer


@participant_only
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: ParticipantRequest) -> HttpResponse:
    """What leaving means, in plain words; and leaving, once that was confirmed."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _left(request)
    status = 422 if request.method == "POST" else 200
    return render(request, "participants/leave.html", {"form": form} | _consequences(request), status=status)


def _left(request: ParticipantRequest) -> HttpResponse:
    ends = not leaving.keeps_account(request.participant)
    try:
        leaving.leave(participant=request.participant, now=timezone.now())
    except Refused:
        messages.error(request, _("One of your claims was decided just now. Please look at it, then try again."))
        return redirect("leave")
    if ends:
        logout(request)
    return redirect("left")


def _consequences(request: ParticipantRequest) -> dict[str, object]:
    participant, language = request.participant, get_language() or "en"
    terms = {"evidence_time": EVIDENCE, "facts_time": FACTS, "proof_time": PROOF}
    return {
        "purse": claims.purse(participant, today=timezone.localdate(timezone=participant.program.zone)),
        "open_claims": claims.open_claims(participant),
        "ends_account": not leaving.keeps_account(participant),
    } | {name: writing.period(keeping.days(term), language) for name, term in terms.items()}


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """What somebody sees who has just left; anybody may."""
    return render(request, "participants/left.html")
