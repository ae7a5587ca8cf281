"""How a check on a document ended, in the four words that every Reading uses."""

from __future__ import annotations

VERIFIED = "verified"
"""A signature holds for the key that the code itself brings. Who owns the key, the code cannot prove."""

CONSISTENT = "consistent"
"""A checksum or hash holds. Anybody can compute one."""

UNCHECKED = "unchecked"
"""There is a check, but it needs what is not at hand offline: a certificate, a secret, the file itself."""

UNVERIFIED = "unverified"
"""A check failed. No proof of fraud: some makers of tills do not follow the rules."""


def outcome(is_right: bool) -> str:
    """How a checksum ended."""
    return CONSISTENT if is_right else UNVERIFIED
