"""How well a printed line fits the names of a catalogue: words by what they may mean, sizes beside them. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigns.matching import trade
from campaigns.matching.catalogue import Catalogue, Family
from campaigns.matching.reading import Printed
from campaigns.matching.sizes import compared
from campaigns.matching.vocabulary import LEAST, UNKNOWN, Meaning, Vocabulary, misread

_LOOKED_AT = 40
"""Families whose words fit best; the sizes of their members are compared."""

_WORTH_A_LOOK = 0.4
"""Families whose words fit worse are left out."""

# Shares of the score. What the line says and the name does not is worse than the other way round: lines are cut short.
_OF_LINE = 0.62
_SIZE = 1.5
_STRANGE = 0.1
_LEARNED = 0.03
# Words: meanings this near to the likeliest are as likely, and below this likeness a word is not known.
_CLEAR = 0.06
_KNOWN = 0.75


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: what it may mean, how much it weighs, what it excludes by group, whether it can name a thing.

    Two letters that may begin many words name nothing, nor does a colour or a side.
    """

    meanings: Mapping[Meaning, float]
    weight: float
    names: bool
    group: str
    allowed: frozenset[Meaning]

    def excludes(self, family: Family) -> bool:
        """The white one is not the black one."""
        return self.group in family.groups and not self.allowed & family.groups[self.group]


@dataclass(frozen=True, slots=True)
class Fit:
    """What the words weigh: of the line, what of it the name has, of the name, what of it the line has."""

    said: float
    heard: float
    whole: float
    found: float

    def with_sizes(self, same: float) -> float:
        """0 to 1. Sizes that are the same speak for a name as words do; `same` is how many, how alike."""
        more = same * _SIZE
        of_line = (self.heard + more) / ((self.said + more) or 1)
        of_name = (self.found + more) / ((self.whole + more) or 1)
        return _OF_LINE * of_line + (1 - _OF_LINE) * of_name


@dataclass(frozen=True, slots=True)
class Found:
    """A product that a line may mean. `is_doubtful` says that it must not be taken for sure, however good it looks."""

    product_id: int
    score: float
    is_doubtful: bool


def ranked(line: Printed, catalogue: Catalogue, *, with_learned: bool = True) -> list[Found]:
    """Products with their scores from 0 to 1, best first; what a size or a word excludes is not among them.

    Distributors' own wordings count as names only `with_learned`.
    """
    printed = [word for word in dict.fromkeys(line.words) if not _names_the_maker(word, catalogue)]
    words = [word_of(word, catalogue.vocabulary) for word in printed]
    is_strange = any(_is_strange(word, catalogue.vocabulary) for word in printed)
    lowered = _STRANGE if is_strange else 0.0
    best: dict[int, Found] = {}
    for place in _promising(words, catalogue):
        family = catalogue.families[place]
        if family.is_learned and not with_learned:
            continue
        fitting = _words_fit(words, family, catalogue.vocabulary)
        if fitting is None or fitting.with_sizes(len(line.sizes)) < _WORTH_A_LOOK:
            continue
        for member in family.members:
            if (sizes := compared(line, member)) is not None:
                score = fitting.with_sizes(sizes.same) - sizes.lowered - lowered - family.is_learned * _LEARNED
                found = Found(member.product_id, score, is_strange or family.is_learned)
                best[member.product_id] = max(best.get(member.product_id, found), found, key=_by_score)
    return sorted(best.values(), key=_by_score, reverse=True)


def _by_score(found: Found) -> float:
    return found.score


def _is_strange(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a longer word is like nothing that the catalogue or the trade knows: perhaps another maker's name."""
    return len(word) >= 5 and max(vocabulary.meanings(word).values(), default=0.0) < _KNOWN


def _names_the_maker(word: str, catalogue: Catalogue) -> bool:
    """Whether a word is the maker's name, whole or cut, and no word of the names."""
    if len(word) < 3 or max(catalogue.vocabulary.meanings(word).values(), default=0.0) == 1.0:
        return False
    return any(maker.startswith(word) or misread(word, maker) >= _KNOWN for maker in catalogue.makers)


def word_of(word: str, vocabulary: Vocabulary) -> Word:
    """A printed word with what is known of it."""
    meanings = vocabulary.meanings(word)
    top = max(meanings.values(), default=0.0)
    if top <= LEAST:
        share = UNKNOWN if len(word) >= 4 else UNKNOWN / 3
        return Word({}, share * vocabulary.heaviest, False, "", frozenset())
    least = top if top == 1.0 else top - _CLEAR
    likely = frozenset(meaning for meaning, alike in meanings.items() if alike >= least)
    groups = {trade.WORDS.groups.get(meaning, "") for meaning in likely}
    group = groups.pop() if len(groups) == 1 and top >= 0.8 else ""
    weight = max(vocabulary.weight(meaning) for meaning in likely) * top
    return Word(meanings, weight, top == 1.0 or len(word) > 2, group, likely)


def _promising(words: Sequence[Word], catalogue: Catalogue) -> list[int]:
    points: Counter[int] = Counter()
    for word in words:
        gained: dict[int, float] = {}
        for meaning, alike in word.meanings.items():
            worth = alike * catalogue.vocabulary.weight(meaning)
            for place in catalogue.having.get(meaning, ()):
                gained[place] = max(gained.get(place, 0.0), worth)
        for place, worth in gained.items():
            points[place] += worth  # type: ignore[assignment]  # counters add fractions too
    return [place for place, _points in points.most_common(_LOOKED_AT)]


def _words_fit(words: Sequence[Word], family: Family, vocabulary: Vocabulary) -> Fit | None:
    """What the words weigh, or None where a word excludes the family."""
    if any(word.excludes(family) for word in words):
        return None
    covered: dict[Meaning, float] = dict.fromkeys(family.meanings, 0.0)
    said = heard = 0.0
    is_named = False
    for word in words:
        inside = [(alike, meaning) for meaning, alike in word.meanings.items() if meaning in covered]
        for alike, meaning in inside:
            covered[meaning] = max(covered[meaning], alike)
        said += word.weight
        heard += word.weight * max(inside, default=(0.0, ""))[0]
        is_named |= word.names and any(meaning not in trade.WORDS.groups for _alike, meaning in inside)
    if not is_named:
        return None
    whole = sum(vocabulary.weight(meaning) for meaning in covered)
    found = sum(vocabulary.weight(meaning) * alike for meaning, alike in covered.items())
    return Fit(said, heard, whole, found)
