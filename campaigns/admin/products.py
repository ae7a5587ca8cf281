"""The organizer's articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaigns.forms import AliasForm, GtinForm, GtinRows
from campaigns.models import Product, ProductAlias, ProductGtin, ProductName
from participants.admin_columns import ACTIVE
from participants.admin_export import Exported
from participants.admin_scope import Inline, ProgramAdmin, own


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
