"""One job, one worker at a time: whoever lost the lease writes nothing."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from jobs import leases, runner, services
from jobs.models import Job, State

NOTE = "tests.jobs.work.note"


def _at_once(take, job_ids: list[UUID], clients: int = 4) -> int:
    """How many leases `clients` threads get together when each wants every job at the same moment."""
    taken: list[object] = []
    barrier = Barrier(clients)

    def client() -> None:
        for job_id in job_ids:
            barrier.wait()
            if take(job_id, barrier):
                taken.append(job_id)
        connection.close()

    threads = [Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken)


def _jobs(count: int) -> list[UUID]:
    return [services.after_commit(NOTE, line="x", path="unused").pk for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_a_job_one_gets_it():
    jobs = _jobs(25)

    taken = _at_once(lambda job_id, barrier: leases.take(job_id, now=timezone.now()), jobs)

    assert taken == len(jobs)


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_same_race_is_lost():
    """The control: if this fails, the test above proves nothing."""

    def careless(job_id: UUID, barrier: Barrier) -> bool:
        free = Job.objects.free(timezone.now()).filter(pk=job_id).exists()
        barrier.wait()
        Job.objects.filter(pk=job_id).update(lease=uuid4(), run_until=timezone.now() + timedelta(seconds=30))
        return free

    assert _at_once(careless, _jobs(5)) > 5


@pytest.mark.django_db
def test_a_held_job_is_left_alone_and_a_lapsed_lease_is_taken_over(tmp_path: Path):
    job = services.after_commit(NOTE, path=str(tmp_path / "told"), line="x")
    now = timezone.now()
    assert leases.take(job.pk, now=now)

    assert leases.take(job.pk, now=now) is None
    assert leases.take(job.pk, now=now + timedelta(hours=1)) is not None


@pytest.mark.django_db
def test_who_lost_the_lease_cannot_confirm_nor_finish():
    job = services.after_commit(NOTE, path="unused", line="x")
    first = leases.take(job.pk, now=timezone.now())
    second = leases.take(job.pk, now=timezone.now() + timedelta(hours=1))
    assert first and second

    with leases.holding(first, longest=timedelta(minutes=1)), pytest.raises(leases.LeaseLost):
        leases.confirm()
    assert not runner._done(first)
    assert runner._done(second)


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_renewed_while_the_work_lasts(settings, tmp_path: Path):
    settings.JOB_LEASE_SECONDS = 0.6
    job = services.after_commit("tests.jobs.work.slow", path=str(tmp_path / "told"), seconds=1.5)
    worker = Thread(target=lambda: (runner.run(job.pk), connection.close()))
    worker.start()
    while not (tmp_path / "told").exists():
        pass

    thefts = 0
    while worker.is_alive():
        thefts += leases.take(job.pk, now=timezone.now()) is not None
        worker.join(0.1)

    assert thefts == 0
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db
def test_a_finished_job_is_not_run_by_a_late_message(tmp_path: Path):
    job = services.after_commit(NOTE, path=str(tmp_path / "told"), line="once")
    assert runner.run(job.pk)

    assert not runner.run(job.pk)
    assert (tmp_path / "told").read_text() == "once\n"
