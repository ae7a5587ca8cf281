"""The admin's page for points given or taken by hand, and the second person's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.owners import participant_owner
from common.refusals import Refused
from config import points_page
from config.points import program_of
from config.points_page import Asked
from ledger import services as ledger
from ledger.kinds import Unit
from ledger.models import Adjustment
from participants.models import Participant, User
from programs.models import Program

SHOWN = 50
LARGEST = 10_000_000


class AdjustForm(forms.Form):
    """Whom, how much, and why."""

    person = forms.EmailField(label=gettext_lazy("E-mail of the participant"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=Unit.choices)
    amount = forms.IntegerField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy("Below zero: taken away."),
        min_value=-LARGEST,
        max_value=LARGEST,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The participant reads it on the statement. Kept for good: nothing personal in it."),
        max_length=200,
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program

    def clean_person(self) -> Participant:
        """Somebody who takes part."""
        email = self.cleaned_data["person"]
        found = Participant.objects.filter(program=self.program, user__email__iexact=email, left_at=None).first()
        if found is None:
            raise forms.ValidationError(_("Nobody with this address takes part in the program."))
        return found


def adjust(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for an adjustment; below, what was asked for, newest first."""
    program, _programs = program_of(request)
    form = AdjustForm(request.POST or None, program=program)
    if request.method == "POST" and form.is_valid() and _asked(request, form, program):
        return redirect(_address(program))
    own = {
        "title": _("Adjust points"),
        "form": form,
        "limit": program.adjustment_limit,
        "back": points_page.address(Asked(program)),
        "adjustments": points_page.adjustments(*_newest(program)),
    }
    return TemplateResponse(request, "admin/points_adjust.html", context | own, status=422 if form.errors else 200)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to an adjustment that waits, or decline it. By POST only."""
    _program, programs = program_of(request)
    asked = get_object_or_404(Adjustment.objects.filter(program__in=programs).select_related("program"), pk=pk)
    if request.method == "POST" and isinstance(request.user, User):
        act = ledger.approve if request.POST.get("answer") == "yes" else ledger.decline
        try:
            _refuse_own(asked.owner, request.user)
            act(asked=asked, by=request.user, now=timezone.now())
            messages.success(request, str(Adjustment.State(asked.state).label))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(_address(asked.program))


def _asked(request: HttpRequest, form: AdjustForm, program: Program) -> bool:
    told = form.cleaned_data
    assert isinstance(request.user, User)
    owner = participant_owner(told["person"])
    try:
        _refuse_own(owner.ref, request.user)
        asked = ledger.adjust(
            program=program,
            owner=owner,
            unit=told["unit"],
            amount=told["amount"],
            reason=told["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("amount", str(refusal))
        return False
    messages.success(request, str(Adjustment.State(asked.state).label))
    return True


def _refuse_own(owner: str, user: User) -> None:
    """Nobody adjusts the own points, nor agrees to it."""
    own = Participant.objects.filter(user=user).only("uuid")
    if any(participant_owner(one).ref == owner for one in own):
        raise Refused(_("These are your own points. Somebody else must adjust them."))


def _newest(program: Program) -> tuple[list[Adjustment], dict[str, str]]:
    found = Adjustment.objects.filter(program=program).select_related("program", "made_by", "decided_by")
    newest = list(found.order_by("-pk")[:SHOWN])
    uuids = [UUID(one.owner.partition(":")[2]) for one in newest]
    people = Participant.objects.filter(program=program, uuid__in=uuids)
    return newest, {participant_owner(person).ref: person.name for person in people}


def _address(program: Program) -> str:
    return f"{reverse('admin:points-adjust')}?{urlencode({'program': program.slug})}"
