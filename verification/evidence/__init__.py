"""Gathering what the problems are found from: the claim, what was read, its sale, and what is known beside it.

Every question to the database is bounded and stands on an index; their number does not grow with what is kept.
"""

from verification.evidence.gathering import facts_of

__all__ = ["facts_of"]
