"""What database, ledger and store hold, as one JSON object; with `--settle SECONDS`, once all jobs are done.

python -m trials.inside.state [--settle SECONDS]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count, Sum
from django.utils import timezone

from claims.models import Award, AwardLine, Claim, CodeRedemption, DocumentFile
from claims.owners import participant_owner
from claims.states import ReadingState
from jobs.models import Job, State
from ledger import queries as ledger
from ledger.checks import check
from ledger.kinds import Kind, Unit
from ledger.models import Transfer
from participants.models import Participant
from verification.models import Decision


def settle(seconds: float) -> None:
    """Wait until no job is left to do, but not for longer. A mail that waits for its minute is not left over."""
    end = time.monotonic() + seconds
    while Job.objects.ripe(timezone.now()).exists() and time.monotonic() < end:
        time.sleep(0.5)


def claims() -> Iterator[dict[str, Any]]:
    """Each claim with what was decided, awarded and posted for it."""
    decided = dict(_counted(Decision.objects.exclude(kind=Decision.Kind.ASK)))
    standing = Award.objects.for_claims().standing()
    awarded = dict(_counted(standing))
    posted = Counter(reference.split(":")[1] for reference in _standing_awards())
    given = AwardLine.objects.giving().filter(award__in=standing)
    lines = dict(given.values_list("award__claim").annotate(n=Count("pk")).order_by())
    states = dict(Claim.objects.values_list("pk", "document__reading_state"))
    for claim in Claim.objects.order_by("pk"):
        yield {
            "uuid": str(claim.uuid),
            "number": claim.number,
            "key": str(claim.intake_key),
            "kind": claim.kind,
            "status": claim.status,
            "is_read": states[claim.pk] not in (ReadingState.WAITING, ReadingState.READING),
            "decisions": decided.get(claim.pk, 0),
            "awards": awarded.get(claim.pk, 0),
            "lines": lines.get(claim.pk, 0),
            "posted": posted[str(claim.uuid)],
        }


def _standing_awards() -> Iterator[str]:
    """The references of what was paid for claims and not reversed, one for each line of the ledger."""
    paid = Transfer.objects.filter(kind=Kind.AWARD, reference__startswith="claim:", reversals=None)
    return paid.values_list("reference", flat=True).iterator()


def _counted(rows: Any) -> Any:
    return rows.values_list("claim").annotate(n=Count("pk")).order_by()


def people() -> dict[str, dict[str, int]]:
    """By e-mail: what the ledger holds, and what the awards that stand add up to."""
    return {one.user.email: _held(one) for one in Participant.objects.select_related("user", "program")}


def _held(participant: Participant) -> dict[str, int]:
    lines = AwardLine.objects.filter(award__claim__participant=participant, award__reversed_at=None)
    owner = participant_owner(participant)
    held = {}
    for unit in Unit:
        held[f"{unit}_awarded"] = lines.filter(unit=unit).aggregate(sum=Sum("quantity"))["sum"] or 0
        held[f"{unit}_held"] = ledger.balance(program=participant.program, owner=owner, unit=unit)
    return held


def missing_files() -> Iterator[str]:
    """Claims with a file whose bytes are not there, or are others."""
    for file in DocumentFile.objects.select_related("document__claim"):
        if not default_storage.exists(file.storage_key) or _digest(file.storage_key) != file.sha256:
            yield str(file.document.claim.uuid)


def _digest(key: str) -> str:
    with default_storage.open(key) as kept:
        return hashlib.sha256(kept.read()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settle", type=float, default=0, metavar="SECONDS")
    settle(parser.parse_args().settle)
    state = {
        "claims": list(claims()),
        "people": people(),
        "missing_files": list(missing_files()),
        "redeemed": CodeRedemption.objects.count(),
        "jobs_waiting": Job.objects.ripe(timezone.now()).count(),
        "jobs_failed": list(Job.objects.filter(state=State.FAILED).values_list("task", "last_error")),
        "ledger": [str(problem) for problem in check()],
    }
    print(json.dumps(state))


if __name__ == "__main__":
    main()
