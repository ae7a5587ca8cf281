"""Award lines in words: what was counted, under which rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Rule
from campaigns.wording import Names, names_of, why
from claims.models import AwardLine
from common import writing


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an award: how much of which unit, and why.

    `rule` names the version of the rule that gave it, `version` says so in words; codes have neither.
    """

    quantity: int
    unit: str
    name: str
    why: str
    rule: UUID | None = None
    version: str = ""


def explained(lines: Iterable[AwardLine]) -> list[Explained]:
    """The lines with their reasons. Rule, batch and product come with each line, already fetched."""
    lines = list(lines)
    caps = _caps(lines)
    return [_explained(line, [caps[number] for number in line.capped_by if number in caps]) for line in lines]


def _caps(lines: Iterable[AwardLine]) -> Mapping[int, Rule]:
    named = {number for line in lines for number in line.capped_by}
    if not named:
        return {}
    return Rule.objects.to_be_told().in_bulk(named)


def _explained(line: AwardLine, caps: list[Rule]) -> Explained:
    name = line.product.spoken(get_language() or "en") if line.product else _("For the whole claim")
    if line.rule is None:
        return Explained(line.left, line.unit, name, _("For the code on the pack."))
    words = why(
        line.rule.terms,
        line.counted,
        reduce(_joined, map(names_of, caps), names_of(line.rule)),
        missing=line.full - line.quantity,
        caps=[cap.terms for cap in caps],
    )
    if line.taken_back:
        gone = _("%(gone)s of %(given)s went back with goods that came back.")
        words += " " + gone % {"gone": line.taken_back, "given": line.quantity}
    return Explained(line.left, line.unit, name, words, line.rule.uuid, _version(line.rule))


def _version(rule: Rule) -> str:
    since = rule.in_force_from.astimezone(rule.campaign.program.zone).date()
    day = writing.short_day(since, get_language() or "en", today=date.min)
    return _("Rule version %(version)s, since %(day)s") % {"day": day, "version": rule.version}


def _joined(first: Names, second: Names) -> Names:
    return Names(
        currency=first.currency,
        points_name=first.points_name,
        products={**first.products, **second.products},
        distributors={**first.distributors, **second.distributors},
    )
