"""Random text for numbers that people read."""

import secrets


def random_text(alphabet: str, length: int) -> str:
    """`length` characters of `alphabet`, from the system's own source of randomness."""
    if 256 % len(alphabet):
        return "".join(secrets.choice(alphabet) for _place in range(length))
    return "".join(alphabet[byte % len(alphabet)] for byte in secrets.token_bytes(length))
