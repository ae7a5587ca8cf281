"""A worker beside the test: the jobs are really run, in a thread, while the browser waits for them."""

import threading
from types import TracebackType
from typing import Self

from django.db import connections
from django.utils import timezone

from jobs import runner
from jobs.models import Job

PAUSE_SECONDS = 0.05


class Worker:
    """Runs waiting jobs one after another until the test ends."""

    def __init__(self) -> None:
        self._thread = threading.Thread(target=self._work, name="worker of the journeys")
        self._is_over = threading.Event()

    def start(self) -> None:
        """From now on jobs are done."""
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            while not self._is_over.is_set():
                job = Job.objects.free(timezone.now()).order_by("created_at").first()
                if job is None or not runner.run(job.pk):
                    self._is_over.wait(PAUSE_SECONDS)
        finally:
            connections.close_all()
