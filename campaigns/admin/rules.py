"""Rules: one page for each kind. Saving a changed rule ends the old version; claims sent before keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns import services
from campaigns.admin.acting import each
from campaigns.forms import KINDS, form_for
from campaigns.forms.rules import fieldsets_of
from campaigns.models import Product, Rule
from campaigns.wording import sentence_of
from participants.admin_columns import moment, pill
from participants.admin_scope import ProgramAdmin, own, scoped
from participants.admin_widgets import ChooseSeveral
from participants.models import Segment


@admin.register(Rule)
class RulePage(ProgramAdmin):
    """What earns what, by versions."""

    program_path = "campaign__program"
    list_display = ("sentence", "state", "campaign", "sponsor", "begin", "end_of")
    list_select_related = ("campaign__program",)
    list_filter = (own("campaign"), "kind", "sponsor", ("in_force_until", admin.EmptyFieldListFilter))
    autocomplete_fields = ("campaign", "products", "distributors")
    search_fields = ("products__sku", "products__name", "campaign__name")
    search_help_text = _("A product or a campaign")
    ordering = ("in_force_until", "-in_force_from", "-pk")
    actions = ("end",)

    begin = staticmethod(moment("in_force_from", _("in force from")))
    end_of = staticmethod(moment("in_force_until", _("in force until")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("products", "distributors")

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)

    @admin.display(description=_("state"), ordering="in_force_until")
    def state(self, rule: Rule) -> SafeString:
        return pill("done", _("in force")) if rule.in_force_until is None else pill("expired", _("ended"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("campaign",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or obj.in_force_until is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """First which kind of rule, then what that kind asks."""
        if _kind(request) in KINDS:
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        kept = request.GET.copy()
        choices = []
        for kind, example in KINDS.items():
            kept["kind"] = kind
            choices.append((Rule.Kind(kind).label, example, f"?{kept.urlencode()}"))
        context = self.admin_site.each_context(request) | {"title": _("What should earn something?")}
        return TemplateResponse(request, "admin/rule_kinds.html", context | {"choices": choices, "opts": self.opts})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return fieldsets_of(obj.kind if obj else _kind(request))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the kind; its selects offer rows of the own programs only."""
        kwargs["form"] = form_for(obj.kind if obj else _kind(request))
        form = super().get_form(request, obj, change, **kwargs)
        for name, field in form.base_fields.items():
            if name.startswith("products_") and isinstance(field, ModelMultipleChoiceField):
                field.queryset = scoped(request, Product.objects.all())
                field.widget = ChooseSeveral(Rule._meta.get_field("products"), self.admin_site)
        segments: Any = form.base_fields["segments"]
        segments.queryset = scoped(request, Segment.objects.all())
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {name: value for name, value in super().get_changeform_initial_data(request).items() if name != "kind"}

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Keep the old version as it is: the service writes the new one."""
        by, now = request.user, timezone.now()
        told: dict[str, Any] = {"effect": form.effect(), "scope": form.scope()}
        told |= {name: form.cleaned_data[name] for name in ("unit", "rewards", "sponsor") if name in form.cleaned_data}
        if change:
            return services.change_rule(rule=Rule.objects.get(pk=form.instance.pk), by=by, now=now, **told)  # type: ignore[arg-type]
        return services.add_rule(campaign=form.cleaned_data["campaign"], by=by, now=now, **told)  # type: ignore[arg-type]

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
        each(request, rules, lambda rule: services.end_rule(rule=rule, now=timezone.now()))


def _kind(request: HttpRequest) -> str:
    return request.GET.get("kind", "")
