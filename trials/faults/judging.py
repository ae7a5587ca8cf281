"""Compares what people were told with what is there: what was lost, doubled, left undone. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trials.faults.journal import Journal

State = dict[str, Any]
READING = "claims.tasks.read_document"
STANDS = {"confirm": "verified", "refuse": "refused"}


@dataclass(frozen=True)
class Verdict:
    """One sentence for each fault."""

    lost: list[str]
    doubled: list[str]
    undone: list[str]
    troubles: list[str]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.doubled or self.undone or self.troubles)


def judge(journal: Journal, state: State, *, points_of_a_code: int = 0) -> Verdict:
    """The journal against the state after the last kill."""
    return Verdict(
        lost=[*_lost_claims(journal, state), *_lost_decisions(journal, state), *_lost_codes(journal, state)],
        doubled=[*journal.doubled, *_doubled(state), *_doubled_codes(journal, state, points_of_a_code)],
        undone=list(_undone(state)),
        troubles=[*state["ledger"], *(f"{count} x {what}" for what, count in journal.troubles.items())],
    )


def _lost_claims(journal: Journal, state: State) -> Iterator[str]:
    claims = {claim["uuid"]: claim for claim in state["claims"]}
    for key, claim in journal.uploads.items():
        if claim not in claims:
            yield f"claim {claim} of upload {key} is gone"
    for claim in journal.sent:
        if claims.get(claim, {}).get("status") == "draft":
            yield f"claim {claim} was sent and is a draft"
    yield from (f"claim {claim} has lost its file" for claim in state["missing_files"])


def _lost_decisions(journal: Journal, state: State) -> Iterator[str]:
    by_number = {claim["number"]: claim for claim in state["claims"]}
    for desk, number in journal.decided:
        claim = by_number.get(number)
        decision = journal.wanted[desk].get(claim["uuid"]) if claim else None
        if claim is None or decision is None:
            yield f"{desk} decided {number}, which is not there"
        elif claim["status"] != STANDS[decision]:
            yield f"{desk} was told that {number} is decided ({decision}), but it is {claim['status']}"


def _lost_codes(journal: Journal, state: State) -> Iterator[str]:
    yield from (f"code {code} was refused to everybody" for code, winners in journal.won.items() if not winners)
    if len(journal.won) > state["redeemed"]:
        yield f"{len(journal.won)} codes were raced for, {state['redeemed']} are redeemed"


def _doubled(state: State) -> Iterator[str]:
    keys: dict[str, str] = {}
    for claim in state["claims"]:
        if first := keys.get(claim["key"]):
            yield f"upload {claim['key']} made {first} and {claim['uuid']}"
        keys[claim["key"]] = claim["uuid"]
        yield from _paid_wrong(claim)
    for who, held in state["people"].items():
        for unit in ("points", "credits"):
            if held[f"{unit}_held"] != held[f"{unit}_awarded"]:
                yield f"{who} was awarded {held[f'{unit}_awarded']} {unit} and holds {held[f'{unit}_held']}"


def _paid_wrong(claim: dict[str, Any]) -> Iterator[str]:
    is_paid = claim["status"] == "verified"
    if claim["awards"] != is_paid or claim["posted"] != claim["lines"]:
        yield (
            f"claim {claim['uuid']} is {claim['status']}, has {claim['awards']} awards of {claim['lines']} lines, "
            f"and {claim['posted']} are in the ledger"
        )
    if claim["decisions"] > 1:
        yield f"claim {claim['uuid']} was decided {claim['decisions']} times"


def _doubled_codes(journal: Journal, state: State, points: int) -> Iterator[str]:
    yield from (f"code {code} was won by {' and '.join(who)}" for code, who in journal.won.items() if len(who) > 1)
    won = [who for winners in journal.won.values() for who in winners]
    for who, held in state["people"].items():
        if points and held["points_held"] != won.count(who) * points:
            yield f"{who} won {won.count(who)} codes and holds {held['points_held']} points"


def _undone(state: State) -> Iterator[str]:
    yield from (f"claim {claim['uuid']} was never read" for claim in state["claims"] if not claim["is_read"])
    if state["jobs_waiting"]:
        yield f"{state['jobs_waiting']} jobs wait"
    for task, error in state["jobs_failed"]:
        # Whose reader was killed three times is told that the document cannot be read, and types it.
        if task != READING:
            yield f"{task} was given up: {error}"
