"""Serving pages and files of a document, to those only who may see the claim."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from claims import queries
from claims.models import DocumentFile, DocumentPage
from claims.services.incoming import EXTENSIONS
from common import downloads
from participants.access import ParticipantRequest


@login_required
@require_GET
def page(request: ParticipantRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The clean picture of a page, shown in the browser."""
    claim = get_object_or_404(queries.seen_by(request.user), uuid=uuid)
    found = get_object_or_404(DocumentPage, document__claim=claim, number=number)
    return downloads.answer(
        found.picture_key, media_type="image/jpeg", name=f"{claim.number}-{number}.jpg", is_shown=True
    )


@login_required
@require_GET
def original(request: ParticipantRequest, uuid: UUID, file: UUID) -> HttpResponseBase:
    """A file as it was sent: never shown inside our pages, only saved."""
    claim = get_object_or_404(queries.seen_by(request.user), uuid=uuid)
    found = get_object_or_404(DocumentFile, document__claim=claim, uuid=file)
    # The name is ours: what a sender called the file may end in anything.
    name = f"{claim.number}-{found.position}{EXTENSIONS.get(found.media_type, '')}"
    return downloads.answer(found.storage_key, media_type=found.media_type, name=name, is_shown=False)
