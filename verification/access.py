"""Doors of the desks: strangers sign in, people without a desk find nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from participants.models import User
from verification.desks import Desk, desk_of
from verification.waiting import Wanted


class DeskRequest(HttpRequest):
    """A request whose sender decides claims."""

    user: User
    desk: Desk
    wanted: Wanted | None


def desk_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as the desks'; it finds `request.desk`. Anybody else who is signed in gets 404."""

    @login_required
    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.desk, request.wanted = desk_of(request.user), None
        if request.desk is None:
            raise Http404
        return view(request, *args, **kwargs)

    return inner
