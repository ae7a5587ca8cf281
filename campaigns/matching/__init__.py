"""Which product a printed line means: by GTIN, article number, the distributor's own name for it, or likeness."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.matching.catalogue import Catalogue, Named, alias_key, as_written
from campaigns.matching.likeness import Found, ranked
from campaigns.matching.reading import read

__all__ = ["SURE", "Catalogue", "Match", "Named", "RunnerUp", "alias_key", "match"]

SURE = 0.9
"""At and above this score a match is taken without asking; below it is only offered."""

OFFERED = 0.58
RUNNER_UP_GAP = 0.04
"""Two products nearer to each other than this are not told apart by name: offered, not taken."""

_UNDERSTOOD = 0.7
_FAR = 0.15
_ALONE = 0.05
"""A product whose runner-up is further away than that is the only one of its kind, which makes it surer."""

_LONG_NUMBER = re.compile(r"(?<!\d)\d{8,14}(?!\d)")


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The product that fits second best."""

    product_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """A product with how sure it is, 0 to 1, and by what it was found: gtin, sku, alias or name."""

    product_id: int
    score: float
    by: str
    runner_up: RunnerUp | None = None


def match(description: str, *, gtin: str | None, sku: str | None, catalogue: Catalogue) -> Match | None:
    """The product that a printed line means, or None. Numbers go before names, the distributor's names before ours."""
    for number in (gtin, *_LONG_NUMBER.findall(description)):
        if number and (product := catalogue.gtins.get(number.zfill(14))):
            return Match(product, 1.0, "gtin")
    if sku and (product := catalogue.skus.get(alias_key(sku)) or catalogue.aliases.get(alias_key(sku))):
        return Match(product, 1.0, "sku")
    key = alias_key(description)
    if product := catalogue.aliases.get(key):
        return _by_taught(product, description, catalogue) if key in catalogue.taught else _by_alias(product)
    if product := catalogue.own_names.get(as_written(description)):
        return Match(product, 1.0, "name", _second(product, ranked(read(description), catalogue)))
    return _sku_within(key, catalogue) or _by_name(description, catalogue)


def _by_alias(product: int) -> Match:
    return Match(product, 0.99, "alias")


def _by_taught(product: int, description: str, catalogue: Catalogue) -> Match:
    """Sure, unless the text is understood and fits another product as well: the till cut off what told them apart.

    A clerk corrects one sale; only the organizer can say that such a text means one product always.
    """
    found = [one for one in ranked(read(description), catalogue, with_learned=False) if one.score >= _UNDERSTOOD]
    near = [one for one in found if one.score > found[0].score - RUNNER_UP_GAP]
    other = _second(product, near)
    if other is None or all(one.product_id != product for one in near):
        return _by_alias(product)
    return Match(product, SURE - 0.01, "alias", other)


def _sku_within(key: str, catalogue: Catalogue) -> Match | None:
    padded = f" {key} "
    found = {product for sku, product in catalogue.skus.items() if len(sku) >= 4 and f" {sku} " in padded}
    return Match(found.pop(), 0.97, "sku") if len(found) == 1 else None


def _by_name(description: str, catalogue: Catalogue) -> Match | None:
    found = ranked(read(description), catalogue)
    if not found or found[0].score < OFFERED:
        return None
    runner_up = _second(found[0].product_id, found)
    return Match(found[0].product_id, _certainty(found[0], runner_up), "name", runner_up)


def _second(product: int, found: Iterable[Found]) -> RunnerUp | None:
    return next((RunnerUp(one.product_id, one.score) for one in found if one.product_id != product), None)


def _certainty(best: Found, runner_up: RunnerUp | None) -> float:
    gap = best.score - runner_up.score if runner_up else 1.0
    if gap < RUNNER_UP_GAP or best.is_doubtful:
        return min(best.score, SURE - 0.01)
    return min(best.score + _ALONE, 0.99) if gap > _FAR else best.score
