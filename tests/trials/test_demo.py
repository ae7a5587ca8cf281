"""The main job from end to end, as `bin/demo` does it, on three samples."""

import json

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
    last = lines[-1]
    assert last["step"] == "ledger"
    assert last["ledger"] == {"points": last["points"], "credits": last["credits"]}
    assert last["points"] > 60
