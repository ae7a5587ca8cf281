"""Print runs of on-pack codes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns import services
from campaigns.admin.acting import each
from campaigns.admin.imports import WithImport
from campaigns.batches import BatchState
from campaigns.forms.codes import BatchForm, odds
from campaigns.models import BatchMove, CodeBatch, RangeMove, RecalledRange
from campaigns.range_words import range_words
from campaigns.services import making, print_files
from common import writing
from common.refusals import Refused
from participants.admin_columns import moment, pill, written_moment
from participants.admin_scope import Inline, ReadOnly, own

LOOKS = {
    BatchState.NEW: "reading",
    BatchState.MADE: "unused",
    BatchState.EXPORTED: "open",
    BatchState.PRINTED: "open",
    BatchState.LIVE: "done",
    BatchState.CLOSED: "expired",
    BatchState.RECALLED: "refused",
}

WORTH = ("points", "credits")


class WithMaker:
    """A column that names who did it, without a way to an account that only the operator may open."""

    @admin.display(description=_("by"))
    def maker(self, row: Any) -> str:
        return str(row.made_by or "–")


class AddedOnly:
    """Lines that are added and stay."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RangeMoveRows(AddedOnly, WithMaker, Inline):
    """Codes that are held back or let go; the newest line counts."""

    model = RangeMove
    fields = ("first", "last", "became", "valid_from", "valid_until", "reason", "told")
    readonly_fields = ("told",)
    ordering = ("pk",)

    @admin.display(description=_("by"))
    def told(self, row: RangeMove) -> str:
        """With the moment, which has no room beside it."""
        return f"{row.made_by}, {written_moment(row.made_at)}" if row.pk else "–"


class RangeRows(AddedOnly, WithMaker, Inline):
    """Codes that were spoilt or stolen. A range stays recalled."""

    model = RecalledRange
    fields = ("first", "last", "reason", "maker", "made_at")
    readonly_fields = ("maker", "made_at")
    ordering = ("pk",)


class MoveRows(ReadOnly, WithMaker, Inline):
    """What happened to the batch."""

    model = BatchMove
    fields = ("made_at", "was", "became", "maker", "note")
    readonly_fields = fields
    ordering = ("pk",)


@admin.register(CodeBatch)
class CodeBatchPage(WithImport):
    """Print runs of on-pack codes: made by a job, exported once, printed, released."""

    program_path = "campaign__program"
    form = BatchForm
    list_display = ("name", "shown_state", "campaign", "product", "progress", "points", "made")
    list_select_related = ("campaign__program", "product")
    list_filter = ("state", own("campaign"))
    search_fields = ("name", "product__sku", "product__name")
    search_help_text = _("Name of the batch, or a product")
    ordering = ("-made_at", "-pk")
    autocomplete_fields = ("campaign", "product")
    fields = BatchForm.Meta.fields
    actions = ("download", "confirm_receipt", "release", "close", "recall", "go_on", "allow_another")

    made = staticmethod(moment("made_at", _("ordered")))

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, batch: CodeBatch) -> SafeString:
        return pill(LOOKS[BatchState(batch.state)], batch.get_state_display())

    @admin.display(description=_("codes"), ordering="count")
    def progress(self, batch: CodeBatch) -> str:
        language = get_language() or "en"
        if batch.written == batch.count > 0:
            return writing.count(batch.count, language)
        return str(_("%(written)s of %(count)s (%(percent)s %%)")) % {
            "written": writing.count(batch.written, language),
            "count": writing.count(batch.count, language),
            "percent": 100 * batch.written // max(batch.count, 1),
        }

    @admin.display(description=_("one guess hits in"))
    def odds(self, batch: CodeBatch) -> str:
        return odds(batch.count, batch.signs)

    @admin.display(description=_("serials stand"))
    def standing(self, batch: CodeBatch) -> SafeString:
        return format_html_join("", "<div>{}</div>", ((words,) for words in range_words(batch)))

    @admin.display(description=_("password of the print files"))
    def password(self, batch: CodeBatch) -> SafeString:
        return format_html("<code>{}</code>", print_files.password(batch))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fields
        password = ("password",) if obj.state == BatchState.EXPORTED else ()
        has_parts = obj.range_moves.exists() or obj.recalled_ranges.exists()
        standing = ("standing",) if has_parts else ()
        if obj.is_imported:
            kept = [name for name in self.fields if name not in ("count", "signs", "sheet")]
            return ("shown_state", "progress", "known", *standing, *kept)
        kept = [name for name in self.fields if name != "count"]
        return ("shown_state", "progress", *standing, *password, *kept[:4], "odds", *kept[4:])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        worth = WORTH if obj.state in (BatchState.LIVE, BatchState.CLOSED) else ()
        made = ("campaign", "product", "signs", "sheet")
        return ("shown_state", "progress", "known", "standing", "password", "odds", *made, *worth)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return (RangeMoveRows, RangeRows, MoveRows) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or obj.state != BatchState.RECALLED)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: CodeBatch, form: Any, change: bool) -> None:
        """A new batch is ordered; of an old one only what was changed is written, for its job writes too."""
        if change:
            services.change_batch(batch=obj, fields=form.changed_data, by=_by(request), now=timezone.now())
        else:
            making.order(batch=obj, by=_by(request), now=timezone.now())

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """New ranges are moved or recalled by the service, which refuses what does not fit."""
        told = {"batch": form.instance, "by": _by(request), "now": timezone.now()}
        for one in formset.save(commit=False):
            try:
                if isinstance(one, RangeMove):
                    services.move_range(move=one, **told)
                else:
                    services.recall_range(first=one.first, last=one.last, reason=one.reason, **told)
            except Refused as refusal:
                messages.error(request, str(refusal))

    @admin.action(description=_("Download the print files (once)"))
    def download(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> HttpResponseBase | None:
        if batches.count() != 1:
            messages.error(request, _("Choose one batch."))
            return None
        try:
            export = services.export(batch=batches.get(), by=_by(request), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        headers = {"Content-Disposition": f'attachment; filename="{export.name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(export.parts, content_type="application/zip", headers=headers)

    @admin.action(description=_("The printer has the files: delete them here"))
    def confirm_receipt(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _move_each(request, batches, BatchState.PRINTED)

    @admin.action(description=_("Release: the codes count from now on"))
    def release(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _move_each(request, batches, BatchState.LIVE)

    @admin.action(description=_("Close: the codes no longer count"))
    def close(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _move_each(request, batches, BatchState.CLOSED)

    @admin.action(description=_("Recall for good"))
    def recall(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _move_each(request, batches, BatchState.RECALLED)

    @admin.action(description=_("Go on making codes after a failure"))
    def go_on(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        each(request, batches, lambda batch: making.go_on(batch=batch, by=_by(request), now=timezone.now()))

    @admin.action(description=_("Allow another download (operator)"))
    def allow_another(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _move_each(request, batches, BatchState.MADE)


def _move_each(request: HttpRequest, batches: QuerySet[CodeBatch], to: BatchState) -> None:
    each(
        request,
        batches,
        lambda batch: services.move_batch(batch=batch, to=to, by=_by(request), now=timezone.now()),
    )


def _by(request: HttpRequest) -> Any:
    return request.user
