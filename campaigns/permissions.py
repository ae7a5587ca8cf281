"""Who may do what with a code batch: each function answers with the reason why not, or with nothing."""

from django.utils.translation import gettext as _

from campaigns.batches import MOVES, BatchState, Who
from campaigns.models import CodeBatch
from participants.models import User
from participants.queries import administers


def why_not_move(batch: CodeBatch, *, to: BatchState, by: User | None, takes_files: bool = False) -> str:
    """Moving a batch, as the table says. `by` is nobody for the job that makes the codes."""
    was = BatchState(batch.state)
    needed = MOVES[was].get(to)
    if needed is None:
        return _("A batch that is %(was)s cannot become %(to)s.") % {"was": was.label, "to": to.label}
    if needed is Who.JOB:
        return _("A batch is made when all its codes are.") if by else ""
    if reason := why_not_manage(batch, by=by):
        return reason
    if needed is Who.TAKER and not takes_files:
        return _("A batch is exported by downloading its print files.")
    if needed is Who.OPERATOR and not (by and by.is_superuser):
        return _("Only who runs the service can allow another download.")
    if to == BatchState.LIVE and batch.campaign.codes_need_ean and not batch.product.gtins.exists():
        return _("The campaign's codes count only with the EAN, and the product has no GTIN.")
    return ""


def why_not_manage(batch: CodeBatch, *, by: User | None) -> str:
    """Anything with a batch: the campaign admins of its program, and the operator."""
    if by is None or not administers(by, batch.campaign.program):
        return _("This batch belongs to a program that you do not look after.")
    return ""


def why_not_move_range(batch: CodeBatch, *, first: int, last: int, by: User | None) -> str:
    """Closing, opening or recalling some codes of a batch by their serials."""
    if reason := why_not_manage(batch, by=by):
        return reason
    if batch.state == BatchState.RECALLED:
        return _("The whole batch is recalled already.")
    if not 1 <= first <= last <= batch.count:
        return _("The serials of this batch go from 1 to %(last)s.") % {"last": batch.count}
    return ""
