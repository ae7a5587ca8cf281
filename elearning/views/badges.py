"""What programs that check badges ask for: keys, issuers, courses, lists of revoked badges. For anybody, as JSON."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from elearning.badges import BadgeKeyMissing, picture
from elearning.models import BadgeKey, CourseVersion
from elearning.services import badging
from programs.models import Program

LD_JSON = "application/ld+json"
MINUTES = 60


def _json(answer: HttpResponse) -> HttpResponse:
    """Programs in browsers of other sites may read it: there is nothing in it that is not public."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@cache_control(public=True, max_age=5 * MINUTES)
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key, as a JSON Web Key Set."""
    badging.publish_key(now=timezone.now())
    return _json(JsonResponse({"keys": badging.keys()}, content_type="application/jwk-set+json"))


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def key(request: HttpRequest, key_id: str) -> HttpResponse:
    """One public key."""
    found = get_object_or_404(BadgeKey, key_id=key_id)
    return _json(JsonResponse(found.public_key | {"kid": key_id}, content_type="application/jwk+json"))


@require_safe
@cache_control(public=True, max_age=5 * MINUTES)
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """Who gives the program's badges, and with which keys."""
    program = get_object_or_404(Program, slug=slug)
    return _json(JsonResponse(badging.issuer_document(program, now=timezone.now()), content_type=LD_JSON))


@require_safe
@cache_control(public=True, max_age=5 * MINUTES)
def status(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """The signed list of revoked badges."""
    program = get_object_or_404(Program, slug=slug)
    try:
        listed = badging.status_list(program, place, now=timezone.now())
    except BadgeKeyMissing:
        return HttpResponse(status=503)
    return _json(HttpResponse(listed, content_type="application/vc+jwt"))


def _version(course: UUID, number: int | None) -> CourseVersion:
    found = badging.public_version(course, number)
    if found is None:
        raise Http404
    return found


@require_safe
@cache_control(public=True, max_age=5 * MINUTES)
def course(request: HttpRequest, uuid: UUID, number: int | None = None) -> HttpResponse:
    """What a course asks and gives; without a number in its newest version."""
    version = _version(uuid, number)
    language = version.course.program.default_language
    spoken = language if language in version.card["languages"] else version.card["languages"][0]
    return _json(JsonResponse(badging.achievement_document(version, spoken), content_type=LD_JSON))


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def badge_picture(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The badge without a certificate in it."""
    colour = _version(uuid, None).course.program.brand_colour
    return _json(HttpResponse(picture(colour), content_type="image/png"))
