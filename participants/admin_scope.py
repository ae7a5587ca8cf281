"""What every admin page stands on: a campaign admin sees and chooses only rows of the own programs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest

from participants.models import CampaignAdmin, User
from participants.queries import administered_programs
from programs.models import Program

PROGRAM_OF = {
    "programs.Program": "pk",
    "programs.Terms": "program",
    "participants.Company": "program",
    "participants.Participant": "program",
    "distributors.Distributor": "program",
    "distributors.Branch": "distributor__program",
    "distributors.JoinLink": "distributor__program",
    "campaigns.Campaign": "program",
    "campaigns.Product": "program",
    "campaigns.Rule": "campaign__program",
    "campaigns.CodeBatch": "campaign__program",
    "claims.Claim": "program",
    "elearning.Course": "program",
    "elearning.CourseText": "course__program",
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
    """Offers, in every select of a form, only rows of the own programs."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        kwargs.setdefault("queryset", _offered(request, db_field))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc,no-any-return]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        kwargs.setdefault("queryset", _offered(request, db_field))
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
