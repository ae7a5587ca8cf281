"""What every admin page stands on: a campaign admin sees and chooses only rows of the own programs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime, RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import HiddenInput, ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from participants.admin_widgets import Choose, ChooseSeveral
from participants.models import CampaignAdmin, User
from participants.queries import administered_programs
from programs.models import Program

PROGRAM_OF = {
    "programs.Program": "pk",
    "programs.Terms": "program",
    "participants.Company": "program",
    "participants.Participant": "program",
    "participants.Segment": "program",
    "distributors.Distributor": "program",
    "distributors.Branch": "distributor__program",
    "distributors.Clerk": "distributor__program",
    "distributors.JoinLink": "distributor__program",
    "campaigns.Campaign": "program",
    "campaigns.Product": "program",
    "campaigns.Rule": "campaign__program",
    "campaigns.TryOut": "campaign__program",
    "campaigns.CodeBatch": "campaign__program",
    "claims.Claim": "program",
    "elearning.Course": "program",
    "elearning.Certificate": "enrolment__course__program",
    "elearning.Statement": "program",
}
"""How a row that can be chosen leads to its program. A model that is missing here offers nothing to choose."""


def may_administer(request: HttpRequest) -> bool:
    """The operator, or somebody who administers at least one program."""
    user = request.user
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return False
    return user.is_superuser or CampaignAdmin.objects.filter(user=user, is_active=True).exists()


def programs_of(request: HttpRequest) -> list[Program]:
    """The programs whose rows this person may see."""
    return administered_programs(request.user) if isinstance(request.user, User) else []


def scoped(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of the own programs, of a model named in PROGRAM_OF; all rows for the operator."""
    if isinstance(request.user, User) and request.user.is_superuser:
        return rows
    path = PROGRAM_OF.get(rows.model._meta.label)
    mine = [program.pk for program in programs_of(request)]
    return rows.filter(**{f"{path}__in": mine}) if path else rows.none()


class OwnRelated(admin.RelatedFieldListFilter):
    """A filter of a list that names only rows of the own programs."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, Any]]:
        offered = scoped(request, field.related_model._default_manager.order_by("pk"))
        return [(str(row.pk), str(row)) for row in offered]


class OwnChoices:
    """Offers, in every select of a form, only rows of the own programs; who has one program is not asked which."""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Without the signs that open a row's page in a window of its own: each row has its page in the navigation."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if field is not None and isinstance(field.widget, AdminSplitDateTime):
            for part, words in zip(field.widget.widgets, (_("day"), _("time")), strict=True):
                part.attrs["aria-label"] = f"{capfirst(str(field.label))}: {words}"
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        kwargs.setdefault("queryset", _offered(request, db_field))
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = Choose(db_field, self.admin_site)  # type: ignore[attr-defined]
        if db_field.related_model is Program and len(mine := programs_of(request)) == 1:
            kwargs |= {"initial": mine[0], "widget": HiddenInput}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc,no-any-return]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        kwargs.setdefault("queryset", _offered(request, db_field))
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = ChooseSeveral(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc,no-any-return]


def _offered(request: HttpRequest, db_field: Field[Any, Any]) -> QuerySet[Any]:
    related: type[Model] = db_field.related_model  # type: ignore[assignment]
    return scoped(request, related._default_manager.all())


def own(field: str) -> tuple[str, type[OwnRelated]]:
    """For `list_filter`: this relation, own rows only."""
    return (field, OwnRelated)


class Scoped:
    """Permissions and rows of the own programs; foreign rows do not exist."""

    program_path = "program"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        if isinstance(request.user, User) and request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.program_path}__in": [program.pk for program in programs_of(request)]})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)


class ProgramAdmin(Scoped, OwnChoices, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the admin for rows that belong to a program."""

    list_per_page = 50


class Inline(Scoped, OwnChoices, admin.TabularInline):  # type: ignore[type-arg]
    """Rows inside the page of another row; they belong to whatever that row belongs to."""

    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return admin.TabularInline.get_queryset(self, request)


class ReadOnly:
    """To be looked at, never changed here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
