"""The holder's own certificates: as PDF, as a badge, and with the name or without."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elearning import queries
from elearning.badges import BadgeKeyMissing
from elearning.certificates import pdf_of
from elearning.models import Certificate
from elearning.services import badging, certifying
from participants.access import ParticipantRequest, participant_only


def certificate_of(request: ParticipantRequest, number: str) -> Certificate:
    """One of the reader's own."""
    return get_object_or_404(queries.certificates_of(request.participant), number=number)


@participant_only
@never_cache
@require_safe
def newest(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """The newest certificate of a course as PDF."""
    found = queries.certificates_of(request.participant).filter(enrolment__course__uuid=uuid).first()
    if found is None:
        raise Http404
    return _pdf(request, found)


@participant_only
@never_cache
@require_safe
def download(request: ParticipantRequest, number: str, form: str) -> HttpResponse:
    """The certificate as PDF, or as a badge: a picture, a signed text, or to be looked at."""
    certificate = certificate_of(request, number)
    if form == "pdf":
        return _pdf(request, certificate)
    try:
        return _badge(certificate, form)
    except BadgeKeyMissing:
        messages.error(request, _("Badges cannot be made at the moment. The PDF can; please try the badge later."))
        return redirect("elearning:course", certificate.enrolment.course.uuid)


def _badge(certificate: Certificate, form: str) -> HttpResponse:
    now = timezone.now()
    match form:
        case "png":
            return _saved(badging.baked(certificate, now=now), certificate, "png", "image/png")
        case "jwt":
            return _saved(badging.signed(certificate, now=now).encode(), certificate, "jwt", "application/vc+jwt")
        case "json":
            told = json.dumps(badging.credential_of(certificate), indent=2, ensure_ascii=False)
            return _saved(told.encode(), certificate, "json", "application/ld+json")
    raise Http404


def _pdf(request: ParticipantRequest, certificate: Certificate) -> HttpResponse:
    address = request.build_absolute_uri(reverse("elearning:check", args=[certificate.number]))
    return _saved(pdf_of(certificate, check_address=address), certificate, "pdf", "application/pdf")


def _saved(content: bytes, certificate: Certificate, ending: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{certificate.number}.{ending}"'
    return answer


@participant_only
@require_POST
def show_name(request: ParticipantRequest, number: str) -> HttpResponse:
    """Whether whoever checks the number reads the name as well."""
    certificate = certificate_of(request, number)
    is_shown = request.POST.get("shown") == "yes"
    certifying.show_name(certificate=certificate, is_shown=is_shown, now=timezone.now())
    words = _("The public page shows your name now.") if is_shown else _("The public page no longer shows your name.")
    messages.success(request, words)
    return redirect(reverse("elearning:course", args=[certificate.enrolment.course.uuid]) + "#certificates")
