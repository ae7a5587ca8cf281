"""Rules and awards in words, in the reader's language: as the terms of a campaign would say them."""

from campaigns.wording.budgets import BudgetTold, budgets_told, left_told, unit_name
from campaigns.wording.names import Names, names_for, names_of
from campaigns.wording.sentences import sentence, sentence_of
from campaigns.wording.whys import why

__all__ = [
    "BudgetTold",
    "Names",
    "budgets_told",
    "left_told",
    "names_for",
    "names_of",
    "sentence",
    "sentence_of",
    "unit_name",
    "why",
]
