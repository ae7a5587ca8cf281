"""Jobs that the clock starts, and the look of jobs to the operator."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from jobs import dispatcher, registry, services
from jobs.models import Job, State

pytestmark = pytest.mark.django_db

DAILY = "config.tasks.forget"


def test_a_periodic_job_is_promised_once_per_period_by_many_dispatchers():
    registry.find(DAILY)
    noon = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())

    for minutes in (0, 1, 2):
        dispatcher.start_periodic(now=noon + timedelta(minutes=minutes))
    assert Job.objects.filter(task=DAILY).count() == 1

    dispatcher.start_periodic(now=noon + timedelta(days=1))
    assert Job.objects.filter(task=DAILY).count() == 2


def test_every_job_finds_itself_again():
    """What is written into a row today must be found by its name tomorrow."""
    registry.find(DAILY)
    for registered in registry.registered():
        assert registry.find(registered.name) is registered


def test_an_operator_tries_a_failed_job_again(admin_client):
    failed = Job.objects.create(task=DAILY, state=State.FAILED, finished_at=timezone.now(), attempts=3)
    done = Job.objects.create(task=DAILY, state=State.DONE, finished_at=timezone.now(), attempts=1)

    chosen = {"action": "try_again", "_selected_action": [str(failed.pk), str(done.pk)]}
    answer = admin_client.post("/admin/jobs/job/", chosen, follow=True)

    assert answer.status_code == 200
    assert "1 job is tried again." in answer.content.decode()
    assert "Only a failed job can be tried again." in answer.content.decode()
    assert [Job.objects.get(pk=pk).state for pk in (failed.pk, done.pk)] == [State.NEW, State.DONE]


@pytest.mark.parametrize("page", ["add/", "{job}/delete/"])
def test_jobs_are_neither_made_nor_deleted_by_hand(admin_client, page: str):
    job = Job.objects.create(task=DAILY)

    assert admin_client.get("/admin/jobs/job/" + page.format(job=job.pk)).status_code == 403


def test_an_embedded_worker_frees_what_its_dead_predecessor_held():
    later = timezone.now() + timedelta(hours=1)
    Job.objects.create(task=DAILY, lease=uuid4(), run_until=later, publish_after=later)

    assert services.free_all(now=timezone.now()) == 1
    assert Job.objects.due(timezone.now()).count() == 1
