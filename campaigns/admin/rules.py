"""Rules: one page for each kind. Saving a changed rule ends the old version; claims sent before keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaigns import services
from campaigns.admin import baselines
from campaigns.admin.acting import each
from campaigns.forms import KINDS, RuleForm, form_for
from campaigns.forms.rules import fieldsets_of, initial_of, stated
from campaigns.models import Product, Rule, TryOut
from campaigns.services.baselines import holder_of
from campaigns.wording import names_for, sentence, sentence_of
from common.refusals import Refused
from participants.admin_columns import moment, pill, written_day
from participants.admin_scope import ProgramAdmin, own, programs_of, scoped
from participants.admin_widgets import ChooseSeveral
from participants.certifying import certificate_names
from participants.models import Segment


@admin.register(Rule)
class RulePage(ProgramAdmin):
    """What earns what, by versions."""

    change_form_template = "admin/rule_form.html"
    program_path = "campaign__program"
    list_display = ("sentence", "state", "campaign", "sponsor", "begin", "end_of")
    list_select_related = ("campaign__program",)
    list_filter = (own("campaign"), "kind", "sponsor", ("in_force_until", admin.EmptyFieldListFilter))
    autocomplete_fields = ("campaign", "products", "distributors")
    search_fields = ("products__sku", "products__name", "campaign__name")
    search_help_text = _("A product or a campaign")
    ordering = ("in_force_until", "-in_force_from", "-pk")
    actions = ("end", "withdraw")

    begin = staticmethod(moment("in_force_from", _("in force from")))
    end_of = staticmethod(moment("in_force_until", _("in force until")))

    def get_urls(self) -> list[Any]:
        """The sentence of a form that is not saved yet, and what holders bought before."""
        said, baselines = self.admin_site.admin_view(self.said), self.admin_site.admin_view(self.baselines)
        return [
            path("said/", said, name="campaigns_rule_said"),
            path("<int:pk>/baselines/", baselines, name="campaigns_rule_baselines"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("products__names", "distributors")

    @admin.display(description=_("what earns what"))
    def sentence(self, rule: Rule) -> str:
        return sentence_of(rule)

    @admin.display(description=_("state"), ordering="in_force_until")
    def state(self, rule: Rule) -> SafeString:
        now = timezone.now()
        if rule.in_force_from > now:
            return pill("submitted", _("planned"))
        if rule.in_force_until is None:
            return pill("done", _("in force"))
        if rule.in_force_until > now:
            return pill("done", _("in force until %(day)s") % {"day": written_day(rule.in_force_until)})
        return pill("expired", _("ended"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return ("campaign",) if self.has_change_permission(request, obj) else _TOLD

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request):
            return False
        return obj is None or (obj.in_force_until is None and obj.in_force_from <= timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
        """To try a rule is no change; to withdraw one is asked for on its page too."""
        if request.method == "POST" and "_withdraw" in request.POST and object_id:
            return self._withdrawn(request, get_object_or_404(self.get_queryset(request), pk=object_id))
        if request.method == "POST" and "_try" in request.POST:
            form = self._bound(request, object_id)
            if form.is_valid():
                return self._tried(request, form)
        return super().changeform_view(request, object_id, *args, **kwargs)

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
        """Folded where nothing is said."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": _TOLD})]
        said = set(request.POST) & stated(request.POST)
        if draft := self._draft(request):
            said |= stated(initial_of(draft.rule))
        return fieldsets_of(obj.kind if obj else _kind(request), said | stated(initial_of(obj) if obj else {}))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the kind; its selects offer rows of the own programs only."""
        if obj and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change, **kwargs)
        kwargs["form"] = form_for(obj.kind if obj else _kind(request))
        form: Any = super().get_form(request, obj, change, **kwargs)
        for name, field in form.base_fields.items():
            if name.startswith("products_") and isinstance(field, ModelMultipleChoiceField):
                field.queryset = scoped(request, Product.objects.all())
                field.widget = ChooseSeveral(Rule._meta.get_field("products"), self.admin_site)
        form.base_fields["in_force_on"].initial = timezone.localdate()
        segments: Any = form.base_fields["segments"]
        segments.queryset = scoped(request, Segment.objects.all())
        if draft := self._draft(request):
            form.drafted = draft.columns | initial_of(draft.rule)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        asked = super().get_changeform_initial_data(request).items()
        return {name: value for name, value in asked if name not in {"kind", "draft"}}

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Keep the old version as it is: the service writes the new one."""
        by, now = request.user, form.begins_at(timezone.now())
        told: dict[str, Any] = {"effect": form.effect(), "scope": form.scope()} | form.columns()
        if change:
            return services.change_rule(rule=Rule.objects.get(pk=form.instance.pk), by=by, now=now, **told)  # type: ignore[arg-type]
        return services.add_rule(campaign=form.cleaned_data["campaign"], by=by, now=now, **told)  # type: ignore[arg-type]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing more to write."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing more to write."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The rule's sentence is its heading."""
        rule = kwargs.get("obj")
        if rule:
            context["heading"] = sentence_of(rule)
            context["can_withdraw"] = rule.in_force_from > timezone.now()
            context["has_baselines"] = holder_of(rule) is not None
        context["can_try"] = (rule.kind if rule else _kind(request)) not in Rule.SERVICE
        names = {name for program in programs_of(request) for name in certificate_names(program)}
        context["certificate_names"] = sorted(names)
        context["said_query"] = f"rule={rule.pk}" if rule else f"kind={_kind(request)}"
        return super().render_change_form(request, context, *args, **kwargs)

    def said(self, request: HttpRequest) -> HttpResponse:
        """What the form on the screen would say, or what it still lacks: asked while somebody types."""
        if request.method != "POST" or not (_kind(request) in KINDS or request.GET.get("rule")):
            raise Http404
        rule_id = request.GET.get("rule")
        rule = get_object_or_404(self.get_queryset(request), pk=rule_id) if rule_id else None
        if rule and self.has_add_permission(request) and not self.has_change_permission(request, rule):
            # Saved meanwhile, here or elsewhere: no error, the form is only late.
            late = {"problems": {"wrong": [_("This rule was changed a moment ago. Reload the page.")]}}
            return TemplateResponse(request, "admin/parts/rule_said.html", late)
        form = self._bound(request, rule_id)
        context: dict[str, Any] = {"problems": form.errors and _problems(form)}
        if form.is_valid() and (campaign := form.campaign()):
            terms = form.terms()
            context["sentence"] = sentence(terms, names_for(campaign.program, [terms]))
        return TemplateResponse(request, "admin/parts/rule_said.html", context)

    def baselines(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The baselines of a rule that counts beyond them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rule = get_object_or_404(self.get_queryset(request).select_related("campaign__program"), pk=pk)
        if holder_of(rule) is None:
            raise Http404
        return baselines.page(request, rule, self.admin_site.each_context(request) | {"opts": self.opts})

    @admin.action(description=_("End these rules now"))
    def end(self, request: HttpRequest, rules: QuerySet[Rule]) -> None:
        each(request, rules, lambda rule: services.end_rule(rule=rule, now=timezone.now()))

    @admin.action(description=_("Withdraw these planned rules"))
    def withdraw(self, request: HttpRequest, rules: QuerySet[Rule]) -> None:
        each(request, rules, lambda rule: services.withdraw_rule(rule=rule, now=timezone.now()))

    def _bound(self, request: HttpRequest, rule_id: Any) -> RuleForm:
        rule = get_object_or_404(self.get_queryset(request), pk=rule_id) if rule_id else None
        allowed = self.has_change_permission(request, rule) if rule else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        form: RuleForm = self.get_form(request, rule, change=rule is not None)(request.POST, instance=rule)
        return form

    def _tried(self, request: HttpRequest, form: RuleForm) -> HttpResponse:
        campaign, rule = form.campaign(), form.instance if form.instance.pk else None
        assert campaign is not None
        told: dict[str, Any] = {"effect": form.effect(), "scope": form.scope()} | form.columns()
        try:
            draft = services.draft(campaign=campaign, changes=rule, by=request.user, now=timezone.now(), **told)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(reverse("admin:campaigns_tryout_change", args=[draft.pk]))

    def _withdrawn(self, request: HttpRequest, rule: Rule) -> HttpResponse:
        try:
            services.withdraw_rule(rule=rule, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("The planned rule was withdrawn."))
        return HttpResponseRedirect(reverse("admin:campaigns_rule_changelist"))

    def _draft(self, request: HttpRequest) -> TryOut | None:
        """The tried rule that the form begins with."""
        number = request.GET.get("draft", "")
        return scoped(request, TryOut.objects.all()).filter(pk=number).first() if number.isdecimal() else None


_TOLD = ("state", "campaign", "sponsor", "begin", "end_of")
"""What is shown of a rule that cannot be changed any more, or not yet; its sentence is the heading."""


def _kind(request: HttpRequest) -> str:
    return request.GET.get("kind", "")


def _problems(form: RuleForm) -> dict[str, list[str]]:
    """What is missing, by name; and what is wrong, in words."""
    missing, wrong = [], []
    for name, errors in form.errors.as_data().items():
        label = str(form.fields[name].label or name) if name in form.fields else ""
        for error in errors:
            if error.code == "required":
                missing.append(label)
            else:
                wrong += [f"{label}: {text}" if label else text for text in error.messages]
    return {"missing": missing, "wrong": wrong}
