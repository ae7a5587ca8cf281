"""Print runs of on-pack codes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns import codes, services
from campaigns.admin.acting import each
from campaigns.models import CodeBatch
from common.refusals import Refused
from participants.admin_columns import moment, pill
from participants.admin_scope import ProgramAdmin, own


@admin.register(CodeBatch)
class CodeBatchPage(ProgramAdmin):
    """Print runs of on-pack codes: make, download once, release."""

    program_path = "campaign__program"
    list_display = ("name", "shown_state", "campaign", "product", "count", "points", "made")
    list_select_related = ("campaign", "product")
    list_filter = ("state", own("campaign"))
    search_fields = ("name", "product__sku", "product__name")
    search_help_text = _("Name of the batch, or a product")
    ordering = ("-made_at", "-pk")
    autocomplete_fields = ("campaign", "product")
    fields = ("campaign", "product", "name", "count", "points", "credits")
    actions = ("download", "release", "close", "recall")

    made = staticmethod(moment("made_at", _("made")))

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, batch: CodeBatch) -> SafeString:
        looks = {"made": "unused", "released": "done", "closed": "expired", "recalled": "refused"}
        return pill(looks[batch.state], batch.get_state_display())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or not obj.codes.exists())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: CodeBatch, form: Any, change: bool) -> None:
        if not change:
            obj.made_by, obj.made_at = request.user, timezone.now()  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Make the codes and download the print file (once)"))
    def download(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> HttpResponse | None:
        if batches.count() != 1:
            messages.error(request, _("Choose one batch."))
            return None
        batch = batches.get()
        try:
            made = services.make_codes(batch=batch)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        lines = "".join(f"{serial};{codes.printed(code)}\r\n" for serial, code in enumerate(made, start=1))
        response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="codes-{batch.uuid}.csv"'
        return response

    @admin.action(description=_("Release: the codes count from now on"))
    def release(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.RELEASED))

    @admin.action(description=_("Close: the codes no longer count"))
    def close(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.CLOSED))

    @admin.action(description=_("Recall for good"))
    def recall(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.RECALLED))
