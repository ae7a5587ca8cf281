"""Admin pages of courses: what they cost, ask and give. What they say is written on the builder's pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from elearning.admin_certificates import CertificatePage
from elearning.admin_packages import WithPackages
from elearning.admin_statements import StatementPage
from elearning.models import Certificate, Course, Statement
from jobs.services import after_commit
from participants.admin_columns import truth
from participants.admin_scope import own

admin.site.register(Certificate, CertificatePage)
admin.site.register(Statement, StatementPage)

PUBLISHED = truth("is_published", _("state"), yes=_("published"), no=_("not published"))


@admin.register(Course)
class CoursePage(WithPackages):
    """Courses: what they cost, what they ask, what they give."""

    change_form_template = "admin/course_form.html"
    change_list_template = "admin/course_list.html"
    list_display = ("name", "program", "price", "points", PUBLISHED, "begun", "passed", "pages")
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

    @admin.display(description=_("what it says"))
    def pages(self, course: Any) -> SafeString:
        address = reverse("admin:course-write", args=[course.uuid])
        words, name = _("Write the course"), course.name
        return format_html('<a href="{}">{}<span class="visually-hidden">: {}</span></a>', address, words, name)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Who waited only for a date that is not asked for any more goes on."""
        super().save_model(request, obj, form, change)
        if change and "needs_date" in form.changed_data and not obj.needs_date:
            after_commit("elearning.tasks.let_all_go_on", course_id=obj.pk)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """What it says is written next."""
        if "_addanother" in request.POST or "_continue" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("admin:course-write", args=[obj.uuid]))
