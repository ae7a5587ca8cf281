"""What campaign admins do: change rules by versions, make and release code batches, keep catalogue keys right."""

from campaigns.services.catalogue import forget_alias, learn_alias, name_gtin
from campaigns.services.codes import BATCH_MOVES, BatchRefused, make_codes, move_batch
from campaigns.services.rules import RuleRefused, add_rule, change_rule, end_rule, withdraw_rule
from campaigns.services.tryouts import TryOutRefused, draft, start, stop

__all__ = [
    "BATCH_MOVES",
    "BatchRefused",
    "RuleRefused",
    "TryOutRefused",
    "add_rule",
    "change_rule",
    "draft",
    "end_rule",
    "forget_alias",
    "learn_alias",
    "make_codes",
    "move_batch",
    "name_gtin",
    "start",
    "stop",
    "withdraw_rule",
]
