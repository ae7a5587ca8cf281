"""Batches of on-pack codes made while the worker dies: each is made in the end, and its files hold just its codes."""

from __future__ import annotations

import time
from random import Random
from typing import Any

from trials.faults.judging import Verdict
from trials.faults.killing import Killer
from trials.faults.report import Report
from trials.service import Service

SECONDS = 120.0
CODES = 450_000
"""Five parts of a batch, the last of them half."""

BETWEEN_KILLS = (0.2, 5.0)
"""Seconds: less than a part takes, and more."""

PATIENCE = 120.0
"""Seconds without a kill in which the last batch must be made."""


def run(*, seconds: float, seed: int, environment: dict[str, str] | None = None) -> Report:
    """The whole trial on a service of its own."""
    chance, batches = Random(seed), []
    with Service(environment=environment) as service:
        killer = Killer(service, chance)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            batches.append(service.inside("code_batch", "order", str(CODES)))
            for _number in range(chance.randint(3, 8)):
                time.sleep(chance.uniform(*BETWEEN_KILLS))
                killer.kill("worker")
        found = [_settled(service, uuid) for uuid in batches]
    done = {"batches ordered": len(batches), "codes made": sum(one["codes"] for one in found)}
    return Report("codes", seed, killer.told(), done, _verdict(found))


def _settled(service: Service, uuid: str) -> dict[str, Any]:
    """How the batch stands when it is made, or when patience ends."""
    end = time.monotonic() + PATIENCE
    while True:
        found: dict[str, Any] = service.inside("code_batch", "check", uuid)
        if (found["state"] == "made" and not found["left_over"]) or time.monotonic() > end:
            return found | {"uuid": uuid}
        time.sleep(2)


def _verdict(found: list[dict[str, Any]]) -> Verdict:
    return Verdict(
        lost=[f"{one['uuid']}: {one['codes']} codes of {one['count']}" for one in found if one["codes"] < one["count"]],
        doubled=[f"{one['uuid']}: {one['codes']} codes" for one in found if one["codes"] > one["count"]],
        undone=[f"{one['uuid']} is {one['state']} at {one['written']}" for one in found if one["state"] != "made"],
        troubles=[
            f"{one['uuid']}: {one['differing']} codes differ from their print files, {one['left_over']} files left over"
            for one in found
            if one["differing"] or one["left_over"]
        ],
    )
