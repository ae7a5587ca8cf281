"""Jobs about code batches: each loads by its id and makes one call."""

from django.utils import timezone

from campaigns.models import CodeBatch
from campaigns.services import importing, making, print_files
from jobs.registry import job


def could_not_make(*, batch_id: str) -> None:
    """Every attempt failed: the batch waits until somebody lets it go on."""
    making.note_failure(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())


@job(attempts=10, gave_up=could_not_make)
def make_codes(*, batch_id: str) -> None:
    """Make the next part of a batch, which promises the one after it."""
    making.make_part(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())


@job(attempts=5)
def drop_print_files(*, batch_id: str) -> None:
    """Delete the print files that nobody needs any more."""
    print_files.drop(batch=CodeBatch.objects.get(uuid=batch_id))


@job(attempts=10, gave_up=could_not_make)
def load_codes(*, batch_id: str) -> None:
    """Load the next part of a batch that another system made."""
    importing.load_part(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())
