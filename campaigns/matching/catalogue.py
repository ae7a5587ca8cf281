"""The products of a program as the matcher searches them: numbers, aliases, and names in families of equal words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from campaigns.matching import trade
from campaigns.matching.quantities import Quantity, likeness
from campaigns.matching.reading import Printed, read
from campaigns.matching.vocabulary import Meaning, Vocabulary, gathered
from common.texts import fold

_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one product. The product's first name is the one whose sizes count where another name has fewer.

    One that `is_learned` is a distributor's wording: it helps to find others like it, but none is sure by it.
    """

    name: str
    product_id: int
    is_learned: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One product in a family: the sizes that its name states or its first name adds; the `telling` ones part it."""

    product_id: int
    sizes: tuple[Quantity, ...]
    telling: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Names of the same words, which differ by sizes only."""

    meanings: frozenset[Meaning]
    groups: Mapping[str, frozenset[Meaning]]
    members: tuple[Member, ...]
    is_learned: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names and numbers of a program's products, taken apart once and searched often."""

    skus: Mapping[str, int]
    gtins: Mapping[str, int]
    aliases: Mapping[str, int]
    taught: frozenset[str]
    own_names: Mapping[str, int]
    makers: tuple[str, ...]
    families: tuple[Family, ...]
    vocabulary: Vocabulary
    having: Mapping[Meaning, tuple[int, ...]] = field(default_factory=dict)
    """By meaning, the places of the families that have it."""

    @classmethod
    def build(
        cls,
        *,
        skus: Mapping[str, int],
        gtins: Mapping[str, int],
        aliases: Mapping[str, int],
        names: Iterable[Named],
        taught: Iterable[str] = (),
        maker: str = "",
    ) -> "Catalogue":
        """From names as written; `aliases` are already keys made by `alias_key`.

        The keys in `taught` are aliases that somebody's correction taught; the organizer stated the others. `maker` is
        what the manufacturer and its program are called: distributors add such words to any product.
        """
        listed = list(names)
        families = tuple(_families(listed))
        having: dict[Meaning, list[int]] = defaultdict(list)
        for place, family in enumerate(families):
            for meaning in family.meanings:
                having[meaning].append(place)
        return cls(
            skus={alias_key(sku): product for sku, product in skus.items()},
            gtins=dict(gtins),
            aliases=dict(aliases),
            taught=frozenset(taught),
            own_names=_unmistakable(listed),
            makers=tuple(word for word in read(maker).words if len(word) >= 4 and not trade.WORDS.meanings(word)),
            families=families,
            vocabulary=gathered((f.meanings for f in families if not f.is_learned), _spellings(listed)),
            having={meaning: tuple(places) for meaning, places in having.items()},
        )


def alias_key(printed: str) -> str:
    """The form in which printed names are compared, at most 200 characters."""
    return fold(printed)[:200]


def _unmistakable(names: Iterable[Named]) -> dict[str, int]:
    """The names, sign by sign, that only one product has."""
    products: dict[str, set[int]] = defaultdict(set)
    for named in names:
        if not named.is_learned:
            products[as_written(named.name)].add(named.product_id)
    return {key: next(iter(found)) for key, found in products.items() if key and len(found) == 1}


def as_written(name: str) -> str:
    """A name with all its signs, which an alias key does not keep: `1"` may be whole where `1` was cut short."""
    return " ".join(name.casefold().split())


def _meanings(word: str) -> tuple[Meaning, ...]:
    return trade.WORDS.meanings(word) or (word,)


def _spellings(names: Iterable[Named]) -> dict[str, tuple[Meaning, ...]]:
    return {word: _meanings(word) for named in names for word in read(named.name).words}


def _families(names: Iterable[Named]) -> Iterator[Family]:
    first: dict[int, Printed] = {}
    grouped: dict[tuple[frozenset[Meaning], bool], list[tuple[int, tuple[Quantity, ...]]]] = defaultdict(list)
    for named in names:
        printed = read(named.name)
        known = first.setdefault(named.product_id, printed)
        meanings = frozenset(meaning for word in printed.words for meaning in _meanings(word))
        grouped[meanings, named.is_learned].append((named.product_id, (*printed.sizes, *_lacking(printed, known))))
    for (meanings, is_learned), rows in grouped.items():
        yield Family(meanings, _groups(meanings), tuple(_members(rows)), is_learned)


def _lacking(printed: Printed, first: Printed) -> Iterator[Quantity]:
    """Sizes of the first name that another name of the product, such as a distributor's, does not state."""
    for size in first.sizes:
        if not any(likeness(size, own) >= _SAME for own in printed.sizes):
            yield size


def _groups(meanings: frozenset[Meaning]) -> dict[str, frozenset[Meaning]]:
    found: dict[str, set[Meaning]] = defaultdict(set)
    for meaning in meanings:
        if group := trade.WORDS.groups.get(meaning):
            found[group].add(meaning)
    return {group: frozenset(inside) for group, inside in found.items()}


def _members(rows: list[tuple[int, tuple[Quantity, ...]]]) -> Iterator[Member]:
    """What all of them have at the same place tells none of them apart."""
    sizes_of = [set(enumerate(sizes)) for _product, sizes in rows]
    shared = set.intersection(*sizes_of) if len({product for product, _sizes in rows}) > 1 else set()
    for product, sizes in rows:
        yield Member(product, sizes, tuple(placed not in shared for placed in enumerate(sizes)))
