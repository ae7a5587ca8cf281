"""The admin's page for points given or taken by hand, and the second person's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
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
from ledger.services import Owner
from participants.admin_widgets import Choose
from participants.models import Company, Participant, User
from programs.models import Program

SHOWN = 50
LARGEST = 10_000_000


class AdjustForm(forms.Form):
    """Whom, how much, and why."""

    person = forms.EmailField(label=gettext_lazy("E-mail of the participant"), required=False)
    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=gettext_lazy("or company"),
        required=False,
        help_text=gettext_lazy("Its training credits open courses for its people."),
    )
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
        companies: Any = self.fields["company"]
        companies.queryset = Company.objects.filter(program=program).order_by("name", "pk")
        companies.widget = Choose(Participant._meta.get_field("company"), admin.site, choices=companies.choices)

    def clean(self) -> dict[str, Any]:
        """Either of the two."""
        told = super().clean() or {}
        if not self.errors and bool(told.get("person")) == bool(told.get("company")):
            self.add_error("person", _("Name a participant or a company."))
        return told

    @property
    def owner(self) -> Owner:
        """Whose account it is."""
        company: Company | None = self.cleaned_data["company"]
        return Owner.company(company.uuid) if company else participant_owner(self.cleaned_data["person"])

    def clean_person(self) -> Participant | None:
        """Somebody who takes part, if anybody is named."""
        email = self.cleaned_data["person"]
        if not email:
            return None
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
    owner = form.owner
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
    """Nobody adjusts the own points, nor those of the own company, nor agrees to it."""
    own = Participant.objects.filter(user=user).select_related("merged_into", "company")
    firms = [Owner.company(one.company.uuid) for one in own if one.company]
    if owner in {one.ref for one in (*map(participant_owner, own), *firms)}:
        raise Refused(_("These are your own points. Somebody else must adjust them."))


def _newest(program: Program) -> tuple[list[Adjustment], dict[str, str]]:
    found = Adjustment.objects.filter(program=program).select_related("program", "made_by", "decided_by")
    newest = list(found.order_by("-pk")[:SHOWN])
    uuids = [UUID(one.owner.partition(":")[2]) for one in newest]
    people = Participant.objects.filter(program=program, uuid__in=uuids)
    companies = Company.objects.filter(program=program, uuid__in=uuids)
    names = {Owner.participant(person.uuid).ref: person.name for person in people}
    return newest, names | {Owner.company(company.uuid).ref: company.name for company in companies}


def _address(program: Program) -> str:
    return f"{reverse('admin:points-adjust')}?{urlencode({'program': program.slug})}"
