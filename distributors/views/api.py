"""The door for a distributor's own programs: a file in, its state out. Opened by a key, not by a session."""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from distributors import queries
from distributors.models import SalesFile, SalesKey
from distributors.services import keys, receiving

CHUNK = 1 << 16

SHOWN_LEFT_OUT = 50


class KeyRequest(HttpRequest):
    """A request that came with a good key."""

    key: SalesKey


def key_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view as the programs'; it finds `request.key`. Without a good key: 401 and a sentence."""

    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        key = keys.opened_by(secret.strip(), now=timezone.now()) if scheme.casefold() == "bearer" else None
        if key is None:
            answer = _problem(
                _("Send a key that is good: Authorization: Bearer kwit_…. A clerk makes one on the page of keys."),
                HTTPStatus.UNAUTHORIZED,
            )
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        request.key = key
        return view(request, *args, **kwargs)

    return inner


@csrf_exempt
@require_POST
@key_only
def hand_over(request: KeyRequest) -> HttpResponse:
    """Take the body as a file of sales. 201: new; 200: these bytes came before; 413, 415, 422: why not."""
    if request.content_type == "multipart/form-data":
        return _problem(
            _("Send the file itself as the body, not as a field of a form: curl --data-binary @sales.csv"),
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    try:
        file, is_new = receiving.receive(
            distributor=request.key.distributor,
            chunks=_body(request),
            name=request.GET.get("name") or request.headers.get("X-File-Name") or "",
            by=None,
            key=request.key,
            now=timezone.now(),
        )
    except receiving.FileTooLarge as refusal:
        return _problem(str(refusal), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except Refused as refusal:
        return _problem(str(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(_summary(request, file), status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def _body(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(CHUNK):
        yield chunk


@require_safe
@key_only
def state(request: KeyRequest, uuid: UUID) -> HttpResponse:
    """How far the file is, its counts, and the first rows that were left out."""
    file = queries.sales_files(request.key.distributor).filter(uuid=uuid).first()
    if file is None:
        return _problem(_("There is no such file of yours."), HTTPStatus.NOT_FOUND)
    counts = ("rows", "documents", "bad_rows", "new", "changed", "same")
    reports = [
        {
            "line": one.line,
            "column": one.column,
            "value": one.value,
            "code": one.fault,
            "reason": one.get_fault_display(),
        }
        for one in file.left_out.order_by("line", "pk")[:SHOWN_LEFT_OUT]
    ]
    counted = {name: getattr(file, name) for name in counts}
    return JsonResponse(_summary(request, file) | counted | {"problem": file.problem, "left_out": reports})


def _summary(request: HttpRequest, file: SalesFile) -> dict[str, str]:
    """`address` is where people see it: to name its columns, if its state is `columns`."""
    page = request.build_absolute_uri(reverse("distributors:sales-file", args=[file.uuid]))
    return {"file": str(file.uuid), "name": file.name, "state": file.state, "address": page}


def _problem(text: str, status: HTTPStatus) -> HttpResponse:
    return JsonResponse({"problem": text}, status=status)
