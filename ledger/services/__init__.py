"""The verbs of the ledger. Each works inside the caller's transaction or opens one; repeating it does no harm."""

from ledger.legs import Leg, Owner
from ledger.refusals import AlreadyReversed, AlreadySpent, LedgerMismatch, NotEnough
from ledger.services.adjusting import AdjustmentRefused, adjust, approve, decline
from ledger.services.expiring import expire
from ledger.services.extending import carry_out, extend
from ledger.services.forfeiting import forfeit
from ledger.services.merging import MergeRefused, carry_over_all, merge
from ledger.services.posting import post, spend
from ledger.services.reversing import reverse

__all__ = [
    "AdjustmentRefused",
    "AlreadyReversed",
    "AlreadySpent",
    "LedgerMismatch",
    "Leg",
    "MergeRefused",
    "NotEnough",
    "Owner",
    "adjust",
    "approve",
    "carry_out",
    "carry_over_all",
    "decline",
    "expire",
    "extend",
    "forfeit",
    "merge",
    "post",
    "reverse",
    "spend",
]
