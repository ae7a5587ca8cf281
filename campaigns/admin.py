"""Admin pages of campaigns, products, rules and code batches."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns import codes, services
from campaigns.forms import AliasForm, GtinForm, GtinRows, RuleForm
from campaigns.models import Campaign, CodeBatch, Product, ProductAlias, ProductGtin, ProductName, Rule
from campaigns.sentences import sentence_of
from common.refusals import Refused
from participants.admin_columns import ACTIVE, moment, pill
from participants.admin_export import Exported
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
    autocomplete_fields = ("distributor",)


@admin.register(Product)
class ProductPage(Exported, ProgramAdmin):
    """The organizer's articles."""

    list_display = ("sku", "name", "category", "gtin", ACTIVE)
    list_display_links = ("sku", "name")
    list_filter = ("category", "is_active", own("program"))
    search_fields = ("sku", "name", "names__name", "gtins__gtin", "aliases__printed")
    search_help_text = _("SKU, GTIN, or any name, also as distributors print it")
    ordering = ("name", "pk")
    inlines = (GtinInline, NameRows, AliasRows)
    export_columns = ("sku", "name", "category", "gtin", "is_active")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("gtins")

    @admin.display(description="GTIN")
    def gtin(self, product: Product) -> str:
        return ", ".join(row.gtin.removeprefix("0") for row in product.gtins.all()) or "–"

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
    fields = ("sentence", "sponsor", "begin", "end_of")
    readonly_fields = fields
    show_change_link = True
    ordering = ("-in_force_from", "-pk")

    begin = staticmethod(moment("in_force_from", _("in force from")))
    end_of = staticmethod(moment("in_force_until", _("in force until")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("campaign__program").prefetch_related("products")

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)


@admin.register(Campaign)
class CampaignPage(ProgramAdmin):
    """Dated editions."""

    list_display = ("name", "program", "state", "starts_on", "ends_on", "claims_until", "claim_count")
    list_filter = ("is_live", own("program"))
    search_fields = ("name",)
    search_help_text = _("Name of the campaign")
    ordering = ("-starts_on", "-pk")
    autocomplete_fields = ("distributors",)
    inlines = (RuleRows,)
    fieldsets = (
        (None, {"fields": ("program", "name", "is_live")}),
        (_("When"), {"fields": ("starts_on", "ends_on", "claims_until", "claim_days", "points_last_days")}),
        (_("Where"), {"fields": ("distributors",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("program").annotate(claims_made=Count("claims"))

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


@admin.register(Rule)
class RulePage(ProgramAdmin):
    """Rules. Saving a changed rule ends the old version; claims sent before keep it."""

    form = RuleForm
    program_path = "campaign__program"
    list_display = ("sentence", "state", "campaign", "sponsor", "begin", "end_of")
    list_select_related = ("campaign__program",)
    list_filter = (own("campaign"), "kind", "sponsor", ("in_force_until", admin.EmptyFieldListFilter))
    autocomplete_fields = ("campaign", "products")
    search_fields = ("products__sku", "products__name", "campaign__name")
    search_help_text = _("A product or a campaign")
    ordering = ("in_force_until", "-in_force_from", "-pk")
    actions = ("end",)

    begin = staticmethod(moment("in_force_from", _("in force from")))
    end_of = staticmethod(moment("in_force_until", _("in force until")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("products")

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)

    @admin.display(description=_("state"), ordering="in_force_until")
    def state(self, rule: Rule) -> SafeString:
        return pill("done", _("in force")) if rule.in_force_until is None else pill("expired", _("ended"))

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

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The rule's sentence is its heading."""
        if rule := kwargs.get("obj"):
            context["heading"] = sentence_of(rule)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=_("End these rules now"))
    def end(self, request: HttpRequest, rules: QuerySet[Rule]) -> None:
        _each(request, rules, lambda rule: services.end_rule(rule=rule, now=timezone.now()))


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
