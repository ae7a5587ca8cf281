"""What every page on which a course is written has in common: who may open it, and its frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from common.refusals import Refused
from elearning.content import Content, Texts, said
from elearning.forms.parts import Offered
from elearning.models import Course, Material
from elearning.services import editing
from elearning.services.editing import AsRead
from participants.admin_scope import may_administer, scoped
from participants.models import User

Keys = ParamSpec("Keys")


def of_course(
    view: Callable[Concatenate[HttpRequest, Course, Keys], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For campaign admins of the course's program; for others there is no such course."""

    @wraps(view)
    def opened(request: HttpRequest, uuid: UUID, *args: Keys.args, **keys: Keys.kwargs) -> HttpResponseBase:
        if not may_administer(request):
            raise PermissionDenied
        courses = scoped(request, Course.objects.select_related("program", "current"))
        return view(request, get_object_or_404(courses, uuid=uuid), *args, **keys)

    return opened


def shown(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> TemplateResponse:
    """In the frame of the admin."""
    return TemplateResponse(request, template, admin.site.each_context(request) | values, status=status)


def to(name: str, course: Course, *keys: object, at: str = "") -> HttpResponseRedirect:
    """On to another page about the course."""
    address = reverse(f"admin:{name}", args=[course.uuid, *keys])
    return HttpResponseRedirect(f"{address}#{at}" if at else address)


def person(request: HttpRequest) -> User | None:
    """Who acts."""
    return request.user if isinstance(request.user, User) else None


def edited(
    request: HttpRequest,
    course: Course,
    change: Callable[[Content], Content],
    part: Callable[[Content], object] | None = None,
) -> bool:
    """Write the change; False, with a sentence for the person, if it was refused."""
    as_read = AsRead(part, request.POST.get("mark", "")) if part else None
    try:
        editing.edit(course=course, change=change, as_read=as_read, by=person(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def titled(texts: Texts, course: Course, otherwise: str) -> str:
    """In the reader's language, else in the program's; what stands in for it while there are no words."""
    return texts.get((get_language() or "")[:2]) or said(texts, course.program.default_language) or otherwise


def offered(course: Course) -> Offered:
    """The materials that can be chosen, by kind."""
    by_kind: dict[str, list[tuple[str, str]]] = {kind: [] for kind in Material.Kind.values}
    for one in course.materials.order_by("name", "pk"):
        by_kind[one.kind].append((one.key, one.name))
    return by_kind
