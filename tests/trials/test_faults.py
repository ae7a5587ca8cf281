"""Short fault trials: five kills under the main job, and races for codes."""

import pytest

from trials.faults import codes, crowds, main
from trials.faults.killing import EVERY_SECONDS


@pytest.mark.timeout(900)
def test_five_kills_lose_and_double_nothing(trial_environment: dict[str, str]):
    report = main.run(seconds=5 * EVERY_SECONDS, seed=1, environment=trial_environment)

    assert report.verdict.is_clean, str(report)
    assert report.faults.startswith("5 kills")
    assert report.done["uploads acknowledged"] >= 5, str(report)


@pytest.mark.timeout(900)
def test_codes_raced_for_under_kills_pay_once(trial_environment: dict[str, str]):
    report = crowds.run(seconds=1, seed=1, environment=trial_environment)

    assert report.verdict.is_clean, str(report)
    assert report.done["codes raced for"] == crowds.CODES_A_ROUND


@pytest.mark.timeout(900)
def test_a_batch_of_codes_is_made_although_the_worker_dies(monkeypatch, trial_environment: dict[str, str]):
    monkeypatch.setattr(codes, "CODES", 210_000)
    report = codes.run(seconds=1, seed=1, environment=trial_environment)

    assert report.verdict.is_clean, str(report)
    assert report.done["codes made"] == 210_000
