"""Admin pages of certificates: which are valid, which end soon, and revoking one for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import writing
from common.refusals import Refused
from elearning.models import Certificate
from elearning.services import certifying
from elearning.standing import RENEWAL_DAYS
from participants.admin_columns import moment, pill
from participants.admin_export import Exported
from participants.admin_filters import Days
from participants.admin_scope import ProgramAdmin, ReadOnly, own
from participants.models import User


class Stands(admin.SimpleListFilter):
    """How a certificate stands today."""

    title = _("state")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("valid", _("valid")),
            ("ending", _("valid, ends within 90 days")),
            ("expired", _("expired")),
            ("revoked", _("revoked")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        today = timezone.localdate()
        standing = Q(revoked_at=None)
        conditions = {
            "valid": standing & (Q(expires_on=None) | Q(expires_on__gte=today)),
            "ending": standing & Q(expires_on__range=(today, today + timedelta(days=RENEWAL_DAYS))),
            "expired": standing & Q(expires_on__lt=today),
            "revoked": ~standing,
        }
        wanted = conditions.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(wanted)


class RevokeForm(forms.Form):
    """Why it counts no more."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Its holder reads it. The public page says only that it was revoked, and since when."),
        max_length=200,
    )


class CertificatePage(ReadOnly, Exported, ProgramAdmin):
    """Who was certified for what, until when."""

    nothing_yet = _("Certificates show here as soon as somebody passes a course.")
    change_form_template = "admin/certificate.html"
    program_path = "enrolment__course__program"
    list_display = ("number", "state", "name", "title", "issued", "until", "cpd_hours")
    list_select_related = ("enrolment__course__program",)
    list_filter = (Stands, ("issued_at", Days), own("enrolment__course"))
    search_fields = ("number", "name", "title", "enrolment__participant__user__email")
    search_help_text = _("Number, name or e-mail of the holder, course")
    date_hierarchy = "issued_at"
    ordering = ("-issued_at", "-pk")
    fields = (
        "number",
        "state",
        "name",
        "title",
        "cpd_hours",
        "issued_at",
        "until",
        "revoked_at",
        "revoked_by",
        "revoked_because",
    )
    readonly_fields = ("state", "until")
    export_columns = (
        "number",
        "name",
        "title",
        "cpd_hours",
        "issued_at",
        "expires_on",
        "standing_word",
        "revoked_at",
        "revoked_because",
    )

    issued = staticmethod(moment("issued_at", _("issued")))

    def get_urls(self) -> list[Any]:
        """The page that asks why before a certificate is revoked."""
        revoke = self.admin_site.admin_view(self.revoke)
        return [path("<int:pk>/revoke/", revoke, name="elearning_certificate_revoke"), *super().get_urls()]

    @admin.display(description=_("state"))
    def state(self, certificate: Certificate) -> SafeString:
        return pill(certificate.standing(timezone.now()).value)

    def standing_word(self, certificate: Certificate) -> str:
        return certificate.standing(timezone.now()).value

    @admin.display(description=_("valid until"), ordering="expires_on")
    def until(self, certificate: Certificate) -> str:
        if certificate.expires_on is None:
            return "–"
        return writing.short_day(certificate.expires_on, get_language() or "en", today=timezone.localdate())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the way to revoke it, while that was not done."""
        certificate = kwargs.get("obj")
        if certificate and certificate.revoked_at is None:
            context["revoke_address"] = reverse("admin:elearning_certificate_revoke", args=[certificate.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then revoke it for good."""
        certificate = get_object_or_404(self.get_queryset(request), pk=pk)
        back = reverse("admin:elearning_certificate_change", args=[pk])
        form = RevokeForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _revoked(request, certificate, form):
            return redirect(back)
        own = {
            "title": _("Revoke certificate %(number)s") % {"number": certificate.number},
            "intro": _(
                "It counts no more from today on: not on its public page, not in badges, not for rules of campaigns. "
                "What was bought before keeps its points. This cannot be undone; its holder can take the course again."
            ),
            "act": _("Revoke for good"),
            "form": form,
            "back": back,
        }
        context = self.admin_site.each_context(request) | own
        return TemplateResponse(request, "admin/points_form.html", context, status=422 if form.errors else 200)


def _revoked(request: HttpRequest, certificate: Certificate, form: RevokeForm) -> bool:
    assert isinstance(request.user, User)
    reason = form.cleaned_data["reason"]
    try:
        certifying.revoke(certificate=certificate, by=request.user, reason=reason, now=timezone.now())
    except Refused as refusal:
        form.add_error("reason", str(refusal))
        return False
    messages.success(request, _("The certificate is revoked."))
    return True
