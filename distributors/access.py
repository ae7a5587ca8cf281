"""Doors for clerks' pages: strangers sign in, people of another kind find nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from distributors.models import Clerk
from distributors.queries import clerk_of
from participants.models import User


class ClerkRequest(HttpRequest):
    """A request whose sender answers claims for a distributor."""

    user: User
    clerk: Clerk


def clerk_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as the clerks'; it finds `request.clerk`. Anybody else who is signed in gets 404."""

    @login_required
    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.clerk = clerk_of(request.user)
        if request.clerk is None:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def head_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as the heads'; for a clerk who leads nobody it is not there, as for anybody else."""

    @clerk_only
    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.clerk.role != Clerk.Role.HEAD:
            raise Http404
        return view(request, *args, **kwargs)

    return inner
