"""The admin page of memory: what was learned about sellers' documents, to be looked at and deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.learned_sentences import sentence_of
from claims.models import LearnedFact, LearnedFrom
from common import writing
from extraction.memory import Kind
from participants.admin_columns import moment
from participants.admin_scope import ProgramAdmin, own


class LearnedFactPage(ProgramAdmin):
    """What confirmed claims taught. Nothing is written here by hand; what is deleted is not recalled any more."""

    list_display = ("sentence", "field", "seller", "times", "last_seen", "claim")
    list_filter = ("field", own("program"))
    search_fields = ("issuer", "value")
    search_help_text = _("Tax id of the seller, or what was learned")
    nothing_yet = _("What confirmed claims teach about sellers' documents shows here.")
    ordering = ("issuer", "field", "kind", "-last_seen_at", "pk")
    fields = readonly_fields = ("sentence", "field", "seller", "times", "first_seen", "last_seen", "claim")

    first_seen = staticmethod(moment("first_seen_at", _("first seen")))
    last_seen = staticmethod(moment("last_seen_at", _("last seen")))

    def get_queryset(self, request: HttpRequest) -> QuerySet[LearnedFact]:
        names = LearnedFact.objects.filter(
            program=OuterRef("program"), issuer=OuterRef("issuer"), field="issuer_name", kind=Kind.VALUE
        )
        newest = LearnedFrom.objects.filter(fact=OuterRef("pk")).order_by("-learned_at", "-pk")
        facts: QuerySet[LearnedFact] = super().get_queryset(request)
        return facts.annotate(
            shown=Count("sources"),
            seller_name=Subquery(names.order_by("-last_seen_at", "-pk").values("value")[:1]),
            newest_claim=Subquery(newest.values("claim__number")[:1]),
            newest_claim_pk=Subquery(newest.values("claim")[:1]),
        )

    @admin.display(description=_("seller"), ordering="issuer")
    def seller(self, fact: Any) -> str:
        number = fact.issuer.partition(":")[2] if fact.issuer.startswith("tax:") else ""
        return " · ".join(part for part in (fact.seller_name, number) if part) or fact.issuer

    @admin.display(description=_("what was learned"))
    def sentence(self, fact: LearnedFact) -> str:
        return sentence_of(fact.kind, fact.value)

    @admin.display(description=_("documents"), ordering="shown")
    def times(self, fact: Any) -> str:
        return writing.count(fact.shown, get_language() or "en")

    @admin.display(description=_("newest claim"))
    def claim(self, fact: Any) -> str:
        if fact.newest_claim_pk is None:
            return "–"
        address = reverse("admin:claims_claim_change", args=[fact.newest_claim_pk])
        return format_html('<a href="{}">{}</a>', address, fact.newest_claim)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
