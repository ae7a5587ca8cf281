"""Doors for participants' pages: strangers sign in, people of another kind find nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from participants.models import Participant, User
from participants.queries import participant_of


class ParticipantRequest(HttpRequest):
    """A request whose sender takes part in a program."""

    user: User
    participant: Participant


def participant_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as the participants'; it finds `request.participant`. Anybody else who is signed in gets 404."""

    @login_required
    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.participant = participant_of(request.user)
        if request.participant is None:
            raise Http404
        return view(request, *args, **kwargs)

    return inner
