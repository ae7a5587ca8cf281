"""The number of a claim as people say it on the phone."""

from campaigns.codes import ALPHABET
from common.tokens import random_text


def new_number() -> str:
    """Eight random characters in two groups, such as `7KQ2-M4XD`: no order to guess, no letter to mistake."""
    signs = random_text(ALPHABET, 8)
    return f"{signs[:4]}-{signs[4:]}"
