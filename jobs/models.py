"""A job: work promised inside the transaction that made it necessary. The row is the record, the broker a hint."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands. One that runs is still new: its lease tells that it runs."""

    NEW = "new", _("New")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, in the words of the runner."""

    def waiting(self) -> Self:
        """Neither done nor failed."""
        return self.filter(state=State.NEW)

    def ripe(self, now: datetime) -> Self:
        """Waiting, and not promised for later."""
        return self.waiting().filter(Q(not_before=None) | Q(not_before__lte=now))

    def free(self, now: datetime) -> Self:
        """Ripe, and nobody holds them."""
        return self.ripe(now).filter(Q(run_until=None) | Q(run_until__lte=now))

    def due(self, now: datetime) -> Self:
        """Free, and time to tell the broker (again)."""
        return self.free(now).filter(publish_after__lte=now)


class Job(models.Model):
    """One piece of work: a function by its dotted path, with its arguments."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    task = models.CharField(_("task"), max_length=200)
    kwargs = models.JSONField(_("arguments"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    key = models.CharField(
        _("key"), max_length=200, blank=True, default="", help_text=_("The same key is the same job.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    publish_after = models.DateTimeField(_("next told to the broker"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    run_until = models.DateTimeField(_("held until"), null=True, blank=True)
    lease = models.UUIDField(_("lease"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("what went wrong last"), blank=True, default="")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["publish_after"], condition=Q(state="new"), name="jobs_to_do")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_job_per_key"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_job_is_new_done_or_failed"),
            models.CheckConstraint(
                condition=Q(state="new", finished_at=None) | (~Q(state="new") & Q(finished_at__isnull=False)),
                name="a_finished_job_has_its_moment",
            ),
            models.CheckConstraint(condition=Q(lease=None) | Q(run_until__isnull=False), name="a_lease_has_an_end"),
            models.CheckConstraint(condition=Q(lease=None) | Q(state="new"), name="only_an_unfinished_job_is_held"),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.state})"
