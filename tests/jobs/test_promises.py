"""A promise is a row in the caller's transaction, kept once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from jobs import broker, forgetting, runner, services
from jobs.models import Job, State
from tests.clock import it_is

NOTE = "tests.jobs.work.note"
pytestmark = pytest.mark.django_db


def test_a_promise_is_kept_with_its_arguments(tmp_path: Path, run_jobs):
    services.after_commit(NOTE, path=str(tmp_path / "told"), line="hello")

    assert run_jobs() == 1

    assert (tmp_path / "told").read_text() == "hello\n"
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_promise_of_a_transaction_that_fails_was_never_made(tmp_path: Path, run_jobs):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.after_commit(NOTE, path=str(tmp_path / "told"), line="hello")
        raise RuntimeError

    assert run_jobs() == 0
    assert not (tmp_path / "told").exists()


def test_the_same_key_is_the_same_job(tmp_path: Path, run_jobs):
    path = str(tmp_path / "told")
    first = services.after_commit(NOTE, key="claim:1:read", path=path, line="first")
    second = services.after_commit(NOTE, key="claim:1:read", path=path, line="second")
    run_jobs()
    third = services.after_commit(NOTE, key="claim:1:read", path=path, line="third")
    run_jobs()

    assert first.pk == second.pk == third.pk
    assert Path(path).read_text() == "first\n"


def test_promises_without_a_key_are_jobs_of_their_own(tmp_path: Path, run_jobs):
    for line in ("one", "two"):
        services.after_commit(NOTE, path=str(tmp_path / "told"), line=line)

    assert run_jobs() == 2
    assert (tmp_path / "told").read_text() == "one\ntwo\n"


def test_a_promise_for_later_is_not_kept_earlier_whatever_is_restarted(tmp_path: Path):
    now = timezone.now()
    job = services.after_commit(NOTE, delay=timedelta(minutes=1), path=str(tmp_path / "told"), line="hello")
    services.free_all(now=now)

    assert not runner.run(job.pk)
    assert services.sweep(now=now + timedelta(seconds=50)) == 0
    assert services.sweep(now=now + timedelta(seconds=61)) == 1
    with it_is(now + timedelta(seconds=61)):
        assert runner.run(job.pk)
    assert (tmp_path / "told").read_text() == "hello\n"


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_of_a_promise_for_later(tmp_path: Path, monkeypatch):
    told = []
    monkeypatch.setattr(broker, "nudge", told.append)
    soon = services.after_commit(NOTE, path=str(tmp_path / "told"), line="soon")
    services.after_commit(NOTE, delay=timedelta(minutes=1), path=str(tmp_path / "told"), line="later")

    assert told == [soon.pk]


def test_arguments_that_a_job_does_not_know_yet_are_left_out(tmp_path: Path, run_jobs):
    services.after_commit(NOTE, path=str(tmp_path / "told"), line="hello", colour="of a newer version")
    run_jobs()

    assert (tmp_path / "told").read_text() == "hello\n"


def test_a_finished_job_is_forgotten_in_time_and_a_failed_one_is_not(tmp_path: Path, run_jobs):
    services.after_commit(NOTE, path=str(tmp_path / "told"), line="hello")
    services.after_commit("tests.jobs.work.hopeless", path=str(tmp_path / "told"))
    run_jobs()

    finished = forgetting.DUTIES[0]

    finished.carry_out(before=timezone.now() - timedelta(days=1), now=timezone.now())
    assert Job.objects.count() == 2

    finished.carry_out(before=timezone.now() + timedelta(days=1), now=timezone.now())
    assert Job.objects.get().state == State.FAILED
