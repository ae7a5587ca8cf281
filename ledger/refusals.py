"""What the ledger says no with: a refusal for people, and a mismatch for programmers."""

from django.utils.translation import gettext as _

from common.refusals import Refused
from ledger.kinds import Unit
from programs.models import Program


class NotEnough(Refused):
    """The participant has fewer points or credits than this needs."""


class AlreadySpent(Refused):
    """What was to be taken back is no longer there, and nothing is to be lent for it."""


class AlreadyReversed(Refused):
    """More is to be taken back of a line than is left of it after earlier reversals."""


class LedgerMismatch(Exception):
    """The same reference was posted with other figures. A bug of the caller, never shown, never caught."""


def not_enough(*, program: Program, unit: str, needed: int, held: int) -> NotEnough:
    """The sentence with both figures, in the program's own name for points."""
    name = program.points_name if unit == Unit.POINTS else _("training credits")
    words = _("This takes %(needed)d %(unit)s, and you have %(held)d.")
    return NotEnough(words % {"needed": needed, "held": held, "unit": name})
