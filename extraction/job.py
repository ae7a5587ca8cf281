"""One file, opened and drawn on request: what a forked child does between its birth and its end."""

from __future__ import annotations

import dataclasses
import os
import resource
import signal
import socket
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from extraction import einvoices, origin, wire
from extraction.drawn_codes import code_regions
from extraction.einvoices import BrokenXml, Structured
from extraction.limits import Limits
from extraction.pages import Drawn, Pages, is_blank, part, web_copy
from extraction.pdf import PdfFile
from extraction.pictures import PictureFile
from extraction.refusals import Refusal
from extraction.sniff import HEAD_BYTES, STRUCTURED, Kind, kind_of
from extraction.symbol_readers import Found
from extraction.symbols import find_symbols
from extraction.verdict import judge
from extraction.wire import Blob, Message

Answer = tuple[Message, tuple[Blob, ...]]


def serve(asked: socket.socket, file: int) -> None:
    """Answers questions about the file until the other side closes. The first message brings the limits."""
    try:
        first, _ = wire.receive(asked)
        limits = Limits(**first["limits"])
        clock = Clock(limits)
        job = Job(file, limits)
        while True:
            question = first or wire.receive(asked)[0]
            first = {}
            with clock:
                answer, blobs = _answer(job, question)
            wire.send(asked, answer, blobs)
    except wire.Closed:
        return


def _answer(job: Job, question: Message) -> Answer:
    try:
        return job.answer(question)
    except Refusal as refusal:
        return {"refused": refusal.code, "text": refusal.text}, ()
    except MemoryError:
        return {"refused": "too-heavy"}, ()
    except RecursionError:
        return {"refused": "damaged"}, ()


class Clock:
    """Holds the child to its limits. Waiting for the next question costs it nothing."""

    def __init__(self, limits: Limits) -> None:
        """Memory and CPU are bounded at once and for good."""
        self._left = float(limits.wall_seconds)
        with open("/proc/self/statm", encoding="ascii") as statm:
            now = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + limits.memory_bytes,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
        # Nothing here writes a file, so whatever tries to is not ours; and no core dump holds a stranger's receipt.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def __enter__(self) -> None:
        # The default action of SIGALRM ends the process even in the middle of a decoder written in C.
        self._since = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, max(0.001, self._left))

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._left -= time.monotonic() - self._since


class Job:
    """The file and the page drawn last; most documents have one page, so it is asked about again and again."""

    def __init__(self, file: int, limits: Limits) -> None:
        """Reads nothing yet."""
        self._file, self._limits = file, limits
        self._pages: Pages | None = None
        self._drawn: tuple[tuple[int, int], Drawn] | None = None
        self._symbol_seconds = limits.symbol_seconds_in_all
        self._is_of_screen = False

    def answer(self, question: Message) -> Answer:
        """Dispatches on `do`. Raises Refusal."""
        if question["do"] == "open":
            return self._open()
        if question["do"] == "judge":
            return self._judge()
        if question["do"] == "hints":
            return self._hints()
        number, turn = int(question["page"]), int(question.get("turn", 0))
        if question["do"] == "words":
            return {"words": [[word.text, *word.box] for word in self._opened.words(number)]}, ()
        drawn = self._draw(number, turn)
        if question["do"] == "part":
            return self._part(drawn, question["box"])
        ways = {"draw": self._facts, "pixels": self._pixels, "symbols": self._symbols, "web": self._web}
        return ways[question["do"]](drawn)

    @property
    def _opened(self) -> Pages:
        if self._pages is None:
            raise Refusal("damaged")
        return self._pages

    def _open(self) -> Answer:
        content = _content(self._file, self._limits.file_bytes)
        kind = kind_of(content[:HEAD_BYTES])
        if kind in STRUCTURED:
            if len(content) > self._limits.xml_bytes:
                raise Refusal("too-large")
            return {"kind": kind, "pages": 0, "structured": [_as_data(_structured(content, kind))]}, ()
        self._pages = PdfFile(content, self._limits) if kind is Kind.PDF else PictureFile(content, kind, self._limits)
        inside = [_as_data(found) for data in self._pages.attachments() if (found := _attached(data))]
        return {"kind": kind, "pages": self._pages.count, "structured": inside}, ()

    def _judge(self) -> Answer:
        seen = self._opened.glance()
        self._is_of_screen = seen is not None and origin.is_of_screen(np.asarray(seen.convert("L")))
        return {"codes": judge(np.asarray(seen)) if seen else []}, ()

    def _hints(self) -> Answer:
        edited = [origin.EDITED] if origin.is_edited(self._opened.programs()) else []
        return {"codes": [*edited, *([origin.SCREEN] if self._is_of_screen else [])]}, ()

    def _draw(self, number: int, turn: int) -> Drawn:
        if self._drawn is None or self._drawn[0] != (number, turn):
            self._drawn = None
            self._drawn = ((number, turn), self._opened.draw(number, turn))
        return self._drawn[1]

    def _facts(self, drawn: Drawn) -> Answer:
        return {
            "blank": not drawn.words and is_blank(drawn.grey),
            "crisp": drawn.is_crisp,
            "size": drawn.colour.size,
        }, ()

    def _pixels(self, drawn: Drawn) -> Answer:
        return {"size": drawn.colour.size}, (drawn.colour.tobytes(),)

    def _part(self, drawn: Drawn, box: Sequence[float]) -> Answer:
        seen, place = part(drawn.grey, box)
        return {"size": seen.size, "box": place}, (seen.tobytes(),)

    def _web(self, drawn: Drawn) -> Answer:
        return {}, (web_copy(drawn.colour),)

    def _symbols(self, drawn: Drawn) -> Answer:
        since = time.process_time()
        seconds = min(self._limits.symbol_seconds, self._symbol_seconds)
        found = _codes(drawn, seconds) if seconds > 0 else []
        self._symbol_seconds -= time.process_time() - since
        return {"symbols": [_placed(one, drawn.grey.size) for one in found]}, ()


def _codes(drawn: Drawn, seconds: float) -> list[Found]:
    grey = np.asarray(drawn.grey)
    return find_symbols(grey, seconds=seconds, within=code_regions(grey, drawn.words) if drawn.is_crisp else None)


def _content(file: int, most: int) -> bytes:
    with os.fdopen(file, "rb") as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise Refusal("too-large")
    return content


def _structured(content: bytes, kind: Kind) -> Structured:
    try:
        found = einvoices.read(content)
    except BrokenXml as cause:
        raise Refusal(cause.code, str(cause)) from cause
    if found is None:
        raise Refusal("not-a-document" if kind is Kind.JSON else "not-an-invoice")
    return found


def _attached(xml: bytes) -> Structured | None:
    """An e-invoice inside a PDF; a broken one says nothing, the page still does."""
    try:
        return einvoices.read(xml)
    except BrokenXml:
        return None


def _as_data(found: Structured) -> dict[str, Any]:
    plain = dataclasses.asdict(dataclasses.replace(found, fields={}))
    return plain | {"fields": {name: dataclasses.asdict(one) for name, one in found.fields.items()}}


def _placed(one: Found, size: tuple[int, int]) -> list[Any]:
    """A code with its place as fractions of the page."""
    (left, top, right, bottom), (width, height) = one.place, size
    box = (left / width, top / height, right / width, bottom / height)
    return [one.symbology, one.text, *(min(1.0, max(0.0, side)) for side in box)]
