"""An award by PostgreSQL's own bench tool: the questions and rows of `ledger.post`, and no Python that slows them."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from django.db import connection

HOT = "bench_shared_balance"
TOUCH = f"UPDATE {HOT} SET balance = balance - 40"  # noqa: S608
"""The control: a balance of the giver in a row that every award writes."""

_ACCOUNTS = """
SELECT points.id AS {name}_points, credits.id AS {name}_credits,
       points.balance + 40 AS {name}_points_after, credits.balance + 3 AS {name}_credits_after
FROM ledger_account AS points JOIN ledger_account AS credits
ON credits.program_id = points.program_id AND credits.owner = points.owner AND credits.unit = 'credits'
WHERE points.program_id = :program AND points.unit = 'points' AND {condition}
"""
_LINE = """
INSERT INTO ledger_transfer
(program_id, reference, leg, kind, unit, debit_id, credit_id, amount, credit_balance, note, made_at)
VALUES (:program, 'bare:' || :client_id || ':' || :number, {leg}, 'award', '{unit}', :giver_{unit}, :taker_{unit},
        {amount}, :taker_{unit}_after, '', clock_timestamp())
RETURNING id AS {unit}_line \\gset
"""
_LOTS = """
INSERT INTO ledger_lot (account_id, transfer_id, amount, remaining, expires_on, stretch)
VALUES (:taker_points, :points_line, 40, 40, '2030-01-01', ''), (:taker_credits, :credits_line, 3, 3, NULL, '');
"""
_TAKER = "points.owner = 'participant:00000000-0000-0000-0000-' || lpad(to_hex(:person::bigint), 12, '0')"
_SCRIPT = "\n".join(
    (
        "\\set person random(0, {people} - 1)",
        "\\set program {first} + :person % {programs}",
        "\\set number random(1, 1000000000000000)",
        "BEGIN;",
        _ACCOUNTS.format(name="taker", condition=f"{_TAKER} FOR NO KEY UPDATE \\gset"),
        _ACCOUNTS.format(name="giver", condition="points.kind = 'organizer' \\gset"),
        "SELECT * FROM ledger_transfer WHERE program_id = :program",
        "AND reference = 'bare:' || :client_id || ':' || :number ORDER BY leg;",
        _LINE.format(leg=0, unit="points", amount=40),
        _LINE.format(leg=1, unit="credits", amount=3),
        _LOTS,
        "{touch}",
        "COMMIT;",
    )
)


def prepare() -> None:
    """The row of the control."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {HOT} (balance bigint NOT NULL)")
        cursor.execute(f"INSERT INTO {HOT} VALUES (0)")  # noqa: S608


def rates(connections: int, turns: int, seconds: float, first: int, programs: int, people: int) -> dict[str, float]:
    """Awards a second for people of `programs` programs (numbered from `first`), of one, and of one with the control.

    In short slices, there and back.
    """
    ways = {"many": (programs, ""), "one": (1, ""), "hot": (1, f"{TOUCH};")}
    sums = dict.fromkeys(ways, 0.0)
    with tempfile.TemporaryDirectory(prefix="kwit-bench-") as folder:
        for turn in range(turns):
            for name in list(ways)[:: -1 if turn % 2 else 1]:
                number, touch = ways[name]
                script = Path(folder) / name
                script.write_text(_SCRIPT.format(people=people, first=first, programs=number, touch=touch))
                sums[name] += _rate(connections, seconds, script)
    return {name: total / turns for name, total in sums.items()}


def _rate(connections: int, seconds: float, script: Path) -> float:
    told = connection.settings_dict
    where = ["-h", told["HOST"], "-p", str(told["PORT"]), "-U", told["USER"], told["NAME"]]
    how = ["-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(max(1, round(seconds)))]
    done = subprocess.run(["pgbench", *how, "-f", script, *where], capture_output=True, text=True, check=True)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    assert found is not None
    return float(found[1])
