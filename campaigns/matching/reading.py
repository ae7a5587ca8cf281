"""A printed name taken apart into words and sizes, with what tills and OCR do to it put right. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from campaigns.matching import trade
from campaigns.matching.quantities import BARE, FRACTION, NUMBER, UNIT, Quantity, inches, measured


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a name, as keys that misread letters do not change, and its sizes, in the order of print."""

    words: tuple[str, ...]
    sizes: tuple[Quantity, ...]
    joined: frozenset[int]
    """The places of sizes that stand in one with others, as in `20x16x20`: these are measures."""
    may_be_cut: bool
    """Whether the last size is a number at the very end of a long line: perhaps only its beginning."""


_SIGNS = str.maketrans(
    {
        "ł": "l",
        "ß": "ss",
        "×": "x",
        "″": '"',
        "”": '"',
        "“": '"',
        "„": '"',
        "ø": " fi ",
        "⌀": " fi ",
        "°": " deg ",
        "²": "2",
        "⁄": "/",
        "–": "-",
    }
)
_NUMBERS_PUT_RIGHT = tuple(
    (re.compile(pattern), right)
    for pattern, right in (
        (r"(?<![a-z0-9])[il|](?=[.,]\d)", "1"),
        (r"(?<=\d)\s?\*\s?(?=\d)", "x"),
        (r"(?<=\d),(?=\d)", "."),
        (r"(?<=\d)\s?rnm", "mm"),
        (r"(?<=\d)\s?rn\b", "m"),
        (r"\bt(?=\d)", "typ "),
        (r"\bo(?=\d{2})", " fi "),
        (r"(?<=\d)o(?=[\dox/.\"\s]|mm|cm|ma?\b|a\b|w\b|k\b|l\b|$)|(?<=[x/])o(?=\d)", "0"),
        (r"(?<=[\dx/.])[il|](?=[\dx/.])|(?<![a-z])[il|](?=[\d/])|(?<=\bm)[il|](?=\d)|(?<=[x/])[il|](?![a-z])", "1"),
        (r"(?<=\d)i(?![a-z])|(?<=\d)[il](?=mm|cm)", "1"),
        (r"(?<=\d)s(?=[\dx/.\"\s]|mm|cm|a\b|$)|(?<![a-z])s(?=\d)|(?<=\dx)s(?![a-z])|(?<=\d\.)s(?![a-z])", "5"),
        (r"(?<=\d)\s?g(?=\d)", "x"),
        (r"\s+mm2\b|\bqmm\b", "mm2"),
    )
)
_ARTICLE = re.compile(r"^\W*(?:\d{4,}|\[\d+\])(?=\s+\D)")
_TOKEN = re.compile(
    rf"""(?P<phrase>(?<![a-z0-9])(?:{trade.PHRASES})(?![a-z0-9]))
    |(?P<fraction>{FRACTION})
    |(?:(?<![a-z])(?P<prefix>dn|ip|pn|m|din)\s?(?P<prefixed>{NUMBER}))
    |(?:(?<![a-z])(?:typ|type)?\s?(?P<letter>[bcd])\s?(?P<lettered>\d+)(?![a-z]{{2}})(?:\s?a(?![a-z]))?)
    |(?:(?<![a-z])fi\s?(?=\d+(?!\s?p|\d)))
    |(?<![\d.x/])(?P<misread>[0125689](?!(?:{UNIT})(?![a-z]))[a-z]{{2,}})
    |(?:(?P<number>{NUMBER})(?:(?:\s|-)?(?P<unit>{UNIT})(?![a-z2]))?)
    |(?P<word>[a-z]{{2,}}(?:[015][a-z]+)+|[a-z](?:[015][a-z]{{2,}})+|[a-z]+\.?)""",
    re.VERBOSE,
)
_PREFIXES = {"dn": "dn", "ip": "IP", "pn": "PN", "m": "M"}
_CUT = 20
_SHARED = re.compile(r"^\s?[x/]\s?$")


def plain(text: str) -> str:
    """Lower case without accents; fractions, signs and misread digits as the rest of this module expects them."""
    # A capital L is no misread 1: `L40` is a length.
    text = re.sub(r"(?<![^\W\d_])L\W?(?=\d)", " ", text)
    text = re.sub(r"(?<=\d)(?=[¼½¾⅛⅜⅝⅞])", " ", text.casefold()).translate(_SIGNS)
    text = unicodedata.normalize("NFKD", text).translate(_SIGNS)
    text = "".join(c for c in text if not unicodedata.combining(c))
    for pattern, right in _NUMBERS_PUT_RIGHT:
        text = pattern.sub(right, text)
    return text


@lru_cache(maxsize=20_000)
def read(text: str) -> Printed:
    """What is printed. Catalogues are built again and again from the same names, hence the cache."""
    plainly = plain(text[:200])
    plainly = _ARTICLE.sub(" ", plainly)
    words: list[str] = []
    sizes: list[Placed] = []
    for token in _TOKEN.finditer(plainly):
        for found in _found(token):
            if isinstance(found, str):
                words.append(found)
            else:
                sizes.append((found, token.start(), token.end()))
    may_be_cut = len(text) >= _CUT and bool(sizes) and sizes[-1][2] == len(plainly.rstrip())
    return Printed(tuple(words), tuple(_with_shared_units(sizes, plainly)), _joined(sizes, plainly), may_be_cut)


def _found(token: re.Match[str]) -> Iterator[str | Quantity]:
    part = token.groupdict()
    if part["phrase"]:
        yield from trade.single(trade.key(part["phrase"]))
    elif part["fraction"]:
        yield inches(part["fraction"])
    elif kind := _PREFIXES.get(part["prefix"] or ""):
        yield Quantity(kind, float(part["prefixed"]), float(part["prefixed"]))
    elif part["letter"]:
        yield part["letter"]
        yield measured(part["lettered"], "")
    elif part["number"]:
        yield measured(part["number"], part["unit"] or "")
    elif word := part["word"] or part["misread"]:
        yield from _words(word)


def _words(word: str) -> Iterator[str | Quantity]:
    # "m." is the German "mit", never a thread.
    bare = word.rstrip(".")
    if bare in trade.WORDS.idle or word == "m.":
        return
    for part in trade.parts(trade.key(bare)):
        if number := trade.count(part):
            yield number
        else:
            yield from trade.single(part)


Placed = tuple[Quantity, int, int]
"""A size with where it begins and ends."""


def _with_shared_units(sizes: list[Placed], text: str) -> Iterator[Quantity]:
    """In `50 x 120 cm` both are centimetres; in `16x2 mb` the metres are what is counted, not the wall."""
    for index, (size, start, end) in enumerate(sizes):
        before = sizes[index - 1] if index else None
        after = sizes[index + 1] if index + 1 < len(sizes) else None
        if after and size.kind == BARE and after[0].kind == "mm" and _SHARED.match(text[end : after[1]]):
            factor = after[0].value / after[0].printed if after[0].printed else 1
            yield replace(size, kind="mm", value=size.value * factor) if factor <= 10 else size
        elif before and text[start:end].endswith("mb") and _SHARED.match(text[before[2] : start]):
            yield replace(size, kind=BARE, value=size.printed)
        else:
            yield size


def _joined(sizes: list[Placed], text: str) -> frozenset[int]:
    pairs = (index for index, (one, other) in enumerate(pairwise(sizes)) if _SHARED.match(text[one[2] : other[1]]))
    return frozenset(place for index in pairs for place in (index, index + 1))
