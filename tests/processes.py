"""Real processes of the service on the database of a test: started, watched, killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]


def database_environment() -> dict[str, str]:
    """The environment in which a process uses this very test database, these files and this broker."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    if connection.vendor == "postgresql":
        main, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        environment["DATABASE_URL"] = f"{main}/{connection.settings_dict['NAME']}"
    return environment


def wait_until(happened: Callable[[], object], *, seconds: float = 90, what: str = "") -> None:
    """Look again and again until it happened; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"not within {seconds} s: {what or happened}"
        time.sleep(0.05)


class Processes:
    """The processes of one test. All are killed at its end, with their children."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running:
            self.kill(process)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Python with these arguments; what it prints goes to a file that `said` reads."""
        self._count += 1
        log = Path(settings.HOME) / f"process-{os.getpid()}-{id(self)}-{self._count}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=PROJECT,
                env=database_environment() | environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process.log = log  # type: ignore[attr-defined]
        self._running.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """A Celery worker that is ready for jobs."""
        arguments = ["-m", "celery", "-A", "config", "worker", "--pool=threads", "--concurrency=2", "--loglevel=INFO"]
        process = self.start(*arguments, "--without-gossip", "--without-mingle", **environment)
        wait_until(lambda: " ready." in self.said(process) or process.poll() is not None, what="worker ready")
        assert process.poll() is None, self.said(process)
        return process

    def said(self, process: subprocess.Popen[bytes]) -> str:
        """Everything the process printed so far."""
        return process.log.read_text(errors="replace")  # type: ignore[attr-defined]

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """SIGKILL for the process and all its children, as the kernel does when memory ends."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
