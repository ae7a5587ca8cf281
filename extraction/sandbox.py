"""Opens untrusted files in a child process with limits, and asks it for their pages.

The process that asks never decodes a byte of the file. It gets text, places and raw pixels as plain data.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from extraction import wire
from extraction.limits import Limits
from extraction.reading import Box, Symbol
from extraction.refusals import NotNow, Refusal
from extraction.wire import Message
from extraction.words import Word

Pixels = NDArray[np.uint8]

_HOME = Path(__file__).resolve().parents[1]
# One thread and one arena: the child's address space is bounded, and threads reserve it by the gigabyte.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "MALLOC_ARENA_MAX": "1"}
_START_SECONDS = 60
_REPORT_SECONDS = 5
_GRACE_SECONDS = 5


class OpenFile:
    """A file that the child has opened. `pages` is 0 for an e-invoice, which has nothing to draw."""

    def __init__(self, session: _Session, opened: Message) -> None:
        """Made by `opened`."""
        self._session = session
        self.kind = str(opened["kind"])
        self.pages = int(opened["pages"])
        self.structured: list[dict[str, Any]] = list(opened["structured"])

    def judge(self) -> list[str]:
        """What speaks against the photo, as codes of `sentences.WARNINGS`; nothing is said of other files."""
        return [str(code) for code in self._session.ask({"do": "judge"})[0]["codes"]]

    def hints(self) -> list[str]:
        """Hints of where the file comes from, as codes of `sentences.WARNINGS`; of a photo, ask after judging it."""
        return [str(code) for code in self._session.ask({"do": "hints"})[0]["codes"]]

    def draw(self, page: int, turn: int = 0) -> Message:
        """Draws the page: {"blank", "crisp", "size"}. Raises Refusal or NotNow, as all below."""
        return self._session.ask({"do": "draw", "page": page, "turn": turn})[0]

    def words(self, page: int) -> list[Word]:
        """The words of the text layer; none for a picture."""
        said = self._session.ask({"do": "words", "page": page})[0]["words"]
        return [Word(str(text), (left, top, right, bottom), 1.0) for text, left, top, right, bottom in said]

    def search_symbols(self, page: int, turn: int = 0) -> Callable[[], list[Symbol]]:
        """Begins to look for bar codes and 2-D codes of the page; what is returned waits for them.

        The child looks while its asker does something else. It answers in turn, so ask for pixels before.
        """
        answer = self._session.begin({"do": "symbols", "page": page, "turn": turn})

        def found() -> list[Symbol]:
            said = self._session.wait_for(answer)[0]["symbols"]
            return [Symbol(str(name), str(text), page, (a, b, c, d)) for name, text, a, b, c, d in said]

        return found

    def pixels(self, page: int, turn: int = 0) -> Pixels:
        """The page as height x width x 3 (RGB)."""
        said, (raw,) = self._session.ask({"do": "pixels", "page": page, "turn": turn})
        width, height = said["size"]
        return np.frombuffer(raw, dtype=np.uint8).reshape(height, width, 3)

    def part(self, page: int, turn: int, box: Box) -> tuple[Pixels, Box]:
        """What lies in the box, parts of the page, in all the pixels that the file has of it; and the box to a pixel.

        Without colour, but as RGB like `pixels`.
        """
        said, (raw,) = self._session.ask({"do": "part", "page": page, "turn": turn, "box": box})
        width, height = said["size"]
        left, top, right, bottom = said["box"]
        grey = np.frombuffer(raw, dtype=np.uint8).reshape(height, width, 1)
        return np.repeat(grey, 3, axis=2), (left, top, right, bottom)

    def web_copy(self, page: int, turn: int = 0) -> bytes:
        """The page as a clean JPEG for people."""
        return bytes(self._session.ask({"do": "web", "page": page, "turn": turn})[1][0])


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[OpenFile]:
    """The file, opened in a child of its own that ends with the block. Raises Refusal or NotNow."""
    with _open_descriptor(path, limits) as file, _session(file) as session:
        session.wait_at_most(limits.wall_seconds + _GRACE_SECONDS)
        yield OpenFile(session, session.ask({"do": "open", "limits": dataclasses.asdict(limits)})[0])


@contextmanager
def _open_descriptor(path: Path, limits: Limits) -> Iterator[int]:
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as cause:
        raise Refusal("missing-file") from cause
    try:
        if not path.is_file():
            raise Refusal("not-a-document")
        size = os.fstat(file).st_size
        if size == 0 or size > limits.file_bytes:
            raise Refusal("too-large" if size else "empty-file")
        yield file
    finally:
        os.close(file)


@contextmanager
def _session(file: int) -> Iterator[_Session]:
    answers, answers_there = socket.socketpair()
    report, report_there = socket.socketpair()
    with answers, report:
        with answers_there, report_there:
            _warm.hand_over([answers_there.fileno(), report_there.fileno(), file])
        yield _Session(answers, report)


class _Answer:
    """What the child says to one question, as soon as it has said it."""

    said: tuple[Message, list[bytearray]] | None = None


class _Session:
    """One child, from its fork to its end. It answers in the order of the questions."""

    def __init__(self, answers: socket.socket, report: socket.socket) -> None:
        self._answers, self._report = answers, report
        self._awaited: deque[_Answer] = deque()

    def wait_at_most(self, seconds: float) -> None:
        self._answers.settimeout(seconds)

    def ask(self, question: Message) -> tuple[Message, list[bytearray]]:
        return self.wait_for(self.begin(question))

    def begin(self, question: Message) -> _Answer:
        try:
            wire.send(self._answers, question)
        except wire.Closed as cause:
            self._raise_how_it_ended(cause)
        self._awaited.append(_Answer())
        return self._awaited[-1]

    def wait_for(self, answer: _Answer) -> tuple[Message, list[bytearray]]:
        while answer.said is None:
            try:
                self._awaited[0].said = wire.receive(self._answers)
            except wire.Closed as cause:
                self._raise_how_it_ended(cause)
            self._awaited.popleft()
        said, blobs = answer.said
        if code := said.get("refused"):
            raise Refusal(str(code), str(said.get("text", "")))
        return said, blobs

    def _raise_how_it_ended(self, cause: wire.Closed) -> NoReturn:
        self._report.settimeout(_REPORT_SECONDS)
        try:
            ended = json.loads(self._report.recv(1000) or b"{}")
        except (OSError, ValueError):
            raise NotNow("the child process does not answer") from cause
        number = ended.get("signal", signal.SIGKILL)
        if number == signal.SIGALRM and ended["cpu"] < 2:
            # It was given no CPU: the machine is overloaded, the file may be as good as any.
            raise NotNow("the machine is too busy") from cause
        if number == signal.SIGKILL:
            raise NotNow("the child process was killed") from cause
        raise Refusal(_CODES.get(number, "damaged")) from cause


# Decoders abort when memory is refused to them; a wild pointer is a sign of a broken file.
_CODES = {
    signal.SIGXCPU: "took-too-long",
    signal.SIGALRM: "took-too-long",
    signal.SIGABRT: "too-heavy",
    signal.SIGTRAP: "too-heavy",
    signal.SIGILL: "too-heavy",
    signal.SIGFPE: "damaged",
}


class _Warm:
    """The warm process of this process, started when first needed and again if it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def hand_over(self, descriptors: list[int]) -> None:
        """Has a child forked that owns copies of the descriptors. Raises NotNow."""
        with self._lock:
            for _ in range(2):
                control = self._control or self._start()
                with suppress(OSError):
                    socket.send_fds(control, [b"!"], descriptors)
                    return
                self.stop()
        raise NotNow("the child process cannot be started")

    def start(self) -> None:
        """Starts it ahead of time, so that the first file need not wait."""
        with self._lock:
            if self._control is None:
                self._start()

    def _start(self) -> socket.socket:
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH")]))
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "extraction.child"],
                stdin=there.fileno(),
                stdout=subprocess.DEVNULL,
                env=os.environ | _ENVIRONMENT | {"PYTHONPATH": path},
                cwd=_HOME,
                start_new_session=True,
            )
        here.settimeout(_START_SECONDS)
        try:
            is_ready = here.recv(10) == b"ready"
        except OSError:
            is_ready = False
        if not is_ready:
            self.stop()
            raise NotNow("the child process did not start")
        self._control = here
        return here

    def stop(self) -> None:
        """Ends it; children at work finish or run into their limits."""
        if self._control:
            self._control.close()
        if self._process:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_REPORT_SECONDS)
        self._control = self._process = None

    def forget(self) -> None:
        """In a forked copy of this process: the warm process belongs to the original."""
        if self._control:
            self._control.close()
        # Also a new lock: the old one may have been held by a thread that the copy does not have.
        self.__init__()  # type: ignore[misc]


_warm = _Warm()
atexit.register(_warm.stop)
os.register_at_fork(after_in_child=_warm.forget)
start = _warm.start
