"""Real workers on the real broker: killed, restarted, and told of nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from jobs import services
from jobs.models import Job, State
from tests.processes import Processes, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SHORT_LEASE = {"JOB_LEASE_SECONDS": "2", "JOB_DISPATCH_SECONDS": "0.2"}


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _promised() -> Job:
    """The test's own job; the clock starts others."""
    return Job.objects.get(task__startswith="tests.")


def _state() -> str:
    return _promised().state


def test_a_worker_does_what_was_promised(processes: Processes, tmp_path: Path):
    processes.worker()

    services.after_commit("tests.jobs.work.note", path=str(tmp_path / "told"), line="hello")

    wait_until(lambda: _state() == State.DONE, what="job done")
    assert _lines(tmp_path / "told") == ["hello"]


def test_a_job_whose_worker_is_killed_is_done_once_by_the_next(processes: Processes, tmp_path: Path):
    told = tmp_path / "told"
    first = processes.worker(**SHORT_LEASE)
    services.after_commit("tests.jobs.work.slow", path=str(told), seconds=1)
    wait_until(lambda: _lines(told) == ["started"], what="job started")

    processes.kill(first)
    assert _state() == State.NEW
    processes.worker(**SHORT_LEASE)

    wait_until(lambda: _state() == State.DONE, what="job done after the death of its worker")
    assert _lines(told) == ["started", "started", "finished"]
    assert _promised().attempts == 2


def test_a_row_whose_message_was_never_sent_is_found(processes: Processes, tmp_path: Path):
    arguments = {"path": str(tmp_path / "told"), "line": "found"}
    Job.objects.create(task="tests.jobs.work.note", kwargs=arguments, publish_after=timezone.now())

    processes.worker(**SHORT_LEASE)

    wait_until(lambda: _state() == State.DONE, what="job found by the sweep")
    assert _lines(tmp_path / "told") == ["found"]


def test_a_burst_is_done_once_each(processes: Processes, tmp_path: Path):
    told = tmp_path / "told"
    processes.worker()

    for number in range(50):
        services.after_commit("tests.jobs.work.note", path=str(told), line=str(number))

    wait_until(lambda: not Job.objects.waiting().filter(task__startswith="tests.").exists(), what="50 jobs done")
    assert sorted(_lines(told), key=int) == [str(number) for number in range(50)]


def test_a_worker_that_is_asked_to_stop_finishes_its_job_first(processes: Processes, tmp_path: Path):
    told = tmp_path / "told"
    worker = processes.worker()
    services.after_commit("tests.jobs.work.slow", path=str(told), seconds=1)
    wait_until(lambda: _lines(told) == ["started"], what="job started")

    worker.terminate()

    assert worker.wait(20) == 0
    assert _lines(told) == ["started", "finished"]
    assert _state() == State.DONE


@pytest.mark.skipif(settings.JOBS_EMBEDDED, reason="an in-memory broker cannot be away")
def test_promises_are_kept_while_the_broker_is_away(processes: Processes, tmp_path: Path):
    away = settings.BROKER_URL.replace("127.0.0.1", "127.0.0.9")
    promise = (
        "import django, time; django.setup(); from jobs import services; start = time.monotonic();"
        f"services.after_commit('tests.jobs.work.note', path={str(tmp_path / 'told')!r}, line='kept');"
        "print('took', time.monotonic() - start)"
    )
    web = processes.start("-c", promise, BROKER_URL=away, DJANGO_SETTINGS_MODULE="config.settings")
    assert web.wait(30) == 0, processes.said(web)
    # Unlimited retries, kombu's default, take six seconds.
    assert float(processes.said(web).rpartition("took")[2]) < 3

    processes.worker(**SHORT_LEASE)

    wait_until(lambda: _state() == State.DONE, what="job done once a broker is there")
