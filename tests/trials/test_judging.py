"""The judge of fault trials sees every fault that is planted, and none where there is none."""

from copy import deepcopy

import pytest

from trials.faults.journal import Journal
from trials.faults.judging import judge

PAID = {
    "uuid": "claim-1",
    "number": "AAAA-1111",
    "key": "key-1",
    "kind": "document",
    "status": "verified",
    "is_read": True,
    "decisions": 1,
    "awards": 1,
    "lines": 2,
    "posted": 2,
}
REFUSED = PAID | {
    "uuid": "claim-2",
    "number": "BBBB-2222",
    "key": "key-2",
    "status": "refused",
    "awards": 0,
    "lines": 0,
    "posted": 0,
}
STATE = {
    "claims": [PAID, REFUSED],
    "people": {"marek@example.com": {"points_awarded": 60, "points_held": 60, "credits_awarded": 2, "credits_held": 2}},
    "missing_files": [],
    "redeemed": 1,
    "jobs_waiting": 0,
    "jobs_failed": [],
    "ledger": [],
}


def a_journal() -> Journal:
    """Two uploads, both sent; the desk said yes to one and no to the other; one code was won."""
    journal = Journal()
    for number in ("1", "2"):
        journal.uploaded(f"key-{number}", f"claim-{number}")
        journal.was_sent(f"claim-{number}")
    for claim, number, decision in (("claim-1", "AAAA-1111", "confirm"), ("claim-2", "BBBB-2222", "refuse")):
        journal.wants("desk 1", claim, decision)
        journal.was_decided("desk 1", number)
    journal.tries("CODE")
    journal.has_won("CODE", "marek@example.com")
    return journal


def a_state(**changes: object) -> dict:
    return deepcopy(STATE) | changes


def claims(**changes: object) -> list[dict]:
    """The paid claim changed."""
    return [PAID | changes, REFUSED]


def people(**changes: int) -> dict:
    return {"marek@example.com": STATE["people"]["marek@example.com"] | changes}


def test_what_agrees_is_clean():
    verdict = judge(a_journal(), a_state(), points_of_a_code=60)

    assert verdict.is_clean, verdict


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"claims": [REFUSED]}, "claim claim-1 of upload key-1 is gone"),
        ({"claims": claims(status="draft", awards=0, lines=0, posted=0)}, "was sent and is a draft"),
        ({"claims": claims(status="submitted", awards=0, lines=0, posted=0)}, "but it is submitted"),
        ({"claims": claims(status="refused", awards=0, lines=0, posted=0)}, "but it is refused"),
        ({"missing_files": ["claim-1"]}, "has lost its file"),
        ({"redeemed": 0}, "1 codes were raced for, 0 are redeemed"),
    ],
)
def test_what_was_acknowledged_and_is_not_there_is_lost(changes: dict, told: str):
    verdict = judge(a_journal(), a_state(**changes))

    assert any(told in sentence for sentence in verdict.lost), verdict


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"claims": [PAID, REFUSED | {"key": "key-1"}]}, "upload key-1 made claim-1 and claim-2"),
        ({"claims": claims(awards=2)}, "has 2 awards"),
        ({"claims": claims(posted=4)}, "4 are in the ledger"),
        ({"claims": claims(posted=1)}, "1 are in the ledger"),
        ({"claims": [PAID, REFUSED | {"awards": 1, "lines": 2, "posted": 2}]}, "claim-2 is refused, has 1 awards"),
        ({"claims": claims(decisions=2)}, "was decided 2 times"),
        ({"people": people(points_held=120)}, "was awarded 60 points and holds 120"),
    ],
)
def test_what_counts_twice_is_doubled(changes: dict, told: str):
    verdict = judge(a_journal(), a_state(**changes))

    assert any(told in sentence for sentence in verdict.doubled), verdict


def test_an_upload_that_leads_to_two_claims_is_doubled():
    journal = a_journal()
    journal.uploaded("key-1", "claim-3")

    assert judge(journal, a_state()).doubled == ["upload key-1 led to claim-1 and to claim-3"]


def test_a_code_that_two_people_won_is_doubled():
    journal = a_journal()
    journal.has_won("CODE", "ola@example.com")

    assert "code CODE was won by marek@example.com and ola@example.com" in judge(journal, a_state()).doubled


def test_points_that_nobody_was_told_of_are_doubled():
    assert judge(a_journal(), a_state(people=people(points_awarded=120, points_held=120)), points_of_a_code=60).doubled


def test_a_code_that_nobody_got_is_lost():
    journal = a_journal()
    journal.tries("OTHER")

    assert "code OTHER was refused to everybody" in judge(journal, a_state(redeemed=2)).lost


@pytest.mark.parametrize(
    "changes",
    [
        {"claims": claims(is_read=False)},
        {"jobs_waiting": 1},
        {"jobs_failed": [["verification.tasks.tell_participant", "The worker died each time."]]},
    ],
)
def test_what_was_never_finished_is_undone(changes: dict):
    assert len(judge(a_journal(), a_state(**changes)).undone) == 1


def test_a_document_whose_readers_were_all_killed_is_said_to_be_unreadable_and_no_fault():
    given_up = [["claims.tasks.read_document", "The worker died each time."]]

    assert judge(a_journal(), a_state(jobs_failed=given_up)).is_clean


def test_a_broken_ledger_and_a_server_error_are_trouble():
    journal = a_journal()
    journal.trouble("500 at /claims/new/")

    assert len(judge(journal, a_state(ledger=["sums do not agree"])).troubles) == 2
