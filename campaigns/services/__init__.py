"""What campaign admins do: change rules by versions, have codes made and printed, keep catalogue keys right."""

from campaigns.services.batches import BatchRefused, change_batch, move_batch, move_range, recall_range
from campaigns.services.catalogue import forget_alias, forget_aliases, learn_alias, name_gtin
from campaigns.services.exporting import export
from campaigns.services.rules import RuleRefused, add_rule, change_rule, end_rule, withdraw_rule
from campaigns.services.tryouts import TryOutRefused, draft, start, stop

__all__ = [
    "BatchRefused",
    "RuleRefused",
    "TryOutRefused",
    "add_rule",
    "change_batch",
    "change_rule",
    "draft",
    "end_rule",
    "export",
    "forget_alias",
    "forget_aliases",
    "learn_alias",
    "move_batch",
    "move_range",
    "name_gtin",
    "recall_range",
    "start",
    "stop",
    "withdraw_rule",
]
