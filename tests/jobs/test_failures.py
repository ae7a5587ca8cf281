"""A job that fails is tried again, but not for ever, and its owner hears of it."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from jobs import runner, services
from jobs.models import Job, State

pytestmark = pytest.mark.django_db


def test_a_failing_job_is_tried_three_times_then_given_up(tmp_path: Path, run_jobs):
    services.after_commit("tests.jobs.work.failing", path=str(tmp_path / "told"))

    assert run_jobs() == 3

    job = Job.objects.get()
    assert (tmp_path / "told").read_text().split("\n")[:-1] == ["tried", "tried", "tried", "given up"]
    assert (job.state, job.attempts, job.last_error) == (State.FAILED, 3, "RuntimeError: the engine is on fire")


def test_the_next_attempt_waits(tmp_path: Path):
    job = services.after_commit("tests.jobs.work.failing", path=str(tmp_path / "told"))
    runner.run(job.pk)

    runner.run(job.pk)

    assert (tmp_path / "told").read_text() == "tried\n"
    assert services.sweep(now=timezone.now()) == 0


def test_a_job_may_say_that_another_attempt_is_of_no_use(tmp_path: Path, run_jobs):
    services.after_commit("tests.jobs.work.hopeless", path=str(tmp_path / "told"))

    assert run_jobs() == 1
    assert (tmp_path / "told").read_text() == "tried\ngiven up\n"


def test_a_job_that_kills_its_workers_is_given_up_without_another_attempt(tmp_path: Path):
    job = services.after_commit("tests.jobs.work.failing", path=str(tmp_path / "told"))
    expired = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(attempts=3, lease=uuid4(), run_until=expired)

    runner.run(job.pk)

    assert (tmp_path / "told").read_text() == "given up\n"
    assert Job.objects.get().state == State.FAILED


def test_a_job_of_an_unknown_version_waits_for_a_worker_that_knows_it(run_jobs):
    job = services.after_commit("claims.tasks.not_written_yet")
    runner.run(job.pk)

    job.refresh_from_db()
    assert job.state == State.NEW
    assert job.last_error.startswith("UnknownJob")


def test_only_a_failed_job_can_be_tried_again(tmp_path: Path, run_jobs):
    job = services.after_commit("tests.jobs.work.failing", path=str(tmp_path / "told"))
    with pytest.raises(services.NotToBeTriedAgain):
        services.try_again(job=job, now=timezone.now())
    run_jobs()

    services.try_again(job=job, now=timezone.now())

    assert run_jobs() == 3
    assert (tmp_path / "told").read_text().count("given up") == 2
