"""`manage.py serve`: the whole service on one machine, a web process and a worker, until Ctrl-C."""

import fcntl
import os
import socket
import sys
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import demo_sign_ins
from config.supervisor import Child, supervise

REQUEST_BYTES = 300_000_000
"""What the web server lets through: more than may be uploaded, so that a sentence can be said about too much."""


class Command(BaseCommand):
    """Web and worker together, each started again when it dies."""

    # The children check themselves; doing it here as well would only make everybody wait.
    requires_system_checks = []
    help = "Starts web and worker and keeps them alive until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and how much to do at once."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--jobs", type=int, default=int(os.environ.get("WORKER_CONCURRENCY") or 2))

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse to start twice on the same home or port, else serve."""
        host, port = options["host"], options["port"]
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        with _only_one():
            _refuse_taken(host, port)
            children = [Child("web", _web(host, port)), Child("worker", _worker(options["jobs"]))]
            supervise(children, ready=lambda: self._greet(host, port))
        self.stdout.write("Stopped.")

    def _greet(self, host: str, port: int) -> bool:
        """Once the web process answers: the address, and who can sign in to the demo."""
        if not _answers("127.0.0.1" if host == "0.0.0.0" else host, port):  # noqa: S104  # compared, not bound
            return False
        self.stdout.write(f"\nKwit runs at {os.environ['SITE_URL']}\n")
        for line in demo_sign_ins():
            self.stdout.write(line)
        self.stdout.write("Ctrl-C ends it.\n")
        self.stdout.flush()
        return True


def _web(host: str, port: int) -> list[str]:
    options = ["--threads=8", f"--listen={host}:{port}", f"--max-request-body-size={REQUEST_BYTES}", "--ident=Kwit"]
    return [sys.executable, "-m", "waitress", *options, "config.wsgi:application"]


def _worker(jobs: int) -> list[str]:
    """Threads, because the engines that read documents are processes of their own or let go of the interpreter."""
    options = ["--pool=threads", f"--concurrency={jobs}", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]
    # On a machine where everything is done as root, a page of warning at each start tells nobody anything.
    python = [sys.executable, "-W", "ignore:You're running the worker"]
    return [*python, "-m", "celery", "--quiet", "-A", "config", "worker", *options]


def _answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise CommandError(f"Port {port} is taken. Choose another: PORT={port + 1} bin/serve") from taken


@contextmanager
def _only_one() -> Iterator[None]:
    """Two services on one home would each believe to be the only worker."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with (settings.HOME / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise CommandError(f"Kwit is already running on {settings.HOME}.") from held
        yield
