"""A service of its own in a throwaway home on a free port, with the demo program; ended and removed with the trial."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
START_SECONDS = 90

# What is set on this machine must not reach a trial: least of all its real database, nor what slows every start.
FOREIGN = (
    "DATABASE_URL",
    "BROKER_URL",
    "FILES_URL",
    "EMAIL_URL",
    "DEBUG",
    "KWIT_TESTING",
    "JOB_QUEUE",
    "BEHIND_PROXY",
    "PYTHONDONTWRITEBYTECODE",
)


class TrialBroken(Exception):
    """The service did not start, or a command in its home failed; what it printed is in the message."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_in_good_order() -> None:
    """Let SIGTERM unwind, so that what the trial started ends with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Service:
    """`with Service() as service:` prepares, starts, and cleans up. `base` is its address."""

    def __init__(self, *, jobs: int = 1, environment: dict[str, str] | None = None) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="kwit-trial-"))
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.jobs = jobs
        self.environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | {
            "KWIT_HOME": str(self.home),
            "PORT": str(self.port),
            "SITE_URL": self.base,
            "LOG_LEVEL": "WARNING",
            "OMP_THREAD_LIMIT": "1",
        }
        self.environment.update(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Service:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.clean_up()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.clean_up()

    def manage(self, *command: str) -> str:
        """One management command in this home; what it printed."""
        return self._python("manage.py", *command)

    def inside(self, name: str, *arguments: str) -> Any:
        """What a module of `trials.inside` says about this home, as the JSON it prints on its last line."""
        return json.loads(self._python("-m", f"trials.inside.{name}", *arguments).splitlines()[-1])

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise TrialBroken(f"{' '.join(arguments)} failed:\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    @classmethod
    @contextmanager
    def unstarted(cls, *, environment: dict[str, str] | None = None) -> Iterator[Service]:
        """Prepared, but neither web nor worker runs: for what is measured inside."""
        service = cls(environment=environment)
        try:
            service.prepare()
            yield service
        finally:
            service.clean_up()

    def prepare(self) -> None:
        """Database, demo program and static files, as the first start does."""
        self.manage("migrate", "--noinput", "--verbosity=0")
        self.manage("load_demo")
        if "KWIT_TESTING" not in self.environment:
            self.manage("collectstatic", "--noinput", "--verbosity=0")

    def start(self) -> float:
        """Start web and worker; the seconds until the first answer."""
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--jobs", str(self.jobs)]
        return self.run(command)

    def run(self, command: Sequence[str], *, seconds: float = START_SECONDS) -> float:
        """Start the service by this command; the seconds until the first answer."""
        started = time.monotonic()
        with open(self.home / "serve.log", "ab") as log:
            self._process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_up(seconds=seconds)
        return time.monotonic() - started

    def wait_until_up(self, *, seconds: float = START_SECONDS) -> None:
        """Until it answers, or TrialBroken."""
        end = time.monotonic() + seconds
        while not self.is_up():
            if time.monotonic() > end or (self._process and self._process.poll() is not None):
                raise TrialBroken(self.log()[-3000:])
            time.sleep(0.05)

    def log(self) -> str:
        """What web and worker printed."""
        return (self.home / "serve.log").read_text(errors="replace")

    def is_up(self) -> bool:
        """Whether it answers now."""
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self) -> dict[str, int]:
        """The process numbers of `web` and `worker`, as far as they live."""
        found = {}
        for pid in _children_of(self._process.pid) if self._process else []:
            words = _words_of(pid)
            if words:
                found["web" if b"waitress" in words else "worker"] = pid
        return found

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def clean_up(self) -> None:
        """Stop it and remove its home."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def _children_of(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [int(child) for child in listed]


def _words_of(pid: int) -> list[bytes]:
    """The command line; empty for one that is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
    except FileNotFoundError:
        return []
