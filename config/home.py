"""The first page: each person is led to where their work is."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from claims.views.home import home as participants_home
from distributors.queries import clerk_of
from participants.queries import participant_of


def home(request: HttpRequest) -> HttpResponseBase:
    """A participant's home; a clerk's queue; the admin of those who look after a program; else the door to join."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if participant_of(request.user):
        return participants_home(request)
    if clerk_of(request.user):
        return redirect("verification:queue")
    return redirect("admin:index" if request.user.is_staff else "participants:join")
