"""Warnings that many schemes share."""

from __future__ import annotations

from extraction.reading import Warning

TEST_SYSTEM = Warning("test-system", "The code comes from a test system, not from a real sale.")


def not_a_purchase(what: str) -> Warning:
    """The code is genuine in form, but the document is of a kind that nobody buys with."""
    return Warning("not-a-purchase", f"The code says that this is {what}, not a purchase.")


def if_test(is_test: bool) -> tuple[Warning, ...]:
    """The warning about a test system, if it is one."""
    return (TEST_SYSTEM,) if is_test else ()
