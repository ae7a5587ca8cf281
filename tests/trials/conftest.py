"""A service of a trial uses the engines that the tests run on, in a database and a queue of its own."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql


@pytest.fixture
def trial_environment() -> Iterator[dict[str, str]]:
    """What a trial gets beside its own; KWIT_TESTING spares it packed files and slow passwords."""
    if not os.environ.get("KWIT_ENGINES"):
        yield {"KWIT_TESTING": "1"}
        return
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = f"trial_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        kept = {key: os.environ[key] for key in ("BROKER_URL", "FILES_URL", "SECRET_KEY", "CODE_KEY")}
        own = {"DATABASE_URL": f"{server}/{name}", "JOB_QUEUE": name, "ALLOWED_HOSTS": "127.0.0.1"}
        yield kept | own | {"KWIT_TESTING": "1"}
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def engine(trial_environment: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The database alone, by its name and its environment: processes that are forked share no other connection."""
    alone = {key: value for key, value in trial_environment.items() if key not in ("BROKER_URL", "FILES_URL")}
    return ("PostgreSQL" if "DATABASE_URL" in alone else "SQLite"), alone
