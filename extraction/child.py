"""The warm process that opens files: it loads the decoders once and forks one child for each file.

Started by `extraction.sandbox` as `python -m extraction.child`, with a socket as its standard input. For each file
three descriptors come over it: where to answer, where to report the child's end, and the open file itself. The child
knows no path. This process has one thread, so forking it is safe, whatever the process that asks is doing.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket

import cv2

from extraction import job

_ANSWER, _REPORT, _FILE = range(3)


def main() -> None:
    """Serves until the asking process is gone."""
    cv2.setNumThreads(0)
    control = socket.socket(fileno=0)
    wake_out, wake_in = os.pipe()
    os.set_blocking(wake_in, False)
    os.set_blocking(wake_out, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
    # What was imported stays for ever; freezing it keeps the children from copying its pages.
    gc.freeze()
    control.send(b"ready")
    _serve(control, wake_out)


def _serve(control: socket.socket, wake: int) -> None:
    waiting = selectors.DefaultSelector()
    waiting.register(control, selectors.EVENT_READ)
    waiting.register(wake, selectors.EVENT_READ)
    reports: dict[int, socket.socket] = {}
    while True:
        for key, _ in waiting.select():
            if key.fileobj is control:
                message, files, _, _ = socket.recv_fds(control, 1, 3)
                if not message:
                    return
                if len(files) == 3:
                    _fork(files, reports)
            else:
                with contextlib.suppress(BlockingIOError):
                    os.read(wake, 512)
        _bury(reports)


def _fork(files: list[int], reports: dict[int, socket.socket]) -> None:
    if pid := os.fork():
        os.close(files[_ANSWER])
        os.close(files[_FILE])
        reports[pid] = socket.socket(fileno=files[_REPORT])
        return
    try:
        _become_child(files)
    finally:
        os._exit(1)


def _become_child(files: list[int]) -> None:
    """Keeps nothing but the answer socket and the file, does the job, and ends without clean-up."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(files[_REPORT])
    job.serve(socket.socket(fileno=files[_ANSWER]), files[_FILE])
    os._exit(0)


def _bury(reports: dict[int, socket.socket]) -> None:
    """Reports how each ended child ended: its signal, or 0, and what it had used."""
    while reports:
        try:
            pid, status, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        ended = {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "cpu": used.ru_utime + used.ru_stime}
        if report := reports.pop(pid, None):
            with report, contextlib.suppress(OSError):
                report.sendall(json.dumps(ended).encode())


if __name__ == "__main__":
    main()
