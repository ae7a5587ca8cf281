"""Admin pages of claims, to be looked at: decisions are taken at the desk."""

import csv

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims import queries
from claims.models import Claim, ClaimEvent, ClaimLine, Correction
from claims.states import Status
from common.cells import safe_cell
from participants.admin_scope import Inline, ProgramAdmin, ReadOnly, own

COLUMNS = (
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


class LineRows(ReadOnly, Inline):
    """What is claimed."""

    model = ClaimLine
    fields = ("position", "description", "product", "quantity", "amount", "confirmed_quantity")


class EventRows(ReadOnly, Inline):
    """What happened."""

    model = ClaimEvent
    fields = ("made_at", "was", "became", "reason", "note", "made_by")
    ordering = ("made_at", "pk")


class CorrectionRows(ReadOnly, Inline):
    """What people changed of what was read or stated."""

    model = Correction
    fields = ("line", "name", "was", "became", "made_by", "made_at")


@admin.register(Claim)
class ClaimPage(ReadOnly, ProgramAdmin):
    """Every claim with its history."""

    list_display = ("number", "status", "participant", "distributor", "document_number", "total", "due_on", "desk")
    list_filter = ("status", "desk", "kind", own("distributor"), own("campaign"))
    list_select_related = ("participant", "distributor")
    search_fields = ("number", "document_number", "participant__name", "participant__user__email", "issuer_name")
    date_hierarchy = "created_at"
    actions = ("export",)
    inlines = (LineRows, EventRows, CorrectionRows)
    fieldsets = (
        (None, {"fields": ("number", "status", "desk", "decide", "participant", "campaign", "distributor")}),
        (
            _("As stated"),
            {"fields": ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency")},
        ),
        (_("When"), {"fields": ("created_at", "submitted_at", "due_on", "decided_at", "appealed_at")}),
        (_("What it earned"), {"fields": ("earned",)}),
    )
    readonly_fields = ("decide", "earned")

    @admin.display(description=_("picture and decision"))
    def decide(self, claim: Claim) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("verification:claim", args=[claim.uuid]), _("open at the desk")
        )

    @admin.display(description=_("points and training credits"))
    def earned(self, claim: Claim) -> str:
        lines = queries.award_lines_of(claim) if claim.status in (Status.VERIFIED, Status.REVERSED) else []
        return (
            ", ".join(f"{line.quantity} {line.get_unit_display()} ({line.rule or line.batch})" for line in lines) or "–"
        )

    @admin.action(description=_("Export as CSV"))
    def export(self, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse:
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="claims.csv"'
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        for claim in claims.select_related("participant", "distributor").iterator():
            writer.writerow([safe_cell(getattr(claim, name)) for name in COLUMNS])
        return response
