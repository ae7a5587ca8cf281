"""Try-outs in words: what a basket earns now and with the draft, and what past claims would have cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from campaigns.models import Product, Rule, TryOut
from campaigns.queries import rules_in_force, rules_with
from campaigns.rules import POINTS, ClaimFacts, Given, Holder, Rules, RuleTerms
from campaigns.wording import Names, names_for, why
from campaigns.wording.names import amount_of, language
from common import writing
from distributors.models import Distributor
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class Earned:
    """One line: how much, for what, why. `is_new` where the other side has no such line."""

    amount: str
    what: str
    why: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one set of rules gives for the basket."""

    title: str
    totals: list[str]
    lines: list[Earned]


def sides(tryout: TryOut, facts: ClaimFacts, *, now: datetime) -> list[Side]:
    """What the basket earns by the rules in force, and what with the draft."""
    before, after = rules_in_force(tryout.campaign, at=now), rules_with(tryout, at=now)
    names = names_for(tryout.campaign.program, [*before.terms, *after.terms])
    bought = Product.objects.filter(pk__in=[line.product_id for line in facts.lines]).prefetch_related("names")
    products = {product.pk: product.spoken(language()) for product in bought}
    given = [before.award(facts).given, after.award(facts).given]
    known = [{_alike(one) for one in side} for side in given]
    titles = (_("As it is now"), _("With the new version") if tryout.changes_id else _("With the new rule"))
    return [
        Side(
            title,
            _totals(side, names),
            [_earned(one, rules, names, products, is_new=_alike(one) not in others) for one in side],
        )
        for title, side, rules, others in zip(titles, given, (before, after), reversed(known), strict=True)
    ]


def _alike(one: Given) -> tuple[object, ...]:
    return one.unit, one.product_id, one.rewards, one.quantity, one.counted, one.rule_id, one.factor


def _totals(given: Sequence[Given], names: Names) -> list[str]:
    sums: dict[tuple[str, str], int] = {}
    for one in given:
        sums[one.unit, one.rewards] = sums.get((one.unit, one.rewards), 0) + one.quantity
    rows = sorted(sums.items(), key=lambda row: (row[0][0] != POINTS, row[0][1] != Holder.PARTICIPANT))
    return [
        amount_of(Decimal(total), unit, names) + ("" if who == Holder.PARTICIPANT else f" ({rewarded(who)})")
        for (unit, who), total in rows
        if total
    ]


def _earned(given: Given, rules: Rules, names: Names, products: Mapping[int, str], *, is_new: bool) -> Earned:
    terms: dict[int, RuleTerms] = {rule.rule_id: rule for rule in rules.terms}
    what = products.get(given.product_id, "") if given.product_id else _("For the whole claim")
    words = why(
        terms[given.rule_id],
        given.counted,
        names,
        missing=given.full - given.quantity,
        is_all=not given.quantity,
        caps=[terms[cap] for cap in given.capped_by],
    )
    return Earned(amount_of(Decimal(given.quantity), given.unit, names), what, words, is_new)


@dataclass(frozen=True, slots=True)
class Table:
    """As `components/table.html` takes it."""

    title: str
    columns: list[Any]
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a run, for reading."""

    figures: list[dict[str, str]]
    months: list[tuple[str, int, str]]
    tables: list[Table]


def found(tryout: TryOut) -> Found | None:
    """What the run found; None before its end."""
    if tryout.result is None:
        return None
    unit = tryout.unit
    months = [row for row in tryout.result["months"] if row[1] == unit]
    return Found(list(_figures(tryout, unit)), list(_bars(months)), list(_tables(tryout)))


def _figures(tryout: TryOut, unit: str) -> Iterator[dict[str, str]]:
    result = tryout.result or {}
    sums = [row[2:] for row in result["rewarded"] if row[1] == unit]
    given, would = (sum(side) for side in zip(*sums, strict=True)) if sums else (0, 0)
    unit_name = unit_word(tryout, unit)
    yield {"label": _("Were given"), "value": _count(given), "note": unit_name}
    yield {"label": _("Would be given"), "value": _count(would), "note": unit_name}
    change = f"{writing.signed_count(round((would - given) * 100 / given), language())} %" if given else ""
    yield {"label": _("Difference"), "value": writing.signed_count(would - given, language()), "note": change}
    yield {
        "label": _("Claims that would get more"),
        "value": _count(result["more"]),
        "note": _("%(less)s would get less, %(all)s in all")
        % {"less": _count(result["less"]), "all": _count(result["claims"])},
    }


def _bars(months: Sequence[Sequence[Any]]) -> Iterator[tuple[str, int, str]]:
    for month, _unit, given, would in months:
        name = _month(month)
        yield _("%(month)s, given") % {"month": name}, given, _count(given)
        yield _("%(month)s, tried") % {"month": name}, would, _count(would)


SECTIONS = ("rewarded", "months", "products", "distributors", "participants")


def _tables(tryout: TryOut) -> Iterator[Table]:
    titles = {
        "rewarded": (_("By who gets it"), _("Who")),
        "months": (_("By month of purchase"), _("Month")),
        "products": (_("By product"), _("Product")),
        "distributors": (_("By distributor"), _("Distributor")),
        "participants": (_("Who would have got the most"), _("Participant")),
    }
    for section, (title, first) in titles.items():
        heads = [first, _("In"), *((name, "number") for name in (_("Given"), _("Tried"), _("Difference")))]
        rows = [
            [
                name,
                unit_word(tryout, unit),
                _count(given),
                _count(would),
                writing.signed_count(would - given, language()),
            ]
            for name, unit, given, would in named_rows(tryout, section)
        ]
        yield Table(title, heads, rows)


def named_rows(tryout: TryOut, section: str) -> list[tuple[str, str, int, int]]:
    """Rows of one part of the result, each with the name that people know: name, unit, given, would."""
    rows = (tryout.result or {}).get(section, [])
    keys = [row[0] for row in rows if isinstance(row[0], int)]
    names: dict[Any, str] = {}
    match section:
        case "products":
            names = dict(Product.objects.filter(pk__in=keys).values_list("pk", "name")) | {
                None: _("For the whole claim")
            }
        case "distributors":
            names = dict(Distributor.objects.filter(pk__in=keys).values_list("pk", "name")) | {None: "–"}
        case "participants":
            names = dict(Participant.objects.filter(pk__in=keys).values_list("pk", "name"))
        case "months":
            names = {row[0]: _month(row[0]) for row in rows}
        case "rewarded":
            names = {row[0]: rewarded(row[0]) for row in rows}
    return [(names.get(row[0]) or "–", row[1], row[2], row[3]) for row in rows]


def rewarded(code: str) -> str:
    """Whom a line is for."""
    return str(Rule.Rewards(code).label)


def unit_word(tryout: TryOut, unit: str) -> str:
    """What the program calls its points; training credits have no other name."""
    return tryout.campaign.program.points_name if unit == POINTS else str(Rule.Unit(unit).label)


def _count(number: int) -> str:
    return writing.count(number, language())


def _month(month: str) -> str:
    return format_skeleton("yMMM", date.fromisoformat(f"{month}-01"), locale=writing.locale_of(language()))
