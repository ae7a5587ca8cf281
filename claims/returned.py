"""Goods that came back, in words: which product, and how many points that took."""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.rules import CREDITS, POINTS, Holder
from claims import queries
from claims.models import Claim, GoodsReturn, ReturnedGoods
from claims.services.returning import reference
from common import writing

OF_CLAIM = re.compile(r"claim:([0-9a-f-]{36}):")
"""The reference under which the ledger has what a claim moved."""


def told_returns(claim: Claim) -> Mapping[int, str]:
    """By the event that noted it: what came back and what that took from the participant."""
    return {one.event_id: told(one) for one in queries.returns_of(claim)}


def told(made: GoodsReturn) -> str:
    """`3 × Elbow 20: 15 points`; goods and lines come with it, already fetched."""
    words = {"goods": goods(made), "points": _sum(made, POINTS), "credits": _sum(made, CREDITS)}
    if any(one.line.unit == CREDITS for one in made.taken.all()):
        return _("%(goods)s: points taken back: %(points)s, training credits: %(credits)s.") % words
    return _("%(goods)s: points taken back: %(points)s.") % words


def _sum(made: GoodsReturn, unit: str) -> str:
    mine = [one for one in made.taken.all() if one.line.unit == unit and one.line.rewards == Holder.PARTICIPANT]
    return writing.count(sum(one.quantity for one in mine), get_language() or "en")


def told_by_reference(references: Collection[str]) -> Mapping[str, str]:
    """Of lines of the ledger: which goods came back, for those that are about goods that did."""
    about = (OF_CLAIM.match(name) for name in references if ":return-" in name)
    claims = {match[1] for match in about if match}
    found = queries.with_goods(GoodsReturn.objects.filter(award__claim__uuid__in=claims)) if claims else []
    return {reference(made): _("%(goods)s came back") % {"goods": goods(made)} for made in found}


def goods(made: GoodsReturn) -> str:
    """`3 × Elbow 20, 1 × Tee 20` in the reader's language."""
    return ", ".join(_one(one) for one in made.goods.all())


def _one(one: ReturnedGoods) -> str:
    language, product = get_language() or "en", one.line.product
    name = product.spoken(language) if product else one.line.description
    return f"{writing.quantity(one.quantity, language)} × {name}"
