"""Admin pages of distributors, their branches, clerks, invitations and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused
from distributors.admin_changes import ChangePage
from distributors.forms import JoinLinkForm
from distributors.models import (
    Branch,
    Clerk,
    ClerkInvitation,
    Distributor,
    DistributorAlias,
    JoinLink,
    PartnerChange,
    SalesFile,
)
from distributors.services import inviting, taking_part, team
from participants.admin_columns import ACTIVE, moment, pill
from participants.admin_export import Exported
from participants.admin_scope import Inline, ProgramAdmin, own, scoped


class AliasRows(Inline):
    """Names as printed."""

    model = DistributorAlias


class BranchRows(Inline):
    """Shops and warehouses."""

    model = Branch


class ClerkRows(Inline):
    """Who answers the claims. New ones come by invitation."""

    model = Clerk
    fields = ("user", "role", "branches", "is_active", "joined_at")
    readonly_fields = ("user", "joined_at")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        branches: Any = formset.form.base_fields.get("branches")
        if branches is not None:
            branches.queryset = Branch.objects.filter(distributor=obj).order_by("name")
            branches.label_from_instance = lambda branch: branch.name
        return formset

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})

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
    fields = ("program", "name", "legal_name", "tax_id", "country", *taking_part.CHOSEN, "is_active")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("clerks__user")

    @admin.display(description=_("clerks"))
    def clerk_names(self, distributor: Distributor) -> str:
        return ", ".join(str(clerk.user) for clerk in distributor.clerks.all() if clerk.is_active) or "–"

    def save_model(self, request: HttpRequest, obj: Distributor, form: ModelForm[Any], change: bool) -> None:
        inviting.key_by_tax_id(obj)
        chosen = {name: getattr(obj, name) for name in taking_part.CHOSEN if change and name in form.changed_data}
        for name in chosen:
            setattr(obj, name, form.initial[name])
        super().save_model(request, obj, form, change)
        # As its own heads choose it, with a line in the distributor's history.
        taking_part.choose(distributor=obj, by=request.user, now=timezone.now(), **chosen)  # type: ignore[arg-type]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """People are changed as their own heads change them: at once, with its line in the distributor's history."""
        if formset.model is not Clerk:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        for one in formset.forms:
            if one.has_changed():
                self._change(request, one)

    def _change(self, request: HttpRequest, form: ModelForm[Any]) -> None:
        told: dict[str, Any] = {"clerk": form.instance, "by": request.user, "now": timezone.now()}
        is_active, role = form.cleaned_data["is_active"], Clerk.Role(form.cleaned_data["role"])
        try:
            if is_active:
                team.bring_back(**told)
            team.change(role=role, branches=list(form.cleaned_data["branches"]), **told)
            if not is_active:
                team.dismiss(**told)
        except Refused as refusal:
            messages.error(request, f"{form.instance.user}: {refusal}")


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
    fields = ("distributor", "email", "role")
    autocomplete_fields = ("distributor",)
    actions = ("send_again", "withdraw")

    invited = staticmethod(moment("invited_at", _("invited")))
    expires = staticmethod(moment("expires_at", _("good until")))

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, invitation: ClerkInvitation) -> str:
        return invitation.distributor.name

    @admin.display(description=_("state"), ordering="accepted_at")
    def state(self, invitation: ClerkInvitation) -> SafeString:
        if invitation.accepted_at:
            return pill("done", _("accepted"))
        if invitation.withdrawn_at:
            return pill("withdrawn")
        return pill("submitted") if invitation.expires_at > timezone.now() else pill("expired")

    @admin.action(description=_("Send again"))
    def send_again(self, request: HttpRequest, rows: QuerySet[ClerkInvitation]) -> None:
        self._each(request, rows, inviting.send_again, _("The invitation was sent again."))

    @admin.action(description=_("Withdraw"))
    def withdraw(self, request: HttpRequest, rows: QuerySet[ClerkInvitation]) -> None:
        self._each(request, rows, inviting.withdraw, _("The invitation is withdrawn."))

    def _each(self, request: HttpRequest, rows: Any, act: Callable[..., None], said: Any) -> None:
        for invitation in rows.select_related("distributor__program"):
            try:
                act(invitation=invitation, by=request.user, now=timezone.now())
            except Refused as refusal:
                messages.error(request, f"{invitation.email}: {refusal}")
            else:
                messages.success(request, f"{invitation.email}: {said}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ClerkInvitation, form: ModelForm[Any], change: bool) -> None:
        try:
            sent = inviting.invite_clerk(
                distributor=obj.distributor,
                email=obj.email,
                role=Clerk.Role(obj.role),
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
    form = JoinLinkForm
    list_display = ("seller", "where", "label", "clerk", "address", ACTIVE)
    list_select_related = ("distributor", "branch__distributor", "clerk__user", "clerk__distributor")
    list_filter = (own("distributor"), "is_active")
    search_fields = ("distributor__name", "label")
    search_help_text = _("A distributor, or where it hangs")
    ordering = ("distributor__name", "pk")
    autocomplete_fields = ("distributor",)
    fields = ("distributor", "branch", "label", "clerk", "is_active", "address", "poster")
    readonly_fields = ("address", "poster")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Clerks by name, in one question."""
        if db_field.name == "clerk":
            active = Clerk.objects.filter(is_active=True).select_related("user", "distributor")
            kwargs["queryset"] = scoped(request, active).order_by("distributor__name", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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
            made = inviting.make_join_link(
                distributor=obj.distributor, label=obj.label, branch=obj.branch, clerk=obj.clerk
            )
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


admin.site.register(PartnerChange, ChangePage)
