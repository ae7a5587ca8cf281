"""A service of its own in a throwaway home on a free port, with the demo program; ended and removed with the trial."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType

PROJECT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


class DidNotStart(Exception):
    """The service gave no answer in time; its log is in the message."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """`with Service() as service:` prepares, starts, and cleans up. `base` is its address."""

    def __init__(self, *, jobs: int = 1, environment: dict[str, str] | None = None) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="kwit-trial-"))
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.jobs = jobs
        self.environment = os.environ | {
            "KWIT_HOME": str(self.home),
            "PORT": str(self.port),
            "SITE_URL": self.base,
            "LOG_LEVEL": "WARNING",
            "OMP_THREAD_LIMIT": "1",
        }
        self.environment.pop("DATABASE_URL", None)
        self.environment.update(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Service:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self._clean_up()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._clean_up()

    def manage(self, *command: str) -> str:
        """One management command in this home; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DidNotStart(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self) -> None:
        """Database, demo program and static files, as the first start does."""
        self.manage("migrate", "--noinput", "--verbosity=0")
        self.manage("load_demo")
        self.manage("collectstatic", "--noinput", "--verbosity=0")

    def start(self) -> float:
        """Start web and worker; the seconds until the first answer."""
        started = time.monotonic()
        with open(self.home / "serve.log", "ab") as log:
            command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--jobs", str(self.jobs)]
            self._process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_up()
        return time.monotonic() - started

    def wait_until_up(self) -> None:
        """Until it answers, or DidNotStart."""
        end = time.monotonic() + START_SECONDS
        while not self.is_up():
            if time.monotonic() > end or (self._process and self._process.poll() is not None):
                raise DidNotStart((self.home / "serve.log").read_text(errors="replace")[-3000:])
            time.sleep(0.05)

    def is_up(self) -> bool:
        """Whether it answers now."""
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self) -> dict[str, int]:
        """The process numbers of `web` and `worker`, as far as they live."""
        assert self._process
        found = {}
        for pid in _children_of(self._process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
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

    def _clean_up(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def _children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]
