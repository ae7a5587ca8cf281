"""Jobs as the operator sees them: to look at, to filter, and to try a failed one again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.refusals import Refused
from jobs import services
from jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """Read-only: a job is changed by the runner only."""

    list_display = ["task", "state", "attempts", "created_at", "run_until", "finished_at", "last_error"]
    list_filter = ["state", "task", "created_at"]
    search_fields = ["id", "key", "task", "last_error"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    actions = ["try_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are promised by services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """What a job is about is not to be edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """A promise is kept or given up, never dropped."""
        return False

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        """Who may change jobs at all."""
        return request.user.has_perm("jobs.change_job")

    @admin.action(description=gettext_lazy("Try again"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Each chosen job gets all its attempts once more."""
        again = 0
        for job in queryset:
            try:
                services.try_again(job=job, now=timezone.now())
                again += 1
            except Refused as refusal:
                messages.warning(request, f"{job}: {refusal}")
        if again:
            words = ngettext("%(count)d job is tried again.", "%(count)d jobs are tried again.", again)
            messages.success(request, words % {"count": again})
        else:
            messages.info(request, _("Nothing was changed."))
