"""`manage.py serve`: web and worker come up together, stay up, and end together."""

import os
import signal
import urllib.request
from pathlib import Path

import pytest

from jobs import services
from jobs.models import Job, State
from tests.engines import free_ports
from tests.processes import Processes, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Service:
    """`manage.py serve` on a free port."""

    def __init__(self, processes: Processes) -> None:
        [self.port] = free_ports(1)
        self._processes = processes
        self.process = processes.start("manage.py", "serve", f"--port={self.port}")

    def wait_until_up(self) -> None:
        wait_until(lambda: self.answers or self.process.poll() is not None, what="web answers")
        assert self.answers, self.said

    @property
    def said(self) -> str:
        return self._processes.said(self.process)

    @property
    def answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status == 200
        except OSError:
            return False

    def child(self, name: str) -> int | None:
        """The process id of the child whose command line has this word."""
        for folder in Path("/proc").glob("[0-9]*"):
            parent, command = _parent_and_command(folder)
            if parent == self.process.pid and name in command:
                return int(folder.name)
        return None

    def alive(self) -> list[int]:
        return [pid for name in ("waitress", "celery") if (pid := self.child(name))]


def _parent_and_command(folder: Path) -> tuple[int, str]:
    try:
        parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        return parent, (folder / "cmdline").read_text()
    except (OSError, ValueError):
        return 0, ""


@pytest.fixture
def service(processes: Processes) -> Service:
    running = Service(processes)
    running.wait_until_up()
    return running


def test_it_serves_says_where_and_does_jobs(service: Service, tmp_path: Path):
    services.after_commit("tests.jobs.work.note", path=str(tmp_path / "told"), line="hello")

    wait_until(lambda: Job.objects.get(task__startswith="tests.").state == State.DONE, what="job done")
    wait_until(lambda: f"http://127.0.0.1:{service.port}" in service.said, what="address printed")


@pytest.mark.parametrize("name", ["waitress", "celery"])
def test_a_killed_child_is_started_again(service: Service, name: str):
    before = service.child(name)
    assert before
    os.kill(before, signal.SIGKILL)

    wait_until(lambda: service.child(name) not in (before, None), what=f"{name} back")
    service.wait_until_up()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_with_its_children(service: Service, how: signal.Signals):
    children = service.alive()
    assert len(children) == 2
    wait_until(lambda: f"http://127.0.0.1:{service.port}" in service.said, what="address printed")

    service.process.send_signal(how)

    assert service.process.wait(20) == 0, service.said
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert not service.answers


def test_children_do_not_outlive_a_killed_supervisor(service: Service):
    children = service.alive()
    os.kill(service.process.pid, signal.SIGKILL)
    service.process.wait()

    wait_until(lambda: not any(_runs(pid) for pid in children), what="children gone")


def _runs(pid: int) -> bool:
    """A child that nobody waited for stays listed as a zombie, which does nothing."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_second_service_on_the_same_home_is_refused(service: Service, processes: Processes):
    second = processes.start("manage.py", "serve", f"--port={free_ports(1)[0]}")

    assert second.wait(30) == 1
    assert "already running" in processes.said(second)


def test_a_taken_port_is_refused_with_a_way_out(service: Service, processes: Processes, tmp_path: Path):
    second = processes.start("manage.py", "serve", f"--port={service.port}", KWIT_HOME=str(tmp_path))

    assert second.wait(30) == 1
    assert f"PORT={service.port + 1} bin/serve" in processes.said(second)
