"""Code batches: made once, then released, closed or recalled."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.codes import digest, make_code
from campaigns.models import CodeBatch, OnPackCode
from common.refusals import Refused

AT_ONCE = 5_000
"""Codes written in one statement."""


class BatchRefused(Refused):
    """The batch was not made or moved."""


@transaction.atomic
def make_codes(*, batch: CodeBatch) -> list[str]:
    """Make the batch's codes and return them, once: only their digests are kept."""
    if batch.codes.exists():
        raise BatchRefused(_("The codes of this batch were made before. They are shown only once."))
    codes = list({make_code() for _number in range(batch.count)})
    while len(codes) < batch.count:
        codes.append(make_code())
    for rows in _in_parts(_rows(batch, codes)):
        OnPackCode.objects.bulk_create(rows)
    return codes


def _rows(batch: CodeBatch, codes: Iterable[str]) -> Iterator[OnPackCode]:
    for serial, code in enumerate(codes, start=1):
        yield OnPackCode(batch=batch, serial=serial, digest=digest(code, key=settings.CODE_KEY))


def _in_parts(rows: Iterator[OnPackCode]) -> Iterator[list[OnPackCode]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part


BATCH_MOVES = {
    CodeBatch.State.MADE: {CodeBatch.State.RELEASED, CodeBatch.State.RECALLED},
    CodeBatch.State.RELEASED: {CodeBatch.State.CLOSED, CodeBatch.State.RECALLED},
    CodeBatch.State.CLOSED: {CodeBatch.State.RELEASED, CodeBatch.State.RECALLED},
    CodeBatch.State.RECALLED: set(),
}


@transaction.atomic
def move_batch(*, batch: CodeBatch, to: str) -> None:
    """Release, close or recall a batch. Codes count only while it is released: stolen print files are worthless."""
    was = CodeBatch.State(batch.state)
    if CodeBatch.State(to) not in BATCH_MOVES[was]:
        raise BatchRefused(_("A batch that is %(was)s cannot become %(to)s.") % _state_names(was, to))
    if not CodeBatch.objects.filter(pk=batch.pk, state=was).update(state=to):
        raise BatchRefused(_("This batch was changed a moment ago. Reload the page."))
    batch.state = to


def _state_names(was: CodeBatch.State, to: str) -> dict[str, str]:
    return {"was": str(was.label), "to": str(CodeBatch.State(to).label)}
