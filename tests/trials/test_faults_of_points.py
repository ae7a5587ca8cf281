"""Short fault trials of points and sales: some kills in the midst of each kind of work, and races of 64."""

import pytest

from trials.faults import kills, races
from trials.service import Service

KINDS = (*kills.POINTS, *kills.VERIFICATION)


@pytest.mark.timeout(900)
@pytest.mark.main_job
def test_a_few_kills_in_the_midst_of_each_kind_of_work_lose_and_double_nothing(engine: tuple[str, dict[str, str]]):
    name, environment = engine
    with Service.unstarted(environment=environment) as service:
        reports = list(kills.run(service, name, kinds=KINDS, kills=4, seed=1))

    assert [report for report in reports if not report.verdict.is_clean] == [], "\n".join(map(str, reports))
    assert all(report.faults.startswith("4 kills") for report in reports)
    assert len(reports) == len(KINDS)


@pytest.mark.timeout(900)
@pytest.mark.main_job
def test_of_64_at_once_one_wins_and_without_the_guard_more(engine: tuple[str, dict[str, str]]):
    name, environment = engine
    with Service.unstarted(environment=environment) as service:
        reports = list(races.run(service, name, runs=20, seed=1))

    assert [report for report in reports if not report.verdict.is_clean] == [], "\n".join(map(str, reports))
    assert len(reports) == len(races.RACES)


def test_a_control_that_shows_no_race_fails_the_trial():
    control = {"runs": 10, "doubled": 0, "broken_off": 0, "most": 1, "overdrawn": 0}

    report = races.report("a race", 1, {"runs": 20, "wrong": [], "differences": [], "control": control})

    assert not report.verdict.is_clean
    assert "proves nothing" in str(report)
