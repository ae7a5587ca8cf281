"""On-pack codes: twelve random characters and a check character of Crockford's alphabet, kept as keyed digests.

Source of the check character: H. M. Damm's scheme over GF(32), polynomial x^5 + x^2 + 1: it finds every single
wrong character and every swap of neighbours, so a slip of the finger costs no try.
"""

import hmac
import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 12
LENGTH = RANDOM_LENGTH + 1

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class NotACode(ValueError):
    """The text cannot be a code: wrong length, a letter that codes never have, or a slip the check character shows."""


def make_code() -> str:
    """A new code of 60 random bits, with its check character."""
    bits = secrets.randbits(5 * RANDOM_LENGTH)
    body = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(RANDOM_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes the Damm sum of the whole code zero."""
    return ALPHABET[_damm(body)]


def normalise(text: str) -> str:
    """The code as it was made, from what was typed or scanned; raises NotACode.

    A scanned link counts by its last part, which carries the code.
    """
    last = text.strip().rstrip("/").rsplit("/", 1)[-1]
    code = "".join(letter for letter in last.upper().translate(_MISREAD) if letter not in " -–._")
    if len(code) != LENGTH or any(letter not in _VALUES for letter in code) or _damm(code):
        raise NotACode(text)
    return code


def printed(code: str) -> str:
    """The code in groups, as people read it: `ABCD-EFGH-JKMN-P`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def digest(code: str, *, key: str) -> bytes:
    """What is kept of a code: HMAC-SHA-256 under a key that is not in the database."""
    return hmac.new(key.encode(), code.encode(), sha256).digest()


def _damm(text: str) -> int:
    state = 0
    for letter in text:
        state = (state ^ _VALUES[letter]) << 1
        if state & 32:
            state ^= 0b100101
    return state
