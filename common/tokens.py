"""Random text for numbers that people read."""

import secrets


def random_text(alphabet: str, length: int) -> str:
    """`length` characters of `alphabet`, from the system's own source of randomness."""
    return "".join(secrets.choice(alphabet) for _place in range(length))
