"""Words of the trade: what is written differently and means the same, and which meanings exclude each other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(?:\[(?P<group>[^]]+)\] )?(?P<meaning>[^:]+): (?P<spellings>.+)")
_MISREAD = str.maketrans({"0": "o", "1": "i", "l": "i", "5": "s"})
_SHORTEST_PART = 3


def key(word: str) -> str:
    """A word without what OCR confuses (l, I and 1; O and 0; S and 5) and with u for ue, as capitals print ü."""
    return re.sub(r"(?<=[uoa])e", "", re.sub(r"[^a-z0-9]", "", word)).translate(_MISREAD)


@dataclass(frozen=True, slots=True)
class Words:
    """Meanings by whole word and by stem, what a meaning excludes, and spellings that are more than letters."""

    whole: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]
    phrases: tuple[str, ...]

    def meanings(self, word: str) -> tuple[str, ...]:
        """What a key means: one thing, several at once, or nothing that is known."""
        if found := self.whole.get(word):
            return found
        stems = (word[:length] for length in range(len(word), 2, -1))
        return next((self.stems[stem] for stem in stems if stem in self.stems), ())


def _loaded() -> Words:
    whole: dict[str, list[str]] = defaultdict(list)
    stems: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, str] = {}
    phrases: list[str] = []
    for line in (Path(__file__).parent / "trade_words.txt").read_text(encoding="utf-8").splitlines():
        if not (told := _LINE.fullmatch(line)) or line.startswith("#"):
            continue
        meaning = f"={told['meaning']}"
        if told["group"]:
            groups[meaning] = told["group"]
        for spelling in told["spellings"].split():
            (stems if spelling.endswith("*") else whole)[key(spelling)].append(meaning)
            if not re.fullmatch(r"[a-z]+\*?", spelling):
                phrases.append(spelling)
    return Words(_fixed(whole), _fixed(stems), groups, tuple(phrases))


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(meanings) for word, meanings in found.items()}


WORDS = _loaded()
PHRASES = "|".join(
    re.escape(phrase).replace(r"\-", "[-+./ ]{0,2}").replace(r"\*", "[a-z]*")
    for phrase in sorted(WORDS.phrases, key=len, reverse=True)
)
"""A pattern of the spellings that are more than letters."""


def parts(word: str) -> Iterator[str]:
    """A German compound in its parts if the trade knows both of them; any other word as it is."""
    if not WORDS.meanings(word):
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            head, tail = word[:cut], word[cut:]
            if WORDS.meanings(tail) and (WORDS.whole.get(head) or WORDS.stems.get(head) or _joined(head)):
                yield head
                yield tail
                return
    yield word


def _joined(head: str) -> bool:
    """`Übergangs-`, `Sicherheits-`: the s that joins."""
    return head.endswith("s") and bool(WORDS.whole.get(head[:-1]) or WORDS.stems.get(head[:-1]))
