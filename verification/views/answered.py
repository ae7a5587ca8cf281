"""The desk's page of answered claims."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from verification import answered
from verification.access import DeskRequest, desk_only
from verification.narrowing import AnsweredForm, as_uuid


@desk_only
@require_safe
def page(request: DeskRequest) -> HttpResponse:
    """What was answered, the newest first, as far as the address does not narrow it."""
    form = AnsweredForm(request.GET)
    named = as_uuid(request.GET.get("before", ""))
    before = request.desk.claims().filter(uuid=named).first() if named else None
    values = {
        "desk": request.desk,
        "form": form,
        "page": answered.find(request.desk, form.asked(), before=before),
        "is_earlier": before is not None,
    }
    return render(request, "verification/answered.html", values)
