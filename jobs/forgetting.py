"""What jobs forget: their own finished rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from common.keeping import Duty, Rows
from jobs import personal_data as terms
from jobs.models import Job, State


def done(before: datetime) -> QuerySet[Job]:
    """Finished before."""
    return Job.objects.filter(state=State.DONE, finished_at__lt=before)


def failed(before: datetime) -> QuerySet[Job]:
    """Failed before, and not tried again since."""
    return Job.objects.filter(state=State.FAILED, finished_at__lt=before)


def delete(jobs: Collection[UUID], _now: datetime) -> None:
    """Nobody will ask for them any more."""
    Job.objects.filter(pk__in=jobs).delete()


DUTIES: Sequence[Duty] = (
    Rows(terms.DONE, "finished jobs", done, delete),
    Rows(terms.FAILED, "failed jobs", failed, delete),
)
