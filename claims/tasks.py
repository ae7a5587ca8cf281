"""Jobs about claims: each loads by its id and makes one call."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from claims.services import memory, reading, replaying, storing
from common.files import drop_unfinished
from jobs.registry import job


def could_not_read(*, document_id: str) -> None:
    """Every attempt failed: the person goes on by typing."""
    reading.give_up(document_id=UUID(document_id), now=timezone.now())


@job(attempts=3, gave_up=could_not_read)
def read_document(*, document_id: str) -> None:
    """Read a document's current files; a document that was read already is left as it is."""
    reading.read(document_id=UUID(document_id), clock=timezone.now)


@job()
def learn_from_claim(*, claim_id: str) -> None:
    """Learn what a confirmed claim shows, or take back what it taught."""
    memory.learn(claim_id=UUID(claim_id), now=timezone.now())


def could_not_try(*, tryout_id: int, run: int) -> None:
    """The page says that it did not work."""
    replaying.give_up(tryout_id=tryout_id, run=run)


@job(longest=timedelta(hours=6), gave_up=could_not_try)
def try_on_past_claims(*, tryout_id: int, run: int) -> None:
    """What a drafted rule would have cost; started again, it begins at the first claim."""
    replaying.run(tryout_id=tryout_id, run=run, clock=timezone.now)


@job(every=timedelta(hours=1), longest=timedelta(hours=2))
def sweep_loose_files() -> None:
    """Delete stored files that no claim names any more, and what a killed process left half written."""
    now = timezone.now()
    storing.sweep(now=now)
    drop_unfinished(before=now - storing.GRACE)
