"""Admin pages of claims, to be looked at: decisions are taken at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.admin_filters import Cut, ReasonGiven
from claims.admin_learned import LearnedFactPage
from claims.inspecting import inspected
from claims.models import AwardLine, Claim, LearnedFact
from claims.queries import given
from claims.states import Status
from common import writing
from participants.admin_columns import pill, written_day
from participants.admin_export import Exported
from participants.admin_filters import Days
from participants.admin_scope import ProgramAdmin, ReadOnly, own

EXPORT_COLUMNS = (
    "number",
    "status",
    "participant",
    "distributor",
    "document_number",
    "issue_date",
    "total",
    "currency",
    "due_on",
)


admin.site.register(LearnedFact, LearnedFactPage)


@admin.register(Claim)
class ClaimPage(ReadOnly, Exported, ProgramAdmin):
    """Every claim, and each with its history as it would be told."""

    nothing_yet = _("Claims show here as soon as they are sent.")
    list_display = ("number", "state", "participant", "seller", "document_number", "sum", "sent", "due", "points")
    list_filter = (
        "status",
        ("submitted_at", Days),
        ("decided_at", Days),
        "desk",
        "kind",
        "origin",
        Cut,
        ReasonGiven,
        own("distributor"),
        own("campaign"),
        own("program"),
    )
    list_select_related = ("participant", "distributor")
    search_fields = ("number", "document_number", "participant__name", "participant__user__email", "issuer_name")
    search_help_text = _("Number of the claim or document, name or e-mail of the participant, name of the seller")
    date_hierarchy = "submitted_at"
    ordering = ("-created_at", "-pk")
    export_columns = EXPORT_COLUMNS
    fields = ("number", "status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        claims: QuerySet[Claim] = super().get_queryset(request)
        return claims.annotate(given_points=given(AwardLine.Unit.POINTS))

    @admin.display(description=_("status"), ordering="status")
    def state(self, claim: Claim) -> SafeString:
        # The usual word of a question speaks to the participant.
        return pill(claim.status, _("question asked") if claim.status == Status.QUERIED else "")

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, claim: Claim) -> str:
        return str(claim.distributor or claim.issuer_name or "–")

    @admin.display(description=_("total"), ordering="total")
    def sum(self, claim: Claim) -> str:
        known = claim.total is not None
        return writing.money(claim.total, claim.currency, get_language() or "en") if known else "–"  # type: ignore[arg-type]

    @admin.display(description=_("sent"), ordering="submitted_at")
    def sent(self, claim: Claim) -> str:
        return written_day(claim.submitted_at)

    @admin.display(description=_("answer by"), ordering="due_on")
    def due(self, claim: Claim) -> str:
        known = claim.due_on is not None and claim.is_undecided
        return writing.due(claim.due_on, get_language() or "en", today=timezone.localdate()) if known else "–"  # type: ignore[arg-type]

    @admin.display(description=_("points"), ordering="given_points")
    def points(self, claim: Any) -> str:
        return writing.count(claim.given_points, get_language() or "en") if claim.given_points else "–"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The claim in words, for the template of this model."""
        if claim := kwargs.get("obj"):
            context["inspected"] = inspected(claim)
        return super().render_change_form(request, context, *args, **kwargs)
