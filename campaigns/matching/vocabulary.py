"""Which words a printed word may stand for, and how surely: cut, abbreviated, misread or inflected. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein, Prefix

from campaigns.matching import trade

Meaning = str
"""A meaning of the trade (`=elbow`) or, for a word that the trade's list does not know, the word itself."""

LEAST = 0.55
"""Below this likeness a word is another one."""

UNKNOWN = 0.55
"""What a word tells that nobody knows, as a share of the rarest one."""

_SKELETON = 0.72


@dataclass(slots=True)
class Vocabulary:
    """The words of a catalogue with what they weigh: the rarer, the more. Looks each printed word up once."""

    spellings: Mapping[str, tuple[Meaning, ...]]
    weights: Mapping[Meaning, float]
    heaviest: float
    _by_letter: dict[str, list[str]] = field(default_factory=dict)
    _seen: dict[str, dict[Meaning, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        grouped: dict[str, list[str]] = defaultdict(list)
        for spelling in self.spellings:
            grouped[spelling[0]].append(spelling)
        self._by_letter = dict(grouped)

    def weight(self, meaning: Meaning) -> float:
        """What a meaning tells. One of the trade that is in no name tells most: it is something else.

        A word of distributors only tells little, as any word that nobody knows.
        """
        return self.weights.get(meaning) or self.heaviest * (1.0 if meaning.startswith("=") else UNKNOWN)

    def meanings(self, word: str) -> dict[Meaning, float]:
        """What a printed word may mean, with the likeness of each from `LEAST` to 1."""
        if word not in self._seen:
            self._seen[word] = self._looked_up(word)
        return self._seen[word]

    def _looked_up(self, word: str) -> dict[Meaning, float]:
        found: dict[Meaning, float] = {}
        for spelling in self._candidates(word):
            alike = misread(word, spelling) if spelling in trade.WORDS.whole else likeness(word, spelling)
            if alike >= LEAST:
                for meaning in self.spellings[spelling]:
                    found[meaning] = max(found.get(meaning, 0.0), alike)
        for meaning in trade.WORDS.meanings(word):
            found[meaning] = 1.0
        if max(found.values(), default=0.0) < 0.8 and len(word) >= 7:
            found |= self._glued(word)
        return found

    def _candidates(self, word: str) -> Iterable[str]:
        # A misread first letter is rare enough to be looked for in longer words only.
        return self.spellings if len(word) >= 4 else self._by_letter.get(word[0], ())

    def _glued(self, word: str) -> dict[Meaning, float]:
        """`kolanozapras`: two words without the space between them."""
        for cut in range(3, len(word) - 2):
            head, tail = self._begun(word[:cut]), self._begun(word[cut:])
            if head and tail:
                return dict.fromkeys((*head, *tail), 0.9)
        return {}

    def _begun(self, word: str) -> tuple[Meaning, ...]:
        if known := trade.WORDS.meanings(word) or self.spellings.get(word):
            return known
        return ()


def gathered(names: Iterable[frozenset[Meaning]], spellings: Mapping[str, tuple[Meaning, ...]]) -> Vocabulary:
    """The vocabulary of these names; a word in few of them weighs more than one in many."""
    listed = list(names)
    counts: dict[Meaning, int] = defaultdict(int)
    for name in listed:
        for meaning in name:
            counts[meaning] += 1
    weights = {meaning: math.log(1 + len(listed) / count) for meaning, count in counts.items()}
    return Vocabulary({**_trade_spellings(), **spellings}, weights, math.log(1 + len(listed)))


def _trade_spellings() -> dict[str, tuple[Meaning, ...]]:
    words = trade.WORDS
    return {**words.stems, **words.whole}


def likeness(word: str, spelling: str) -> float:
    """How surely a printed word stands for a word of a name, 0 to 1."""
    if word == spelling:
        return 1.0
    if spelling.startswith(word):
        return {1: 0.6, 2: 0.8}.get(len(word), 0.95)
    if len(spelling) >= 4 and word.startswith(spelling):
        return 0.85
    best = max(misread(word, spelling), _shared_stem(word, spelling))
    if len(word) >= 5 and spelling.endswith(word):
        best = max(best, 0.8)
    return best if best >= _SKELETON else max(best, _skeleton(word, spelling))


def misread(word: str, spelling: str) -> float:
    """How alike two words are letter by letter, where that says something; one letter in four may be wrong."""
    if min(len(word), len(spelling)) < 3 or max(len(word), len(spelling)) < 4:
        return 1.0 if word == spelling else 0.0
    return Levenshtein.normalized_similarity(word, spelling, score_cutoff=0.75)


def _shared_stem(word: str, spelling: str) -> float:
    """`zaprasowywany`, `zaprasowana`: another ending of the same word."""
    shared = Prefix.similarity(word, spelling)
    return 0.88 if shared >= 5 and shared >= 0.6 * len(word) else 0.0


def _skeleton(word: str, spelling: str) -> float:
    """`wkl` for `winkel`: letters left out, the first one kept."""
    if word[0] != spelling[0] or len(word) > 6 or len(spelling) <= len(word):
        return 0.0
    letters = iter(spelling)
    if not all(letter in letters for letter in word):
        return 0.0
    return LEAST if len(word) == 2 else _SKELETON
