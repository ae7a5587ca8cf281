"""Dated editions, with the rules in force."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns.forms.campaigns import AreaRows, CampaignForm
from campaigns.models import Campaign, CodeArea, Rule
from campaigns.services import budgets
from campaigns.wording import budgets_told, sentence_of
from participants.admin_columns import moment, pill
from participants.admin_scope import Inline, ProgramAdmin, ReadOnly, own


class RuleRows(ReadOnly, Inline):
    """The rules in force and past, with the way to change them."""

    model = Rule
    fields = ("sentence", "sponsor", "begin", "end_of")
    readonly_fields = fields
    show_change_link = True
    ordering = ("-in_force_from", "-pk")

    begin = staticmethod(moment("in_force_from", _("in force from")))
    end_of = staticmethod(moment("in_force_until", _("in force until")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super()
            .get_queryset(request)
            .select_related("campaign__program")
            .prefetch_related("products__names", "distributors")
        )

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)


class Areas(Inline):
    """Where codes count."""

    model = CodeArea
    formset = AreaRows
    fields = ("name", "latitude", "longitude", "radius")
    ordering = ("pk",)


_STOPS = _(
    "Once what was given and what waits for an answer reach the budget, new claims and codes are refused. "
    "What was sent before is still paid."
)
_WEIGHTS = _(
    "Every doubt has a weight of 10 to 99, and what cannot pass weighs 100. Without anything said here, a clerk of the "
    "distributor decides every claim."
)
DECIDING = (
    ("decision_working_days", "second_look_from"),
    ("sales_prove", "sales_prove_up_to", "sales_prove_unnamed"),
    "sale_settles_up_to",
    "documents_prove_up_to",
    "organizer_from",
    "audit_share",
)
BUDGET = ("points_budget", "credits_budget", "budget_is_firm", "budget_warns_at")


@admin.register(Campaign)
class CampaignPage(ProgramAdmin):
    """Dated editions."""

    form = CampaignForm
    list_display = ("name", "program", "state", "starts_on", "ends_on", "claims_until", "claim_count")
    list_filter = ("is_live", own("program"))
    search_fields = ("name",)
    search_help_text = _("Name of the campaign")
    ordering = ("-starts_on", "-pk")
    autocomplete_fields = ("distributors",)
    inlines = (RuleRows, Areas)
    fieldsets = (
        (None, {"fields": ("program", "name", "is_live")}),
        (_("When"), {"fields": ("starts_on", "ends_on", "claims_until", "claim_days")}),
        (_("How long points last"), {"fields": ("points_last", "points_last_days", "points_end_of")}),
        (_("Where"), {"fields": ("distributors",)}),
        (_("On-pack codes"), {"fields": ("takes_codes", "codes_need_ean", "codes_need_place", "codes_need_document")}),
        (_("Who decides claims"), {"fields": DECIDING, "description": _WEIGHTS}),
        (_("How rules combine"), {"fields": ("stacking", "rounding")}),
        (_("How much it may give"), {"fields": (*BUDGET, "budget"), "description": _STOPS}),
    )
    readonly_fields = ("budget",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("program").annotate(claims_made=Count("claims"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A changed budget is dealt out anew."""
        super().save_model(request, obj, form, change)
        if {*BUDGET} & {*form.changed_data}:
            budgets.fit(obj)

    @admin.display(description=_("as it stands"))
    def budget(self, campaign: Campaign) -> str:
        """A bar for each unit."""
        if not campaign.pk or not (told := budgets_told(campaign)):
            return "–"
        return render_to_string("components/budget.html", {"budgets": told})

    @admin.display(description=_("state"), ordering="is_live")
    def state(self, campaign: Campaign) -> SafeString:
        """Live says who may claim; the days say when."""
        today = timezone.localdate()
        if not campaign.is_live:
            return pill("unused", _("not live"))
        if campaign.starts_on > today:
            return pill("submitted", _("planned"))
        return pill("done", _("running")) if campaign.claims_until >= today else pill("expired", _("over"))

    @admin.display(description=_("claims"), ordering="claims_made")
    def claim_count(self, campaign: Any) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        return format_html(
            '<a href="{}?campaign__id__exact={}">{}</a>', address, str(campaign.pk), str(campaign.claims_made)
        )
