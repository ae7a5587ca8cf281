"""Text made comparable without moving a letter: a pattern's place in the folded text is its place in the print."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SPECIAL = {
    "ß": "s",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
    "æ": "a",
    "œ": "o",
    "ı": "i",
    "×": "x",
    "х": "x",
    "“": '"',
    "”": '"',
    "„": '"',
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "：": ":",
    "（": "(",
    "）": ")",
    "，": ",",
    "．": ".",
    "。": ".",
    "、": ",",
    "／": "/",
    "＃": "#",
    "￥": "¥",
    "~": "-",
    "‚": ",",
    "米": "*",
    "木": "*",
}


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if letter.isspace():
        return " "
    base = unicodedata.normalize("NFKD", letter)[0].lower()
    return base[0] if base else letter


def fold(text: str) -> str:
    """Lower case without accents, of exactly the same length as `text`."""
    return "".join(map(_fold_letter, text))


def squeeze(text: str) -> str:
    """Only the letters and digits of the folded text: what is left when an engine adds or drops spaces."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
