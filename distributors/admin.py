"""Admin pages of distributors, their branches, clerks, invitations and links."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import writing
from common.refusals import Refused
from distributors.models import Branch, Clerk, ClerkInvitation, Distributor, DistributorAlias, JoinLink, SalesFile
from distributors.services import inviting, offering
from participants.admin_columns import ACTIVE, moment, pill
from participants.admin_export import Exported
from participants.admin_scope import Inline, ProgramAdmin, own


class AliasRows(Inline):
    """Names as printed."""

    model = DistributorAlias


class BranchRows(Inline):
    """Shops and warehouses."""

    model = Branch


class ClerkRows(Inline):
    """Who answers the claims. New ones come by invitation."""

    model = Clerk
    fields = ("user", "role", "is_active", "joined_at")
    readonly_fields = ("user", "joined_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Distributor)
class DistributorPage(Exported, ProgramAdmin):
    """Firms that sell the products."""

    list_display = ("name", "tax_id", "country", "clerk_names", ACTIVE)
    list_filter = ("is_active", "country", own("program"))
    search_fields = ("name", "legal_name", "tax_id", "aliases__name")
    search_help_text = _("Name, legal name, tax id, or the name as printed")
    ordering = ("name", "pk")
    export_columns = ("name", "legal_name", "tax_id", "country", "clerk_names", "is_active")
    inlines = (AliasRows, BranchRows, ClerkRows)
    readonly_fields = ("offers_set",)
    fields = (
        "program",
        "name",
        "legal_name",
        "tax_id",
        "country",
        "answers_by_mail",
        "offers_sales",
        "offers_set",
        "is_active",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("clerks__user")

    @admin.display(description=_("clerks"))
    def clerk_names(self, distributor: Distributor) -> str:
        return ", ".join(str(clerk.user) for clerk in distributor.clerks.all() if clerk.is_active) or "–"

    @admin.display(description=_("offering was last set"))
    def offers_set(self, distributor: Distributor) -> str:
        change = distributor.offering_changes.select_related("made_by").order_by("pk").last()
        if change is None:
            return "–"
        when = writing.moment(timezone.localtime(change.made_at), get_language() or "en", today=timezone.localdate())
        return f"{when} · {change.made_by}"

    def save_model(self, request: HttpRequest, obj: Distributor, form: ModelForm[Any], change: bool) -> None:
        inviting.key_by_tax_id(obj)
        # The switch has a service of its own, which keeps who set it and when.
        offers, obj.offers_sales = obj.offers_sales, bool(form.initial.get("offers_sales"))
        super().save_model(request, obj, form, change)
        offering.set_offering(distributor=obj, offers=offers, by=request.user, now=timezone.now())  # type: ignore[arg-type]


@admin.register(ClerkInvitation)
class InvitationPage(ProgramAdmin):
    """Invitations of clerks: adding one mails it."""

    program_path = "distributor__program"
    list_display = ("email", "seller", "state", "invited", "expires")
    list_select_related = ("distributor",)
    list_filter = (own("distributor"), ("accepted_at", admin.EmptyFieldListFilter))
    search_fields = ("email", "distributor__name")
    search_help_text = _("E-mail, or a distributor")
    ordering = ("-invited_at", "-pk")
    fields = ("distributor", "email")
    autocomplete_fields = ("distributor",)

    invited = staticmethod(moment("invited_at", _("invited")))
    expires = staticmethod(moment("expires_at", _("good until")))

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, invitation: ClerkInvitation) -> str:
        return invitation.distributor.name

    @admin.display(description=_("state"), ordering="accepted_at")
    def state(self, invitation: ClerkInvitation) -> SafeString:
        if invitation.accepted_at:
            return pill("done", _("accepted"))
        return pill("submitted") if invitation.expires_at > timezone.now() else pill("expired")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ClerkInvitation, form: ModelForm[Any], change: bool) -> None:
        try:
            sent = inviting.invite_clerk(
                distributor=obj.distributor,
                email=obj.email,
                by=request.user,  # type: ignore[arg-type]
                now=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            obj.pk = sent.pk

    def log_addition(self, request: HttpRequest, obj: ClerkInvitation, message: Any) -> Any:
        """A refused invitation has no row to write about."""
        return super().log_addition(request, obj, message) if obj.pk else None

    def response_add(self, request: HttpRequest, obj: ClerkInvitation, post_url_continue: str | None = None) -> Any:
        """Back to the list; a refusal was said already."""
        if obj.pk:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": obj.email})
        return self.response_post_save_add(request, obj)


@admin.register(JoinLink)
class JoinLinkPage(ProgramAdmin):
    """Links and QR codes with which distributors invite participants."""

    program_path = "distributor__program"
    list_display = ("seller", "where", "label", "address", ACTIVE)
    list_select_related = ("distributor", "branch__distributor")
    list_filter = (own("distributor"), "is_active")
    search_fields = ("distributor__name", "label")
    search_help_text = _("A distributor, or where it hangs")
    ordering = ("distributor__name", "pk")
    autocomplete_fields = ("distributor",)
    fields = ("distributor", "branch", "label", "is_active", "address", "poster")
    readonly_fields = ("address", "poster")

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, link: JoinLink) -> str:
        return link.distributor.name

    @admin.display(description=_("branch"), ordering="branch__name")
    def where(self, link: JoinLink) -> str:
        return link.branch.name if link.branch else "–"

    @admin.display(description=_("address"))
    def address(self, link: JoinLink) -> str:
        return inviting.join_address(link) if link.code else "–"

    @admin.display(description=_("QR code"))
    def poster(self, link: JoinLink) -> str:
        if not link.code:
            return "–"
        return format_html(
            '<img src="{}" width="220" height="220" alt="QR">', reverse("distributors:join-qr", args=[link.code])
        )

    def save_model(self, request: HttpRequest, obj: JoinLink, form: ModelForm[Any], change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            made = inviting.make_join_link(distributor=obj.distributor, label=obj.label, branch=obj.branch)
            obj.pk, obj.code = made.pk, made.code


@admin.register(SalesFile)
class SalesFilePage(Exported, ProgramAdmin):
    """What distributors handed over: looked at only, for it is theirs."""

    program_path = "distributor__program"
    list_display = ("name", "seller", "condition", "handed_in", "documents", "bad_rows")
    list_select_related = ("distributor",)
    list_filter = (own("distributor"), "state", "kind")
    search_fields = ("name", "distributor__name")
    search_help_text = _("A file, or a distributor")
    ordering = ("-handed_in_at", "-pk")
    export_columns = ("name", "distributor__name", "kind", "state", "handed_in_at", "rows", "documents", "bad_rows")
    fields = (
        ("name", "distributor", "kind", "handed_in_at"),
        ("state", "problem", "done_at"),
        ("rows", "documents", "new", "changed", "same", "bad_rows"),
    )

    handed_in = staticmethod(moment("handed_in_at", _("handed in")))

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, file: SalesFile) -> str:
        return file.distributor.name

    @admin.display(description=_("state"), ordering="state")
    def condition(self, file: SalesFile) -> SafeString:
        return pill(file.state, file.get_state_display())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
