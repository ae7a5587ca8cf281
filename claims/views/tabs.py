"""A tab of a page, as the tabs component wants it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `count` 0 is not shown."""

    label: str
    href: str
    current: bool
    count: int = 0
