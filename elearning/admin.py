"""Admin pages of courses: what they cost, ask and give. What they say is written on the builder's pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from elearning.admin_certificates import CertificatePage
from elearning.admin_statements import StatementPage
from elearning.models import Certificate, Course, Statement
from participants.admin_columns import truth
from participants.admin_scope import ProgramAdmin, own

admin.site.register(Certificate, CertificatePage)
admin.site.register(Statement, StatementPage)

PUBLISHED = truth("is_published", _("state"), yes=_("published"), no=_("not published"))


@admin.register(Course)
class CoursePage(ProgramAdmin):
    """Courses: what they cost, what they ask, what they give."""

    list_display = ("name", "program", "price", "points", PUBLISHED, "begun", "passed")
    list_select_related = ("program",)
    list_filter = ("is_published", own("program"))
    search_fields = ("name",)
    search_help_text = _("Name in lists")
    ordering = ("name", "pk")
    autocomplete_fields = ("prerequisites", "segments", "products")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.annotate(
            begun_count=Count("enrolments", distinct=True),
            passed_count=Count("enrolments__certificate", distinct=True),
        )

    @admin.display(description=_("begun"), ordering="begun_count")
    def begun(self, course: Any) -> int:
        return int(course.begun_count)

    @admin.display(description=_("passed"), ordering="passed_count")
    def passed(self, course: Any) -> int:
        return int(course.passed_count)
