"""What the ledger does by itself: take back what is past its day, and audit its own books."""

from datetime import timedelta

from django.utils import timezone

from jobs.registry import GiveUp, job
from ledger import checks, services
from ledger.models import Extension
from programs.models import Program


@job(every=timedelta(hours=1), longest=timedelta(hours=2))
def sweep() -> None:
    """Expire what is past its day, and pass on what came to merged accounts.

    Hourly, so that points are gone soon after midnight in every program's time zone.
    """
    for program in Program.objects.order_by("pk"):
        services.expire(program=program, now=timezone.now())
        services.carry_over_all(program=program, owners=None, now=timezone.now())


@job(longest=timedelta(hours=2))
def carry_out_extension(*, extension_id: int) -> None:
    """Move the last day of all points that an extension speaks of."""
    extension = Extension.objects.select_related("program").get(pk=extension_id)
    services.carry_out(extension=extension, now=timezone.now())


@job(every=timedelta(days=1), longest=timedelta(hours=2), attempts=1)
def audit() -> None:
    """Compare balances, lines and lots. A broken law shows as a failed job; nothing is put right by a machine."""
    if problems := checks.check():
        raise GiveUp("; ".join(str(problem) for problem in problems[:20]))
