"""Which product a printed line means: by GTIN, article number, the distributor's own name for it, or likeness."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from common.texts import fold

SURE = 0.9
"""At and above this score a match is taken without asking; below it is only offered."""

OFFERED = 0.72
RUNNER_UP_GAP = 0.04
"""Two products nearer to each other than this are not told apart by name: offered, not taken."""

_NUMBER = re.compile(r"\d+(?:/\d+)?")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one product."""

    name: str
    product_id: int


@dataclass(frozen=True, slots=True)
class Match:
    """A product with how sure it is, 0 to 1, and by what it was found: gtin, sku, alias or name."""

    product_id: int
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names and numbers of a program's products, folded once and searched often."""

    skus: Mapping[str, int]
    gtins: Mapping[str, int]
    aliases: Mapping[str, int]
    keys: tuple[str, ...]
    products: tuple[int, ...]

    @classmethod
    def build(
        cls, *, skus: Mapping[str, int], gtins: Mapping[str, int], aliases: Mapping[str, int], names: Iterable[Named]
    ) -> "Catalogue":
        """From names as written; `aliases` are already keys made by `alias_key`."""
        listed = list(names)
        keys = tuple(alias_key(named.name) for named in listed)
        folded = {alias_key(sku): product for sku, product in skus.items()}
        return cls(folded, dict(gtins), dict(aliases), keys, tuple(named.product_id for named in listed))


def alias_key(printed: str) -> str:
    """The form in which printed names are compared, at most 200 characters."""
    return fold(printed)[:200]


def match(description: str, *, gtin: str | None, sku: str | None, catalogue: Catalogue) -> Match | None:
    """The product that a printed line means, or None. Numbers go before names, the distributor's names before ours."""
    if gtin and (product := catalogue.gtins.get(gtin.zfill(14))):
        return Match(product, 1.0, "gtin")
    if sku and (product := catalogue.skus.get(alias_key(sku)) or catalogue.aliases.get(alias_key(sku))):
        return Match(product, 1.0, "sku")
    key = alias_key(description)
    if product := catalogue.aliases.get(key):
        return Match(product, 0.99, "alias")
    return _sku_within(key, catalogue) or _by_name(key, catalogue)


def _sku_within(key: str, catalogue: Catalogue) -> Match | None:
    padded = f" {key} "
    found = {product for sku, product in catalogue.skus.items() if len(sku) >= 4 and f" {sku} " in padded}
    return Match(found.pop(), 0.97, "sku") if len(found) == 1 else None


def _by_name(key: str, catalogue: Catalogue) -> Match | None:
    known = (*catalogue.keys, *catalogue.aliases)
    products = (*catalogue.products, *catalogue.aliases.values())
    best: dict[int, float] = {}
    for name, score, index in process.extract(key, known, scorer=fuzz.token_sort_ratio, limit=12):
        exact = score / 100 - _numbers_differ(key, name)
        best[products[index]] = max(best.get(products[index], 0.0), exact)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < OFFERED:
        return None
    close = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < RUNNER_UP_GAP
    return Match(ranked[0][0], min(ranked[0][1], SURE - 0.01) if close else ranked[0][1], "name")


def _numbers_differ(one: str, other: str) -> float:
    """A 16 mm elbow is not a 20 mm one, however alike their names are."""
    first, second = sorted(_NUMBER.findall(one)), sorted(_NUMBER.findall(other))
    return 0.0 if first == second else 0.25
