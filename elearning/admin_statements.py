"""Admin pages of learning records: what is kept, how forwarding goes, and all of it as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from elearning import queries
from elearning.models import Statement
from elearning.services import forwarding
from participants.admin_columns import moment, pill
from participants.admin_filters import Days
from participants.admin_scope import ProgramAdmin, ReadOnly, own, programs_of

CHUNK = 500


class Forwarded(admin.SimpleListFilter):
    """Whether the outside record store has it."""

    title = _("forwarding")
    parameter_name = "forwarded"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("forwarded")), ("no", _("not forwarded yet")), ("refused", _("refused by the record store"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Statement]) -> QuerySet[Statement]:
        match self.value():
            case "yes":
                return queryset.filter(forwarded_at__isnull=False)
            case "no":
                return queryset.filter(forwarded_at=None, refused="")
            case "refused":
                return queryset.exclude(refused="")
        return queryset


class StatementPage(ReadOnly, ProgramAdmin):
    """Each record as it was written; the person in it is a number."""

    nothing_yet = _("A record is written with each step that somebody takes in a course.")
    change_list_template = "admin/learning_records.html"
    list_display = ("when", "verb", "course", "state")
    list_select_related = ("enrolment__course", "program")
    list_filter = ("verb", Forwarded, ("made_at", Days), own("program"))
    search_fields = ("uuid", "enrolment__course__name")
    search_help_text = _("Course, or the number of the record")
    date_hierarchy = "made_at"
    ordering = ("-made_at", "-pk")
    fields = ("when", "verb", "course", "state", "refused", "written")
    readonly_fields = ("when", "course", "state", "written")
    actions = ("try_again", "save_chosen")

    when = staticmethod(moment("made_at", _("when")))

    def get_urls(self) -> list[Any]:
        """All of it as one file."""
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="elearning_statement_export"), *super().get_urls()]

    @admin.display(description=_("course"), ordering="enrolment__course__name")
    def course(self, statement: Statement) -> str:
        return statement.enrolment.course.name

    @admin.display(description=_("forwarding"), ordering="forwarded_at")
    def state(self, statement: Statement) -> SafeString:
        if statement.forwarded_at:
            return pill("done", _("forwarded"))
        if statement.refused:
            return pill("look", _("refused by the record store"))
        return pill("unused", _("kept"))

    @admin.display(description=_("statement"))
    def written(self, statement: Statement) -> SafeString:
        return format_html('<pre tabindex="0">{}</pre>', json.dumps(statement.body, indent=2, ensure_ascii=False))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Above the list: how much is kept, and how forwarding goes."""
        states = [queries.records_state(program) for program in programs_of(request)]
        told = {"records": [(one, forwarding.store_of(one.program) is not None) for one in states]}
        return super().changelist_view(request, told | (extra_context or {}))

    def export(self, request: HttpRequest) -> HttpResponse:
        """Everything that this person may see, the oldest first."""
        return _lines(self.get_queryset(request).order_by("pk"))

    @admin.action(description=_("Save as JSON lines"))
    def save_chosen(self, request: HttpRequest, rows: QuerySet[Statement]) -> HttpResponse:
        """The chosen ones."""
        return _lines(rows.order_by("pk"))

    @admin.action(description=_("Forward again"))
    def try_again(self, request: HttpRequest, rows: QuerySet[Statement]) -> None:
        """What the record store had something against, once more."""
        count = forwarding.try_refused_again(statements=list(rows))
        messages.info(request, _("%(count)s are forwarded again.") % {"count": count})


def _lines(rows: QuerySet[Statement]) -> HttpResponse:
    """One statement a line, sent while it is read."""
    answer = StreamingHttpResponse(_written(rows), content_type="application/x-ndjson; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="learning-records-{timezone.localdate()}.jsonl"'
    return answer  # type: ignore[return-value]


def _written(rows: QuerySet[Statement]) -> Iterator[str]:
    for body in rows.values_list("body", flat=True).iterator(chunk_size=CHUNK):
        yield json.dumps(body, ensure_ascii=False) + "\n"
