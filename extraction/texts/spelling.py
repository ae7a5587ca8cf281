"""Words of the trade and of addresses in which an engine misread one letter, put right.

A word is changed only if exactly one known word looks like it: the same letters but one, and that one of a like shape
(`HARDWAKE`), or one thin or doubled letter too many or too few (`DIARUL`, `Cary`). What is known stays as it is, and so
is whatever is near no word of `words.txt`: a firm's own name is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from extraction.texts.folding import fold
from extraction.texts.lookalikes import AS_LETTERS, PARTNERS, THIN

_WORD = re.compile(r"[^\W_]+")
# Shorter words are too often one letter away from another, in names of firms above all.
_SHORTEST_IN_NAME, _SHORTEST_IN_ADDRESS = 6, 5
_VOWELS = frozenset("aeiouy")
_LETTER_O = re.compile(r"(?<=[^\W\d_]{2})0(?=[^\W\d_]{2})|(?<=\b[^\W\d_])0(?=[^\W\d_]{4})")
_CAPITAL_I = re.compile(r"(?<=\w)I(?=[a-z])")


def spelled_name(text: str) -> str:
    """A firm's name with such words put right, in the case in which they are printed."""
    return _spelled(text, _SHORTEST_IN_NAME)


def spelled_address(text: str) -> str:
    """An address with such words put right, in the case in which they are printed."""
    return _spelled(text, _SHORTEST_IN_ADDRESS)


def _spelled(text: str, shortest: int) -> str:
    return _WORD.sub(lambda found: _right(found[0], shortest), _LETTER_O.sub("O", text))


def _right(word: str, shortest: int) -> str:
    plain = _plain(word)
    known = _known_like(plain, shortest) or _known(_plain(_CAPITAL_I.sub("l", word)))
    return _in_case_of(word, known) if known and known != plain else word


def _plain(word: str) -> str:
    return fold(word.replace("ß", "ss"))


@lru_cache(maxsize=4096)
def _known_like(folded: str, shortest: int) -> str | None:
    """The known word that was printed, if it is one and only one."""
    plain = folded if folded.isdigit() else folded.translate(AS_LETTERS)
    if known := _known(folded) or _known(plain):
        return known
    if sum(letter.isdigit() for letter in folded) > 1:
        return None
    likely = {other for other in _neighbours(folded, shortest) if _known(other)}
    return likely.pop() if len(likely) == 1 else None


def _neighbours(word: str, shortest: int) -> Iterator[str]:
    last = len(word) - 1
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        yield before + letter + letter + after
        if last + 1 < shortest:
            continue
        # Another vowel at the end is an ending, not a misprint.
        yield from (
            before + other + after for other in PARTNERS.get(letter, ()) if at < last or not {letter, other} <= _VOWELS
        )
        if letter in THIN or letter == after[:1]:
            yield before + after
        if at:
            yield from (before + thin + letter + after for thin in "ilrt")


def _known(word: str) -> str | None:
    return word if word in _words() else None


def _in_case_of(printed: str, word: str) -> str:
    if printed.upper() == printed:
        return word.upper()
    return word.capitalize() if printed[0].upper() == printed[0] else word


@cache
def _words() -> frozenset[str]:
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
