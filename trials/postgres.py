"""A private PostgreSQL for a trial, as safe against power cuts as any; ended and removed with the trial."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from trials.service import TrialBroken, free_port

START_SECONDS = 60


def programs() -> Path | None:
    """The folder of the newest server that is installed; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def environment(address: str) -> dict[str, str]:
    """What a service on this database needs to be told; its secrets live no longer than the trial."""
    return {"DATABASE_URL": address, "SECRET_KEY": secrets.token_hex(32), "CODE_KEY": secrets.token_hex(32)}


def databases(**settings: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each database that a trial can have here, by name, with what a service on it needs to be told."""
    yield "SQLite", {}
    if folder := programs():
        with private(folder, **settings) as address:
            yield "PostgreSQL", environment(address)


@contextmanager
def private(bin_folder: Path, **settings: str) -> Iterator[str]:
    """A server on a free port; gives the address of its one empty database."""
    folder = Path(tempfile.mkdtemp(prefix="kwit-postgres-"))
    folder.chmod(0o755)
    who = _other_user(folder)
    create = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([bin_folder / "initdb", "-D", folder / "data", *create], check=True, capture_output=True, **who)
    port = free_port()
    chosen = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""} | settings
    options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", folder / "data", "-p", str(port), *options], stdout=log, stderr=log, **who
        )
    try:
        yield _new_database(f"postgres://postgres@127.0.0.1:{port}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _other_user(folder: Path) -> dict[str, Any]:
    """The server refuses root, so root lends it the package's user."""
    where: dict[str, Any] = {"cwd": folder}
    if os.geteuid():
        return where
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return where | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _new_database(server: str) -> str:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE kwit")
            return f"{server}/kwit"
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise TrialBroken("PostgreSQL did not start") from error
            time.sleep(0.1)
