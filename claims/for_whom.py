"""For whom something was paid out of a company's account: each app tells it of its own references."""

from collections.abc import Callable, Collection, Mapping

Source = Callable[[Collection[str]], Mapping[str, str]]
"""Given references of the ledger, names of participants by those that it knows."""

_sources: list[Source] = []


def tells_for_whom(source: Source) -> Source:
    """Let a function tell it."""
    _sources.append(source)
    return source


def for_whom(references: Collection[str]) -> dict[str, str]:
    """What all of them tell; where nobody knows, nothing."""
    return {reference: name for source in _sources for reference, name in source(references).items()}
