"""A page opened without a web server: what it costs by itself, and how many questions it asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from participants.models import User
from trials.inside.raw import cpu_ms

TIMES = 15


@dataclass(frozen=True)
class Opened:
    """CPU at the least of many times: whatever is more is somebody else's. Queries as asked."""

    milliseconds: float
    queries: int


def opened(user: User, path: str) -> Opened:
    """The page as this person sees it."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code} to {user}")
    times = [cpu_ms(partial(client.get, path)) for _time in range(TIMES)]
    return Opened(min(times), len(asked))
