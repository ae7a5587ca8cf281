"""Words of the trade: what is written differently and means the same, and which meanings exclude each other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from campaigns.matching.quantities import Quantity

_LINE = re.compile(r"(?:\[(?P<group>[^]]+)\] )?(?P<meaning>[^:]+): (?P<spellings>.+)")
_MISREAD = str.maketrans({"0": "o", "1": "i", "2": "z", "5": "s", "6": "g", "8": "b", "l": "i"})
_SHORTEST_PART = 3


def key(word: str) -> str:
    """A word without what OCR confuses (l, I and 1; O and 0; S and 5) and with u for ue, as capitals print ü."""
    letters = re.sub(r"[^a-z0-9]", "", word).replace("rn", "m")
    return re.sub(r"(?<=[uoa])e", "", letters).translate(_MISREAD)


@dataclass(frozen=True, slots=True)
class Words:
    """Meanings by whole word and by stem, the group of a meaning, spellings that are more than letters, idle words."""

    whole: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]
    phrases: tuple[str, ...]
    idle: frozenset[str]

    def meanings(self, word: str) -> tuple[str, ...]:
        """What a key means: one thing, several at once, or nothing that is known. A meaning means itself."""
        if word.startswith("="):
            return (word,)
        if found := self.whole.get(word):
            return found
        stems = (word[:length] for length in range(len(word), 2, -1))
        return next((self.stems[stem] for stem in stems if stem in self.stems), ())


def _loaded() -> Words:
    whole: dict[str, list[str]] = defaultdict(list)
    stems: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, str] = {}
    phrases: list[str] = []
    idle: set[str] = set()
    for line in (Path(__file__).parent / "trade_words.txt").read_text(encoding="utf-8").splitlines():
        if not (told := _LINE.fullmatch(line)) or line.startswith("#"):
            continue
        if told["meaning"] == "idle":
            idle.update(told["spellings"].split())
            continue
        meaning = f"={told['meaning']}"
        if told["group"]:
            groups[meaning] = told["group"]
        for spelling in told["spellings"].split():
            (stems if spelling.endswith("*") else whole)[key(spelling)].append(meaning)
            if not re.fullmatch(r"[a-z]+\*?", spelling):
                phrases.append(spelling)
    return Words(_fixed(whole), _fixed(stems), groups, tuple(phrases), frozenset(idle))


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(meanings) for word, meanings in found.items()}


WORDS = _loaded()
PHRASES = "|".join(
    re.escape(phrase).replace(r"\-", "[-+./ ]{0,2}").replace(r"\*", "[a-z]*")
    for phrase in sorted(WORDS.phrases, key=len, reverse=True)
)
"""A pattern of the spellings that are more than letters."""


def parts(word: str) -> Iterator[str]:
    """A German compound in its parts, where the trade knows them; any other word as it is."""
    yield from (word,) if word in WORDS.whole else _known_parts(word) or _joined_parts(word) or (word,)


def _known_parts(word: str) -> tuple[str, ...]:
    """Both parts are known, or the last one is and says what kind of thing it is: `Plattenheizkörper`."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    tails = [(word[:cut], word[cut:]) for cut in cuts if WORDS.meanings(word[cut:])]
    for head, tail in tails:
        for bare in (head, head.removesuffix("s")):
            if bare in WORDS.whole or bare in WORDS.stems:
                return bare, tail
    return next(((head, tail) for head, tail in tails if len(head) >= 4 and len(tail) >= 5), ())


def _joined_parts(word: str) -> tuple[str, ...]:
    """`Übergangsmuff.`: a known word, the s that joins, and something cut short."""
    for cut in range(len(word) - _SHORTEST_PART, 4, -1):
        if word[cut - 1] == "s" and word[: cut - 1] in WORDS.stems:
            return word[: cut - 1], word[cut:]
    return ()


def single(word: str) -> tuple[str, ...]:
    """`wz`, a female and a male thread, as both of them; any other word as it is."""
    meanings = WORDS.meanings(word)
    groups = {WORDS.groups.get(meaning) for meaning in meanings}
    return meanings if len(meanings) > 1 and len(groups) == 1 and None not in groups else (word,)


def count(word: str) -> Quantity | None:
    """The number in a word such as `podwójny`."""
    meanings = WORDS.meanings(word)
    if len(meanings) == 1 and WORDS.groups.get(meanings[0]) == "count":
        number = float(meanings[0].removeprefix("="))
        return Quantity("count", number, number)
    return None
