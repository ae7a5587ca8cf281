"""Two claims of what may be one document, side by side."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from verification.access import DeskRequest, desk_only
from verification.beside import beside
from verification.views.desk import claim_of


@desk_only
@require_safe
def side_by_side(request: DeskRequest, uuid: UUID, other: UUID) -> HttpResponse:
    """Both pictures and both lists of facts; of a claim that is not this desk's, only that it exists."""
    claim = claim_of(request, uuid)
    found = beside(request.desk, claim, other)
    if found is None:
        raise Http404
    return render(request, "verification/beside.html", {"desk": request.desk, "both": found, "claim": claim})
