"""The page on which a package of another authoring tool comes into the draft of a course."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.forms.packages import PackageForm
from elearning.models import Course
from elearning.refusals import LearningRefused
from elearning.services import package_lessons, packages
from participants.admin_scope import ProgramAdmin


class WithPackages(ProgramAdmin):
    """Courses with a page for packages."""

    def get_urls(self) -> list[Any]:
        """The page before the courses'."""
        view = self.admin_site.admin_view(self.package)
        return [path("<int:pk>/package/", view, name="elearning_course_package"), *super().get_urls()]

    def package(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose and send the package; it is part of the draft then, which is published by itself."""
        course = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, course):
            raise PermissionDenied
        form = PackageForm(request.POST or None, request.FILES or None, course=course)
        if request.method == "POST" and form.is_valid() and _received(request, course, form):
            return redirect("admin:elearning_course_package", pk)
        own = {"title": _("Package for a lesson"), "opts": self.opts, "form": form, "course": course}
        own |= {"can_be_shown": bool(settings.PACKAGES_URL), "media": self.media + form.media}
        context = self.admin_site.each_context(request) | own
        status = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/course_package.html", context, status=status)


def _received(request: HttpRequest, course: Course, form: PackageForm) -> bool:
    by: Any = request.user
    sent, now = form.cleaned_data, timezone.now()
    try:
        kept = packages.add(course=course, upload=sent["file"], by=by, now=now)
        package_lessons.put(course=course, package=kept, lesson=sent["lesson"], by=by, now=now)
    except LearningRefused as refusal:
        form.add_error("file", str(refusal))
        return False
    title = kept.contents.title
    messages.success(request, _("“%(title)s” is in the draft now. Publish the draft to show it.") % {"title": title})
    return True
