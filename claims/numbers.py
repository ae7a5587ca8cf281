"""The number of a claim as people say it on the phone."""

import secrets

from campaigns.codes import ALPHABET


def new_number() -> str:
    """Eight random characters in two groups, such as `7KQ2-M4XD`: no order to guess, no letter to mistake."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"
