"""How well a printed line fits a name: words by what they may mean, sizes by whether they differ. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaigns.matching import trade
from campaigns.matching.catalogue import Catalogue, Family, Member
from campaigns.matching.quantities import BARE, Quantity, begins, likeness, rival
from campaigns.matching.reading import Printed
from campaigns.matching.vocabulary import Meaning, Vocabulary

_LOOKED_AT = 40
"""Families whose words fit best; the sizes of their members are compared."""

# Shares of the score. What the line says and the name does not is worse than the other way round: lines are cut short.
_OF_LINE = 0.62
_SIZE = 1.5
_UNKNOWN_WORD = 0.55
_TELLING_SIZE_MISSING = 0.07
_OTHER_SIZE_MISSING = 0.01
_USUAL_ANGLE_MISSING = 0.02
_SIZE_TOO_MANY = 0.05
_NUMBER_TOO_MANY = 0.03
_OTHER_NUMBER = 0.3
_OTHER_UNIT = 0.2
_OTHER_ORDER = 0.06
_CUT_NUMBER = 0.9
_CLEAR = 0.06
_KNOWN = 0.75
_STRANGE = 0.1
_LEARNED = 0.03


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: what it may mean, how much it weighs, and what it excludes by group."""

    meanings: Mapping[Meaning, float]
    weight: float
    group: str
    allowed: frozenset[Meaning]


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
class SizesFit:
    """How many sizes are the same, and by how much the others lower the score."""

    same: float
    lowered: float


@dataclass(frozen=True, slots=True)
class Found:
    """A product that a line may mean. `is_doubtful` says that it must not be taken for sure, however good it looks."""

    product_id: int
    score: float
    is_doubtful: bool


def ranked(line: Printed, catalogue: Catalogue) -> list[Found]:
    """Products with their scores from 0 to 1, best first; what a size or a word excludes is not among them."""
    words = [word_of(word, catalogue.vocabulary) for word in dict.fromkeys(line.words)]
    is_strange = has_strange_word(line, catalogue.vocabulary)
    best: dict[int, Found] = {}
    for place in _promising(words, catalogue):
        family = catalogue.families[place]
        if (fitting := _words_fit(words, family, catalogue.vocabulary)) is None:
            continue
        for member in family.members:
            if (sizes := _sizes_fit(line, member)) is not None:
                score = fitting.with_sizes(sizes.same) - sizes.lowered - is_strange * _STRANGE
                score -= family.is_learned * _LEARNED
                found = Found(member.product_id, score, is_strange or family.is_learned)
                best[member.product_id] = max(best.get(member.product_id, found), found, key=_by_score)
    return sorted(best.values(), key=_by_score, reverse=True)


def _by_score(found: Found) -> float:
    return found.score


def has_strange_word(line: Printed, vocabulary: Vocabulary) -> bool:
    """Whether a longer word is like nothing that the catalogue or the trade knows: perhaps the name of another maker."""
    long = (word for word in line.words if len(word) >= 5)
    return any(max(vocabulary.meanings(word).values(), default=0.0) < _KNOWN for word in long)


def word_of(word: str, vocabulary: Vocabulary) -> Word:
    """A printed word with what is known of it."""
    meanings = vocabulary.meanings(word)
    if not meanings:
        share = _UNKNOWN_WORD if len(word) >= 4 else _UNKNOWN_WORD / 3
        return Word({}, share * vocabulary.heaviest, "", frozenset())
    top = max(meanings.values())
    likely = frozenset(meaning for meaning, alike in meanings.items() if alike >= top - _CLEAR)
    groups = {trade.WORDS.groups.get(meaning, "") for meaning in likely}
    group = groups.pop() if len(groups) == 1 and top >= 0.8 else ""
    weight = max(vocabulary.weight(meaning) for meaning in likely) * top
    return Word(meanings, weight, group, likely)


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
    if any(word.group in family.groups and not word.allowed & family.groups[word.group] for word in words if word.group):
        return None
    covered: dict[Meaning, float] = dict.fromkeys(family.meanings, 0.0)
    said = heard = 0.0
    for word in words:
        inside = [(alike, meaning) for meaning, alike in word.meanings.items() if meaning in covered]
        for alike, meaning in inside:
            covered[meaning] = max(covered[meaning], alike)
        said += word.weight
        heard += word.weight * max(inside, default=(0.0, ""))[0]
    whole = sum(vocabulary.weight(meaning) for meaning in covered)
    found = sum(vocabulary.weight(meaning) * alike for meaning, alike in covered.items())
    # A colour or a side alone names nothing.
    if not any(alike for meaning, alike in covered.items() if meaning not in trade.WORDS.groups):
        return None
    return Fit(said, heard, whole, found)


def _sizes_fit(line: Printed, member: Member) -> SizesFit | None:
    """What the sizes say, or None where one of them excludes the product."""
    pairs, too_many, missing = paired(line.sizes, member.sizes)
    if line.may_be_cut:
        _pair_the_cut_one(line, member, pairs, too_many, missing)
    telling = [place for place in missing if member.telling[place]]
    left = [line.sizes[place] for place in too_many]
    if any(rival(size, member.sizes[place]) for size in left for place in missing if size.kind != "pieces"):
        return None
    lowered = sum(_missing(member.sizes[place], is_telling=member.telling[place]) for place in missing)
    for size in left:
        if size.kind == BARE or any(member.sizes[place].kind == BARE for place in telling):
            lowered += _OTHER_NUMBER if telling else _NUMBER_TOO_MANY
        elif size.kind != "pieces":
            lowered += _SIZE_TOO_MANY
    lowered += sum(1 - alike for _line, _name, alike in pairs) * _OTHER_UNIT
    return SizesFit(sum(pair[2] for pair in pairs), lowered + (_OTHER_ORDER if _is_turned(pairs) else 0.0))


def _pair_the_cut_one(
    line: Printed, member: Member, pairs: list[tuple[int, int, float]], too_many: list[int], missing: list[int]
) -> None:
    last = len(line.sizes) - 1
    whole = next((place for place in missing if begins(line.sizes[last], member.sizes[place])), None)
    if last in too_many and whole is not None:
        too_many.remove(last)
        missing.remove(whole)
        pairs.append((last, whole, _CUT_NUMBER))


def _missing(size: Quantity, *, is_telling: bool) -> float:
    if size.kind == "degree" and size.value == 90:
        return _USUAL_ANGLE_MISSING
    return _TELLING_SIZE_MISSING if is_telling else _OTHER_SIZE_MISSING


def paired(
    printed: Sequence[Quantity], known: Sequence[Quantity]
) -> tuple[list[tuple[int, int, float]], list[int], list[int]]:
    """Sizes that are the same, by their places and how alike; then the places of the rest, printed and known."""
    possible = sorted(_alike(printed, known), key=lambda found: (-found[2], abs(found[0] - found[1]), found[0]))
    pairs: list[tuple[int, int, float]] = []
    for one, other, alike in possible:
        if all(one != taken and other != given for taken, given, _alike_too in pairs):
            pairs.append((one, other, alike))
    taken, given = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return pairs, [i for i in range(len(printed)) if i not in taken], [i for i in range(len(known)) if i not in given]


def _alike(printed: Sequence[Quantity], known: Sequence[Quantity]) -> Iterator[tuple[int, int, float]]:
    for one, size in enumerate(printed):
        for other, stated in enumerate(known):
            if (alike := likeness(size, stated)) > 0:
                yield one, other, alike


def _is_turned(pairs: Sequence[tuple[int, int, float]]) -> bool:
    places = [name for _line, name, _alike_too in sorted(pairs)]
    return places != sorted(places)
