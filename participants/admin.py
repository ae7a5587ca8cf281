"""Admin pages of programs, terms, people and their consents."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.texts import tax_key
from participants import services
from participants.admin_columns import ACTIVE, moment
from participants.admin_export import Exported
from participants.admin_filters import Days
from participants.admin_scope import Inline, OwnChoices, ProgramAdmin, ReadOnly, own
from participants.models import CampaignAdmin, Company, Consent, Membership, Participant, Segment, User
from participants.services import companies
from programs.models import Program, Terms

admin.site.unregister(Group)

_SHARING = _(
    "Of the points that its people earn, so many per cent go to the company's account, rounded down; the rest is "
    "theirs. A person can share another part; empty means this one. Training credits stay with the person. A change "
    "holds for what is confirmed from now on. Who may spend the company's training credits begins courses with them, "
    "for colleagues too; who sees the account besides can let colleagues spend them."
)


@admin.register(Program)
class ProgramPage(ProgramAdmin):
    """The program: brand, language, promise. Made by the operator, kept by its admins."""

    program_path = "pk"
    list_display = ("name", "organizer_name", "default_language", "currency", ACTIVE)
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "organizer_name", "organizer_address", "contact_email")}),
        (_("How it looks"), {"fields": ("brand_colour", "points_name", "default_language")}),
        (_("How it counts"), {"fields": ("currency", "usual_tax_rate", "time_zone")}),
        (_("How long points last"), {"fields": ("points_last", "points_last_days", "points_end_of", "grace_days")}),
        (_("How long training credits last"), {"fields": ("credits_last", "credits_last_days", "credits_end_of")}),
        (_("Who may adjust points"), {"fields": ("adjustment_limit",)}),
        (_("How it decides"), {"fields": ("decision_working_days", "sure_from", "code_hosts", "is_active")}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Terms)
class TermsPage(ProgramAdmin):
    """Wordings. A published one is never edited: people agreed to what it said."""

    list_display = ("title", "program", "kind", "language", "version", "published")
    list_select_related = ("program",)
    list_filter = ("kind", "language", own("program"))
    search_fields = ("title", "text")
    search_help_text = _("Words of the title or the text")
    ordering = ("kind", "language", "-version")

    published = staticmethod(moment("published_at", _("published")))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipForm(forms.ModelForm):
    """Somebody of the company's own program who belongs to no other company."""

    class Meta:
        model = Membership
        fields = ("participant", "points_share", "sees_account", "spends_credits")

    def clean_participant(self) -> Participant:
        person: Participant = self.cleaned_data["participant"]
        if self.instance.pk and self.instance.participant_id != person.pk:
            raise forms.ValidationError(_("Remove this person, and add the other one in a new line."))
        other = person.company
        if not self.instance.pk and other is not None:
            raise forms.ValidationError(_("This person belongs to %(company)s.") % {"company": other.name})
        return person


class MembershipRows(Inline):
    """The people of a company now. Removing one ends the membership; the row stays as history."""

    model = Membership
    form = MembershipForm
    fields = ("participant", "points_share", "sees_account", "spends_credits", "begin")
    readonly_fields = ("begin",)
    autocomplete_fields = ("participant",)
    ordering = ("participant__name", "pk")

    begin = staticmethod(moment("began_at", _("from")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(ended_at=None).select_related("participant__company")


class FormerMembershipRows(ReadOnly, Inline):
    """Who belonged to a company before, and on which terms."""

    model = Membership
    verbose_name_plural = _("before")
    fields = ("participant", "points_share", "sees_account", "spends_credits", "made_by", "begin", "end")
    readonly_fields = fields
    ordering = ("-ended_at", "-pk")

    begin = staticmethod(moment("began_at", _("from")))
    end = staticmethod(moment("ended_at", _("to")))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(ended_at=None).select_related("participant", "made_by")


class CompanyForm(forms.ModelForm):
    """A company's tax id is kept as it is compared, so that people who join by it meet in one row."""

    def clean_tax_id(self) -> str:
        """Without spaces, hyphens and country prefix."""
        return tax_key(self.cleaned_data["tax_id"])


@admin.register(Company)
class CompanyPage(ProgramAdmin):
    """Firms whose people take part, and what they share."""

    form = CompanyForm
    list_display = ("name", "tax_id", "people", "points_share", "program")
    fieldsets = (
        (None, {"fields": ("program", "name", "tax_id")}),
        (_("What its people share"), {"fields": ("points_share",), "description": _SHARING}),
        (_("Who may claim an invoice of the firm"), {"fields": ("first_claim_only", "tells_who_claimed")}),
    )
    inlines = (MembershipRows, FormerMembershipRows)
    list_select_related = ("program",)
    list_filter = (own("program"),)
    search_fields = ("name", "tax_id")
    search_help_text = _("Name or tax id")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(people_count=Count("participants"))

    @admin.display(description=_("participants"), ordering="people_count")
    def people(self, company: Any) -> int:
        return int(company.people_count)

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "tax_id" in form.changed_data and obj.tax_id:
            companies.tell_tax_id(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Rows of people are never edited: services end them and begin new ones."""
        if formset.model is not Membership:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        now = timezone.now()
        for gone in formset.deleted_objects:
            services.leave_company(participant=gone.participant, now=now)
        for row in [*formset.new_objects, *(changed for changed, _fields in formset.changed_objects)]:
            services.enter_company(
                participant=row.participant,
                company=row.company,
                points_share=row.points_share,
                sees_account=row.sees_account,
                spends_credits=row.spends_credits,
                by=request.user if isinstance(request.user, User) else None,
                now=now,
            )


@admin.register(Segment)
class SegmentPage(ProgramAdmin):
    """Groups of participants that rules can name."""

    list_display = ("name", "people", "program")
    list_select_related = ("program",)
    list_filter = (own("program"),)
    search_fields = ("name",)
    search_help_text = _("Name of the segment")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(people_count=Count("participants"))

    @admin.display(description=_("participants"), ordering="people_count")
    def people(self, segment: Any) -> int:
        return int(segment.people_count)


class ConsentRows(ReadOnly, Inline):
    """What the participant agreed to."""

    model = Consent
    fields = ("terms", "given_at", "given_through", "withdrawn_at")
    readonly_fields = fields


@admin.register(Participant)
class ParticipantPage(Exported, ProgramAdmin):
    """People who take part."""

    list_display = ("name", "email", "company", "joined", ACTIVE)
    list_filter = ("is_active", ("joined_at", Days), own("program"))
    list_select_related = ("user", "company", "program")
    search_fields = ("name", "user__email", "company__name", "company__tax_id")
    search_help_text = _("Name, e-mail, company or its tax id")
    date_hierarchy = "joined_at"
    ordering = ("-joined_at", "-pk")
    fields = ("name", "user", "company", "segments", "program", "joined_at", "is_active")
    autocomplete_fields = ("company", "segments")
    export_columns = ("name", "email", "company", "company__tax_id", "joined_at", "is_active")

    joined = staticmethod(moment("joined_at", _("joined")))
    readonly_fields = ("user", "program", "joined_at")
    inlines = (ConsentRows,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Another company begins and ends memberships."""
        super().save_model(request, obj, form, change)
        if "company" not in form.changed_data:
            return
        if obj.company:
            services.enter_company(participant=obj, company=obj.company, now=timezone.now())
        else:
            services.leave_company(participant=obj, now=timezone.now())

    @admin.display(description=_("e-mail"), ordering="user__email")
    def email(self, participant: Participant) -> str:
        return participant.user.email

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserPage(UserAdmin):
    """Accounts, for the operator only: rights beyond a program are given here."""

    list_display = ("email", "first_name", "last_name", "is_staff", "is_active")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    fieldsets = (
        (None, {"fields": ("email", "password", "first_name", "last_name", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)


@admin.register(CampaignAdmin)
class CampaignAdminPage(OwnChoices, admin.ModelAdmin):
    """Who administers which program, for the operator only."""

    list_display = ("user", "program", "is_active")
    list_filter = ("program", "is_active")
    autocomplete_fields = ("user",)
