"""The main job from end to end, as `bin/demo` does it, on three samples."""

import json
from typing import Any

import pytest

from trials.demo import Demo
from trials.documents import SAMPLES, papers
from trials.service import Service

FILES = ("faktura-zuraw-ksef.xml", "faktura-zuraw-ksef-wizualizacja.pdf", "paragon-wieliczka.jpg")


@pytest.mark.main_job
@pytest.mark.timeout(600)
def test_every_step_holds_and_the_last_line_agrees_with_the_ledger(
    trial_environment: dict[str, str], capsys: pytest.CaptureFixture[str]
):
    with Service(environment=trial_environment) as service:
        demo = Demo(service)
        demo.run(papers([SAMPLES / name for name in FILES]))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = [line for line in lines if not line["ok"]]
    assert not failed, failed
    assert not demo.failed
    assert [line["step"] for line in lines].count("confirm") == 2
    assert "second look of the same document" in [line["step"] for line in lines]
    assert_the_chapter_on_points({line["step"]: line for line in lines})
    assert_the_chapter_on_a_course({line["step"]: line for line in lines})
    last = lines[-1]
    assert last["step"] == "ledger"
    assert last["ledger"] == {"points": last["points"], "credits": last["credits"]}
    assert last["points"] > 60


def assert_the_chapter_on_points(steps: dict[str, dict[str, Any]]) -> None:
    """What ended, what was scanned, what explained itself and what went back, as the participant saw it."""
    ended, scanned, why, back = (steps[name] for name in ("points end", "scan a label", "why", "goods come back"))
    assert (ended["before"], ended["line"]["amount"], ended["after"]) == (40, -40, 0)
    assert scanned["after"] - scanned["before"] == scanned["line"]["amount"] == 40
    assert "Chromium" in scanned["read by"]
    assert why["rules"] >= 4
    assert any("On top" in line and "20 nurto less" in line for line in why["lines"])
    assert back["status"] == "verified"
    assert back["line"]["amount"] == -25
    assert steps["her ledger"]["ledger"]["points"] == scanned["after"] + why["sum"] - 25


def assert_the_chapter_on_a_course(steps: dict[str, dict[str, Any]]) -> None:
    """Paid with credits, failed, passed; anybody can check the certificate."""
    assert steps["start a course"]["price"] == 15
    assert steps["fail its quiz"]["result"].startswith("0 ")
    assert steps["pass it"]["result"].startswith("6 ") and steps["pass it"]["given"] == 150
    assert (steps["check the certificate"]["public page"], len(steps["check the certificate"]["number"])) == (
        "valid",
        14,
    )
