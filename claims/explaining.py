"""Award lines in words: what was counted, under which rule."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Rule
from campaigns.rules import BUDGET, Holder
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
    caps, wholes = _caps(lines), _wholes(lines)
    return [
        _explained(line, [caps[number] for number in line.capped_by if number in caps], wholes[_of_one(line)])
        for line in lines
    ]


def _of_one(line: AwardLine) -> tuple[object, ...]:
    """What a person's line and the company's part of it have in common."""
    return line.unit, line.rule_id, line.of_rule_id, line.batch_id, line.product_id


def _wholes(lines: Iterable[AwardLine]) -> Mapping[tuple[object, ...], int]:
    """What was given before it was shared; 0 where it was not."""
    sums: Counter[tuple[object, ...]] = Counter()
    shared = {_of_one(line) for line in lines if line.rewards == Holder.COMPANY}
    for line in lines:
        sums[_of_one(line)] += line.quantity if _of_one(line) in shared else 0
    return sums


def _caps(lines: Iterable[AwardLine]) -> Mapping[int, Rule]:
    named = {number for line in lines for number in line.capped_by}
    if not named:
        return {}
    return Rule.objects.to_be_told().in_bulk(named)


def _explained(line: AwardLine, caps: list[Rule], whole: int) -> Explained:
    name = line.product.spoken(get_language() or "en") if line.product else _for_what(line)
    if line.rewards == Holder.COMPANY and whole:
        name = _("To your company: %(name)s") % {"name": name}
    if line.rule is None:
        return Explained(line.left, line.unit, name, _for_code(line) + _shared(line, whole))
    words = why(
        line.rule.terms,
        line.counted,
        reduce(_joined, map(names_of, caps), names_of(line.rule)),
        missing=line.full - line.quantity,
        is_all=not line.quantity,
        caps=[cap.terms for cap in caps],
        is_budget_gone=BUDGET in line.capped_by,
    )
    words += _shared(line, whole) + (_kept_by_firm(line) if line.quantity else "")
    if line.taken_back:
        gone = _("%(gone)s of %(given)s went back with goods that came back.")
        words += " " + gone % {"gone": line.taken_back, "given": line.quantity}
    return Explained(line.left, line.unit, name, words, line.rule.uuid, _version(line.rule))


def _for_what(line: AwardLine) -> str:
    match line.rule.kind if line.rule else "":
        case Rule.Kind.PER_DECISION:
            return _("For answering")
        case Rule.Kind.PER_ENROLMENT:
            return _("For bringing a participant")
        case _:
            return _("For the whole claim")


def _kept_by_firm(line: AwardLine) -> str:
    if line.rule is None or (line.rewards, line.rule.rewards) != (Holder.DISTRIBUTOR, Holder.CLERK):
        return ""
    return " " + _("The distributor keeps it: it has said that rewards for its clerks go to its own account.")


def _version(rule: Rule) -> str:
    since = rule.in_force_from.astimezone(rule.campaign.program.zone).date()
    day = writing.short_day(since, get_language() or "en", today=date.min)
    return _("Rule version %(version)s, since %(day)s") % {"day": day, "version": rule.version}


def _shared(line: AwardLine, whole: int) -> str:
    if not whole:
        return ""
    told = {"part": line.quantity, "whole": whole}
    return " " + _("%(part)s of %(whole)s, as you share with your company.") % told


def _for_code(line: AwardLine) -> str:
    words = _("For the code on the pack.")
    if BUDGET in line.capped_by:
        told = {"given": line.quantity, "full": line.full}
        words += " " + _("%(given)s of %(full)s: the budget of the campaign is used up.") % told
    return words


def _joined(first: Names, second: Names) -> Names:
    return Names(
        currency=first.currency,
        points_name=first.points_name,
        products={**first.products, **second.products},
        distributors={**first.distributors, **second.distributors},
    )
