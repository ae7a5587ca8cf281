"""Keeps a few child processes alive and ends them together: the embedded service is a web process and a worker."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from threading import Event

_libc = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1

STEADY_SECONDS = 5
"""A child that lived this long is started again at once; one that keeps dying waits longer each time."""


def _die_with_parent() -> None:
    """A child left alone would go on working beside the next service of this home."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Child:
    """One process that is to be there all the time."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = 0.0

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches the supervisor only, and children end in good order."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(self._command, start_new_session=True, preexec_fn=_die_with_parent)

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self._process is not None and self._process.poll() is None

    def revive(self) -> bool:
        """Start it again if it died and its pause is over; True if it was started."""
        if self.alive:
            return False
        age = time.monotonic() - self._started
        self._pause = 0.0 if age > STEADY_SECONDS + self._pause else self._pause or 0.5
        if age < self._pause:
            return False
        self._pause = min(self._pause * 2, STEADY_SECONDS)
        self._kill_rest()
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """SIGTERM: finish what is under way, take nothing new."""
        if self._process and self.alive:
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it ended by itself; at the deadline, kill it and whatever it started."""
        if self._process:
            try:
                self._process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            self._kill_rest()
            self._process.wait()

    def _kill_rest(self) -> None:
        if self._process:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def supervise(children: Sequence[Child], *, ready: Callable[[], bool], stop_seconds: float = 10) -> None:
    """Keep the children alive until SIGTERM or SIGINT, then end them all. `ready` is asked until it says yes."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    for child in children:
        child.start()
    is_ready = False
    try:
        while not stop.wait(0.1):
            is_ready = is_ready or ready()
            for child in children:
                if child.revive():
                    print(f"The {child.name} process ended and was started again.", flush=True)
    finally:
        _end(children, stop_seconds)


def _end(children: Sequence[Child], seconds: float) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + seconds
    for child in children:
        child.end(deadline)
