"""The overview's word on wrong codes, with the switch; shown while there are too many, or while codes are off."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.services.switching import switch_codes
from claims import guessing
from claims.wrong_codes import Wrong
from common import writing
from common.refusals import Refused
from participants.admin_scope import programs_of
from participants.models import User


@dataclass(frozen=True, slots=True)
class Switch:
    """One campaign's codes: whether they count, and the address that changes it."""

    name: str
    takes: bool
    href: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What `admin/parts/codes_notice.html` shows."""

    is_alarming: bool
    said: str
    by_hour: list[tuple[str, int, str]]
    switches: list[Switch]


def notice(wrong: Wrong, campaigns: list[Campaign]) -> Notice | None:
    """Nothing while all is as usual."""
    if not campaigns or not (wrong.is_alarming or any(not one.takes_codes for one in campaigns)):
        return None
    language = get_language() or "en"
    numbers = {
        "count": writing.count(wrong.count, language),
        "usual": writing.count(round(median(wrong.before)), language),
        "times": guessing.ALARM_TIMES,
        "least": guessing.ALARM_FROM,
    }
    said = _(
        "Wrong codes in the last 24 hours: %(count)s; usually %(usual)s a day. "
        "You are told from %(least)s on, once it is more than %(times)s times the usual."
    )
    switches = [Switch(one.name, one.takes_codes, reverse("admin:switch-codes", args=[one.pk])) for one in campaigns]
    bars = [(f"{hour:%H:%M}", count, writing.count(count, language)) for hour, count in wrong.by_hour]
    return Notice(wrong.is_alarming, said % numbers, bars, switches)


def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Codes of a campaign off or on. By POST only; a line of the campaign's history says who did it."""
    campaign = get_object_or_404(Campaign.objects.filter(program__in=programs_of(request)), pk=pk)
    if request.method == "POST" and isinstance(request.user, User):
        takes = request.POST.get("takes") == "yes"
        try:
            if switch_codes(campaign=campaign, takes=takes, by=request.user):
                _log(request.user, campaign)
            told = _("%(name)s takes codes again.") if takes else _("%(name)s takes no codes from now on.")
            messages.success(request, told % {"name": campaign.name})
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("admin:index")


def _log(by: User, campaign: Campaign) -> None:
    change: list[dict[str, Any]] = [{"changed": {"fields": ["takes codes"]}}]
    LogEntry.objects.log_actions(by.pk, [campaign], CHANGE, change_message=change)
