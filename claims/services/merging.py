"""Two participants of one program turn out to be one person: their accounts become one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.owners import participant_owner
from ledger import services as ledger
from ledger.services import MergeRefused
from participants.models import Participant, User


@transaction.atomic
def merge(*, source: Participant, target: Participant, reason: str, by: User, now: datetime) -> None:
    """`source` takes part no more; what it holds, owes and still earns goes to `target`. Claims stay where they are.

    Raises `MergeRefused`.
    """
    if source.program_id != target.program_id or source.pk == target.pk:
        raise MergeRefused(_("Choose two different people."))
    if by.pk in (source.user_id, target.user_id):
        raise MergeRefused(_("These are your own points. Somebody else must adjust them."))
    if not target.is_active or target.merged_into_id or source.left_at:
        raise MergeRefused(_("The one who stays has to take part, and the other must not have left."))
    found = (participant_owner(source), participant_owner(target))
    ledger.merge(program=source.program, source=found[0], target=found[1], reason=reason, by=by, now=now)
    Participant.objects.filter(pk=source.pk).update(is_active=False, merged_into=target)
