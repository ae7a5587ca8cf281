"""On-pack codes: random characters and a check character of Crockford's alphabet, kept as keyed digests.

Source of the check character: H. M. Damm's scheme over GF(32), polynomial x^5 + x^2 + 1: it finds every single
wrong character and every swap of neighbours, so a slip of the finger costs no try.
"""

import hmac
import re
import secrets
from base64 import b32encode
from functools import reduce
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST, USUAL, LONGEST = 10, 12, 16
"""Random characters of a code, without its check character."""

_BEFORE_SERIAL = re.compile(r"^(\][a-zA-Z]\d)?\x1d?(\(01\)\d{14}\(21\)|01\d{14}21)")
"""A GTIN and the beginning of a serial number, as readers give them: in brackets for people, or as they are coded."""

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class NotACode(ValueError):
    """The text cannot be a code: wrong length, a letter that codes never have, or a slip the check character shows."""


def make_codes(count: int, *, signs: int = USUAL) -> list[str]:
    """So many new codes of `signs` random characters (five bits each) and a check character.

    Made column by column: the sum over GF(32) is linear, so a column of check characters is the exclusive-or of the
    other columns, each mapped by its own table. That is some thirty times faster than code by code.
    """
    columns = [secrets.token_bytes(count).translate(_TO_VALUES) for _place in range(signs)]
    mapped = [column.translate(_TIMES[signs - place]) for place, column in enumerate(columns)]
    sums = reduce(int.__xor__, (int.from_bytes(column) for column in mapped))
    columns.append(sums.to_bytes(count))
    length = signs + 1
    block = bytearray(count * length)
    for place, column in enumerate(columns):
        block[place::length] = column.translate(_TO_LETTERS)
    text = block.decode("ascii")
    return [text[start : start + length] for start in range(0, len(text), length)]


def guesses_for_a_hit(count: int, *, signs: int) -> int:
    """How many guesses it takes on average to hit one of so many live codes; the check character is no hindrance."""
    return int(32**signs // count)


def check_character(body: str) -> str:
    """The character that makes the Damm sum of the whole code zero."""
    return ALPHABET[_damm(body)]


def normalise(text: str) -> str:
    """The code as it was made, from what was typed or scanned; raises NotACode.

    A scanned link counts by its last part, which carries the code; GS1 elements by their serial number.
    """
    last = _BEFORE_SERIAL.sub("", text.strip()).rstrip("/").rsplit("/", 1)[-1]
    code = plain(last)
    if not SHORTEST < len(code) <= LONGEST + 1 or any(letter not in _VALUES for letter in code) or _damm(code):
        raise NotACode(text)
    return code


def plain(text: str) -> str:
    """What was typed, as it is meant: in capitals, without what only parts the groups, O as 0, I and L as 1."""
    return "".join(letter for letter in text.upper().translate(_MISREAD) if letter not in " -–._")


def printed(code: str) -> str:
    """The code in groups, as people read it: `ABCD-EFGH-JKMN-P`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def digest(code: str, *, key: str) -> bytes:
    """What is kept of a code: HMAC-SHA-256 under a key that is not in the database."""
    return hmac.digest(key.encode(), code.encode(), "sha256")


def print_password(batch: UUID, *, key: str) -> str:
    """What opens the print files of a batch: 125 bits that are kept nowhere, made from the same key again and again.

    No code has a text of this form, so no digest of a code tells anything about it.
    """
    secret = hmac.digest(key.encode(), f"print files of {batch}".encode(), "sha256")
    letters = b32encode(secret).decode()[:25].lower()
    return "-".join(letters[start : start + 5] for start in range(0, 25, 5))


def _damm(text: str) -> int:
    state = 0
    for letter in text:
        state = _doubled(state ^ _VALUES[letter])
    return state


def _doubled(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled


def _tables() -> list[bytes]:
    """For `bytes.translate`: times one, two, four … in GF(32)."""
    tables = [bytes(range(32)) + bytes(224)]
    for _power in range(LONGEST):
        tables.append(bytes(_doubled(value) for value in tables[-1][:32]) + bytes(224))
    return tables


_TIMES = _tables()
_TO_VALUES = bytes(number % 32 for number in range(256))
_TO_LETTERS = ALPHABET.encode("ascii") + bytes(224)
