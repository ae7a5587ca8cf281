"""Admin pages of campaigns, products, rules and code batches."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns import codes, services
from campaigns.forms import AliasForm, GtinForm, GtinRows, RuleForm
from campaigns.models import Campaign, CodeBatch, Product, ProductAlias, ProductGtin, ProductName, Rule
from campaigns.sentences import sentence_of
from common.refusals import Refused
from participants.admin_scope import Inline, ProgramAdmin, ReadOnly, own


class GtinInline(Inline):
    """Trade item numbers."""

    model = ProductGtin
    form = GtinForm
    formset = GtinRows


class NameRows(Inline):
    """Names in other languages."""

    model = ProductName


class AliasRows(Inline):
    """How distributors print it."""

    model = ProductAlias
    form = AliasForm


@admin.register(Product)
class ProductPage(ProgramAdmin):
    """The organizer's articles."""

    list_display = ("sku", "name", "category", "is_active")
    list_filter = ("category", "is_active")
    search_fields = ("sku", "name", "names__name", "gtins__gtin", "aliases__printed")
    inlines = (GtinInline, NameRows, AliasRows)

    def save_formset(self, request: HttpRequest, form: ModelForm[Any], formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            if isinstance(row, ProductGtin):
                row.program_id = form.instance.program_id
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()


class RuleRows(ReadOnly, Inline):
    """The rules in force and past, with the way to change them."""

    model = Rule
    fields = ("kind", "quantity", "per_amount", "sponsor", "in_force_from", "in_force_until")
    readonly_fields = fields
    show_change_link = True


@admin.register(Campaign)
class CampaignPage(ProgramAdmin):
    """Dated editions."""

    list_display = ("name", "program", "starts_on", "ends_on", "claims_until", "is_live")
    list_filter = ("is_live",)
    search_fields = ("name",)
    filter_horizontal = ("distributors",)
    inlines = (RuleRows,)
    fieldsets = (
        (None, {"fields": ("program", "name", "is_live")}),
        (_("When"), {"fields": ("starts_on", "ends_on", "claims_until", "claim_days", "points_last_days")}),
        (_("Where"), {"fields": ("distributors",)}),
    )


@admin.register(Rule)
class RulePage(ProgramAdmin):
    """Rules. Saving a changed rule ends the old version; claims sent before keep it."""

    form = RuleForm
    program_path = "campaign__program"
    list_display = ("sentence", "campaign", "sponsor", "in_force_from", "in_force_until")
    list_select_related = ("campaign__program",)
    list_filter = (own("campaign"), "kind", "sponsor", ("in_force_until", admin.EmptyFieldListFilter))
    filter_horizontal = ("products",)
    actions = ("end",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("products")

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("campaign", "kind") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or obj.in_force_until is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Keep the old version as it is: the service writes the new one."""
        values = {name: form.cleaned_data[name] for name in ("quantity", "per_amount", "products", "sponsor")}
        by, now = request.user, timezone.now()
        if change:
            return services.change_rule(rule=Rule.objects.get(pk=form.instance.pk), by=by, now=now, **values)  # type: ignore[arg-type]
        named = {name: form.cleaned_data[name] for name in ("campaign", "kind")}
        return services.add_rule(by=by, now=now, **named, **values)  # type: ignore[arg-type]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing more to write."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing more to write."""

    @admin.action(description=_("End these rules now"))
    def end(self, request: HttpRequest, rules: QuerySet[Rule]) -> None:
        _each(request, rules, lambda rule: services.end_rule(rule=rule, now=timezone.now()))


@admin.register(CodeBatch)
class CodeBatchPage(ProgramAdmin):
    """Print runs of on-pack codes: make, download once, release."""

    program_path = "campaign__program"
    list_display = ("name", "campaign", "product", "count", "points", "state", "made_at")
    list_filter = ("state", own("campaign"))
    search_fields = ("name",)
    fields = ("campaign", "product", "name", "count", "points", "credits")
    actions = ("download", "release", "close", "recall")

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
        _each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.RELEASED))

    @admin.action(description=_("Close: the codes no longer count"))
    def close(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.CLOSED))

    @admin.action(description=_("Recall for good"))
    def recall(self, request: HttpRequest, batches: QuerySet[CodeBatch]) -> None:
        _each(request, batches, lambda batch: services.move_batch(batch=batch, to=CodeBatch.State.RECALLED))


def _each(request: HttpRequest, rows: QuerySet[Any], act: Any) -> None:
    done = 0
    for row in rows:
        try:
            act(row)
        except Refused as refusal:
            messages.error(request, f"{row}: {refusal}")
        else:
            done += 1
    if done:
        messages.success(request, _("%(count)s changed.") % {"count": done})
