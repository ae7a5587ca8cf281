"""The admin as campaign admins find it: its places in the order of their work, and a first page that answers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import include, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import adjusting, audits, codes_notice, course_results, merging, points
from config.overview import overview
from config.overview_page import page
from config.quality import documents, reading_quality
from elearning.views.writing import addresses as courses
from participants.admin_scope import may_administer, programs_of

PLACES: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Campaigns"), ("Campaign", "Product", "Rule", "TryOut", "CodeBatch")),
    (_("Claims"), ("Claim", "LearnedFact")),
    (_("Distributors"), ("Distributor", "ClerkInvitation", "JoinLink", "SalesFile")),
    (_("Courses"), ("Course", "Certificate", "Statement")),
    (_("People"), ("Participant", "Company")),
    (_("Points"), ("Account", "Transfer")),
    (_("Program"), ("Program", "Terms", "CampaignAdmin", "User", "Job")),
)
"""Groups of the navigation, each with its models, in the order in which a campaign is set up and run."""


class KwitAdminSite(admin.AdminSite):
    """Django's admin with our order and our first page."""

    site_header = site_title = "Kwit"
    index_title = _("Overview")
    empty_value_display = "–"
    index_template = "admin/overview.html"
    # Ours stands in base_site.html: grouped, without a script, and on phones a menu.
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Groups of PLACES instead of apps; what is named in none comes last, under its app's name."""
        apps: list[Any] = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        found = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [_group(str(name), [found.pop(one) for one in models if one in found]) for name, models in PLACES]
        rest = [_group(app["name"], [one for one in app["models"] if one["object_name"] in found]) for app in apps]
        return [group for group in groups + rest if group["models"]]

    def get_urls(self) -> list[Any]:
        """Our own pages before those of the models."""
        return [
            path("reading-quality/", self.admin_view(self.reading_quality), name="reading-quality"),
            path("audits/", self.admin_view(self.audits), name="audits"),
            path("audits/claims/", self.admin_view(self.audited_claims), name="audits-claims"),
            path("points/", self.admin_view(self.points), name="points"),
            path("points/extend/", self.admin_view(self.extend), name="points-extend"),
            path("points/merge/", self.admin_view(self.merge), name="points-merge"),
            path("points/adjust/", self.admin_view(self.adjust), name="points-adjust"),
            path("points/adjust/<int:pk>/", self.admin_view(self.decide), name="points-decide"),
            path("courses/<int:pk>/results/", self.admin_view(self.course_results), name="course-results"),
            path("codes/<int:pk>/", self.admin_view(self.switch_codes), name="switch-codes"),
            path("reading-quality/documents/", self.admin_view(self.documents), name="reading-quality-documents"),
            path("courses/", include(courses.addresses(self.admin_view))),
            *super().get_urls(),
        ]

    def reading_quality(self, request: HttpRequest) -> TemplateResponse:
        """How well documents are read in life."""
        return reading_quality(request, self.each_context(request))

    def documents(self, request: HttpRequest) -> TemplateResponse:
        """The documents behind one number of it."""
        return documents(request, self.each_context(request))

    def audits(self, request: HttpRequest) -> HttpResponse:
        """How often people answered otherwise than a machine would have."""
        return audits.audits(request, self.each_context(request))

    def audited_claims(self, request: HttpRequest) -> TemplateResponse:
        """The claims behind one number of it."""
        return audits.audited_claims(request, self.each_context(request))

    def points(self, request: HttpRequest) -> HttpResponse:
        """What the program owes, and when it ends."""
        return points.points(request, self.each_context(request))

    def extend(self, request: HttpRequest) -> HttpResponse:
        """Letting points last longer."""
        return points.extend(request, self.each_context(request))

    def adjust(self, request: HttpRequest) -> HttpResponse:
        """Points given or taken by hand, and what waits for a second person."""
        return adjusting.adjust(request, self.each_context(request))

    def merge(self, request: HttpRequest) -> HttpResponse:
        """Two accounts of one person become one."""
        return merging.merge(request, self.each_context(request))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The second person agrees, or does not."""
        return adjusting.decide(request, pk)

    def switch_codes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A campaign's codes off or on."""
        return codes_notice.switch(request, pk)

    def course_results(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """How a course goes, and who passed it."""
        return course_results.course_results(request, pk, self.each_context(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """How the own programs stand."""
        programs = programs_of(request) if may_administer(request) else []
        shown = [page(overview(program, now=timezone.now())) for program in programs]
        return super().index(request, {"pages": shown} | (extra_context or {}))


def _group(name: str, models: list[Any]) -> dict[str, Any]:
    return {"name": name, "models": models, "app_label": "", "app_url": "", "has_module_perms": True}
