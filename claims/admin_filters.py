"""Filters of the admin's list of claims that follow from more than one row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, ClaimEvent
from claims.queries import lines_cut
from claims.reasons import Reason
from claims.states import Status


class Cut(admin.SimpleListFilter):
    """Whether less was confirmed than was claimed."""

    title = _("confirmed in part")
    parameter_name = "cut"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() == "yes":
            return queryset.filter(lines_cut(), status=Status.VERIFIED)
        return queryset.filter(~lines_cut()) if self.value() == "no" else queryset


class ReasonGiven(admin.SimpleListFilter):
    """Claims of whose history a line gives this reason; `reason_since` leaves older lines out."""

    title = _("reason")
    parameter_name = "reason"
    since_name = "reason_since"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        if self.since_name in params:
            self.used_parameters[self.since_name] = params.pop(self.since_name)[-1]

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name, self.since_name]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Reason.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if not self.value():
            return queryset
        lines = ClaimEvent.objects.filter(claim=OuterRef("pk"), reason=self.value())
        if since := self._since():
            lines = lines.filter(made_at__gte=since)
        return queryset.filter(Exists(lines))

    def _since(self) -> Any:
        try:
            return parse_datetime(str(self.used_parameters.get(self.since_name, "")))
        except ValueError:
            return None
