"""Answers as they are kept: for each question a list of texts, whose meaning the kind of question tells.

Choose: keys of the ticked options. Order: keys of all things, the first one first. Match: for each left side in its
order, the key of the right side that was put to it, or nothing. Number: the number as typed. Spot: two fractions.
"""

from collections.abc import Mapping
from typing import Any

Answers = Mapping[str, tuple[str, ...]]
"""By key of the question; one that was not answered is absent."""


def as_stored(answers: Answers) -> dict[str, list[str]]:
    """As JSON."""
    return {key: list(given) for key, given in answers.items()}


def from_stored(told: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """From JSON that was written here."""
    return {key: tuple(given) for key, given in told.items()}
