"""`/healthz` says the truth, also when the database is away."""

import json
import urllib.error
import urllib.request

import pytest

from tests.engines import free_ports
from tests.processes import Processes, wait_until


@pytest.mark.django_db
def test_a_service_that_can_answer_says_so(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": True})
    assert "no-store" in answer["Cache-Control"]


def test_a_service_without_its_database_says_so_instead_of_failing(processes: Processes):
    port, nobody = free_ports(2)
    address = f"http://127.0.0.1:{port}/healthz"
    processes.start(
        *("-m", "waitress", f"--listen=127.0.0.1:{port}", "config.wsgi:application"),
        DATABASE_URL=f"postgres://kwit@127.0.0.1:{nobody}/kwit",
        ALLOWED_HOSTS="127.0.0.1",
    )

    wait_until(lambda: _answer(address)[0] != 0, what="web answers")

    assert _answer(address) == (503, {"status": "down", "database": False})


def _answer(address: str) -> tuple[int, object]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, None
