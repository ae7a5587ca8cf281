"""Moving code batches through their states, and recalling codes by their serials."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import permissions
from campaigns.batches import WITHOUT_FILES, BatchState
from campaigns.models import BatchMove, CodeBatch, RangeMove, RecalledRange
from campaigns.ranges import RangeState
from campaigns.services import print_files
from common.refusals import Refused
from participants.models import User

NOTE_LENGTH = 200


class BatchRefused(Refused):
    """The batch was not made or moved."""


@transaction.atomic
def move_batch(
    *,
    batch: CodeBatch,
    to: BatchState,
    by: User | None,
    now: datetime,
    takes_files: bool = False,
    note: str = "",
) -> None:
    """Compare and swap, with its line of history; the only writer of a batch's state. Raises BatchRefused.

    Codes count only while their batch is live: stolen print files are worthless before.
    """
    if reason := permissions.why_not_move(batch, to=to, by=by, takes_files=takes_files):
        raise BatchRefused(reason)
    was = batch.state
    if not CodeBatch.objects.filter(pk=batch.pk, state=was).update(state=to):
        raise BatchRefused(_("This batch was changed a moment ago. Reload the page."))
    batch.state = to
    BatchMove.objects.create(batch=batch, was=was, became=to, note=note, made_by=by, made_at=now)
    if to in WITHOUT_FILES:
        print_files.let_go(batch)


@transaction.atomic
def change_batch(*, batch: CodeBatch, fields: Iterable[str], by: User, now: datetime) -> None:
    """Write these fields of the batch, and a line of history that names them. Raises BatchRefused."""
    if reason := permissions.why_not_manage(batch, by=by):
        raise BatchRefused(reason)
    if not (names := list(fields)):
        return
    batch.save(update_fields=names)
    called: dict[str, Any] = {field.name: field.verbose_name for field in CodeBatch._meta.concrete_fields}
    note = ", ".join(f"{called[name]}: {getattr(batch, name) or '–'}" for name in names)[:NOTE_LENGTH]
    BatchMove.objects.create(batch=batch, was=batch.state, became=batch.state, note=note, made_by=by, made_at=now)


@transaction.atomic
def recall_range(*, batch: CodeBatch, first: int, last: int, reason: str, by: User, now: datetime) -> RecalledRange:
    """These codes never count again, whatever becomes of their batch. Raises BatchRefused."""
    if refusal := permissions.why_not_move_range(batch, first=first, last=last, by=by):
        raise BatchRefused(refusal)
    return RecalledRange.objects.create(batch=batch, first=first, last=last, reason=reason, made_by=by, made_at=now)


@transaction.atomic
def move_range(*, batch: CodeBatch, move: RangeMove, by: User, now: datetime) -> None:
    """Write this line: its codes are held back, or let go, perhaps on days of their own. Raises BatchRefused."""
    if refusal := permissions.why_not_move_range(batch, first=move.first, last=move.last, by=by):
        raise BatchRefused(refusal)
    recalled = batch.recalled_ranges.filter(first__lte=move.last, last__gte=move.first)
    if move.became == RangeState.LIVE and (one := recalled.order_by("pk").first()):
        raise BatchRefused(_("The serials %(range)s are recalled for good.") % {"range": one})
    move.batch, move.made_by, move.made_at = batch, by, now
    move.save(force_insert=True)
