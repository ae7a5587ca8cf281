"""Trying a rule before it counts: on an example basket, and on the claims of a past period."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns import services, trying
from campaigns.forms.trying import BasketForm, PeriodForm, example
from campaigns.models import TryOut
from campaigns.wording import names_for, sentence
from common.cells import safe_cell
from common.refusals import Refused
from participants.admin_columns import moment, pill
from participants.admin_scope import ProgramAdmin, own

LOOKS = {"draft": "unused", "waiting": "submitted", "running": "submitted", "stopped": "expired", "done": "done"}


@admin.register(TryOut)
class TryOutPage(ProgramAdmin):
    """Drafted rules with what came of them; a new one is made on the page of a rule."""

    program_path = "campaign__program"
    list_display = ("sentence", "shown_state", "campaign", "made")
    list_select_related = ("campaign__program",)
    list_filter = (own("campaign"), "state")
    ordering = ("-made_at", "-pk")

    made = staticmethod(moment("made_at", _("made")))

    def get_urls(self) -> list[Any]:
        """The result as a file."""
        file = self.admin_site.admin_view(self.file)
        return [path("<int:number>/result.csv", file, name="campaigns_tryout_csv"), *super().get_urls()]

    @admin.display(description=_("what earns what"))
    def sentence(self, tryout: TryOut) -> str:
        return _sentence(tryout)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, tryout: TryOut) -> SafeString:
        return pill(LOOKS.get(tryout.state, "refused"), tryout.get_state_display())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The draft in words, the basket, the past claims."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("campaign__program", "changes")
        tryout = rows.filter(pk=object_id).first() if object_id.isdecimal() else None
        if tryout is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        period = PeriodForm(request.POST or _usual_period(tryout))
        if request.method == "POST" and ("stop" in request.POST or period.is_valid()):
            return self._acted(request, tryout, period)
        own = self._context(request, tryout) | {"period": period}
        return TemplateResponse(request, "admin/tryout.html", self.admin_site.each_context(request) | own)

    def _context(self, request: HttpRequest, tryout: TryOut) -> dict[str, Any]:
        now = timezone.now()
        program = tryout.campaign.program
        asked = request.GET if "day" in request.GET else example(tryout, today=now.astimezone(program.zone).date())
        basket = BasketForm(asked, program=program)
        kind, change = f"kind={tryout.kind}&draft={tryout.pk}&campaign={tryout.campaign_id}", tryout.changes
        can_change = change is not None and change.in_force_until is None
        return {
            "title": _sentence(tryout),
            "opts": self.opts,
            "tryout": tryout,
            "state": self.shown_state(tryout),
            "basket": basket,
            "sides": trying.sides(tryout, basket.facts(), now=now) if basket.is_valid() else [],
            "changed": sentence(change.terms, names_for(program, [change.terms])) if change else "",
            "found": trying.found(tryout),
            "is_busy": tryout.state in TryOut.BUSY,
            "write": f"{reverse('admin:campaigns_rule_change', args=[change.pk])}?draft={tryout.pk}"
            if change and can_change
            else f"{reverse('admin:campaigns_rule_add')}?{kind}",
        }

    def _acted(self, request: HttpRequest, tryout: TryOut, period: PeriodForm) -> HttpResponse:
        try:
            if "stop" in request.POST:
                services.stop(tryout=tryout)
            else:
                services.start(tryout=tryout, **period.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{request.path}#past")

    def file(self, request: HttpRequest, number: int) -> HttpResponse:
        """The whole result, one row for each sum."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        tryout = get_object_or_404(self.get_queryset(request), pk=number, state=TryOut.State.DONE)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="try-out-{tryout.uuid}.csv"'
        writer = csv.writer(response)
        writer.writerow(["by", "name", "unit", "given", "tried", "difference"])
        for section in trying.SECTIONS:
            for name, unit, given, would in trying.named_rows(tryout, section):
                writer.writerow([section, safe_cell(name), unit, given, would, would - given])
        return response


def _sentence(tryout: TryOut) -> str:
    return sentence(tryout.terms, names_for(tryout.campaign.program, [tryout.terms]))


def _usual_period(tryout: TryOut) -> dict[str, str]:
    """The days tried last, else the last year."""
    today = timezone.now().astimezone(tryout.campaign.program.zone).date()
    until = tryout.until or today
    since = tryout.since or today - timedelta(days=365)
    return {"since": since.isoformat(), "until": until.isoformat()}
