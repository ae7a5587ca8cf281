"""The least that redeeming a code can be: one statement by PostgreSQL's own bench tool.

It marks the code's row as used if it is not, and writes a transfer, its two lines and the holder's balance: tables
without foreign keys, without history, without anybody signed in.
"""

from __future__ import annotations

import re
import subprocess
import tempfile

from django.db import connection

PEOPLE = 10_000
_TABLES = """
CREATE TABLE bare_code (id bigint PRIMARY KEY, digest bytea NOT NULL UNIQUE, points integer NOT NULL, used_by bigint);
CREATE TABLE bare_transfer (id bigserial PRIMARY KEY, code bigint NOT NULL, made_at timestamptz NOT NULL);
CREATE TABLE bare_line (
    id bigserial PRIMARY KEY, transfer bigint NOT NULL, account bigint NOT NULL, amount bigint NOT NULL);
CREATE INDEX ON bare_line (account, id);
CREATE TABLE bare_balance (account bigint PRIMARY KEY, balance bigint NOT NULL);
INSERT INTO bare_code SELECT n, sha256(n::text::bytea), 40, NULL FROM generate_series(1, {codes}) n;
INSERT INTO bare_balance SELECT n, 0 FROM generate_series(1, {people}) n;
"""
_SCRIPT = """
\\set code random(1, {codes})
\\set person random(1, {people})
WITH used AS (
    UPDATE bare_code SET used_by = :person WHERE digest = sha256(:code::text::bytea) AND used_by IS NULL
    RETURNING id, points
), moved AS (
    INSERT INTO bare_transfer (code, made_at) SELECT id, now() FROM used
    RETURNING id, (SELECT points FROM used) AS points
), written AS (
    INSERT INTO bare_line (transfer, account, amount)
    SELECT id, line.account, line.sign * points
    FROM moved, (VALUES (0::bigint, -1), (:person::bigint, 1)) AS line (account, sign)
)
UPDATE bare_balance SET balance = balance + points FROM moved WHERE account = :person;
"""


def prepare(codes: int) -> None:
    """The tables, with so many codes: many more than will be used, so that nearly each try finds a fresh one."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES.format(codes=codes, people=PEOPLE))
        cursor.execute("VACUUM ANALYZE")


def rate(connections: int, seconds: int, codes: int) -> float:
    """Codes used in a second."""
    told = connection.settings_dict
    where = ["-h", told["HOST"], "-p", str(told["PORT"]), "-U", told["USER"], told["NAME"]]
    how = ["-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(seconds)]
    with tempfile.NamedTemporaryFile("w", prefix="kwit-bench-") as script:
        script.write(_SCRIPT.format(codes=codes, people=PEOPLE))
        script.flush()
        done = subprocess.run(["pgbench", *how, "-f", script.name, *where], capture_output=True, text=True, check=True)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    assert found is not None
    return float(found[1])
