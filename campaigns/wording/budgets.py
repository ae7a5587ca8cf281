"""How a campaign's budget stands, in words and as a bar."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.queries import Standing, standings
from campaigns.rules import CREDITS, POINTS
from campaigns.wording.names import Names, amount_of
from common import writing
from programs.models import Program

BAR = 1000
"""The width of a bar, as its rectangles count it."""


@dataclass(frozen=True, slots=True)
class BudgetTold:
    """One budget. The widths are those of the bar's parts, of BAR; `pill` is empty while all is well."""

    name: str
    given: str
    waiting: str
    left: str
    amount: str
    given_width: str
    waiting_width: str
    pill: str
    word: str
    note: str


def budgets_told(campaign: Campaign) -> list[BudgetTold]:
    """The campaign's budgets for reading; none where it gives what the rules give."""
    return [_told(campaign, one) for one in standings(campaign)]


def left_told(program: Program, left: Mapping[str, int], *, is_sent: bool = False) -> str:
    """Why a number is smaller than the rules say: all that a firm budget has left, for one claim if that was sent.

    Nothing where nothing is short (`campaigns.rules.Outcome.budget_left`).
    """
    if not any(left.values()):
        return _("The campaign's budget is used up.") if left else ""
    names = Names(currency=program.currency, points_name=program.points_name)
    amounts = ", ".join(amount_of(Decimal(left[unit]), unit, names) for unit in (POINTS, CREDITS) if unit in left)
    if is_sent:
        return _("The campaign's budget holds %(left)s for it.") % {"left": amounts}
    return _("The campaign's budget has %(left)s left.") % {"left": amounts}


def unit_name(campaign: Campaign, unit: str) -> str:
    """Points by the program's own name for them."""
    return campaign.program.points_name if unit == POINTS else _("training credits")


def _told(campaign: Campaign, one: Standing) -> BudgetTold:
    pill, word, note = _state(campaign, one)
    given_width = _place(one.given, one)
    return BudgetTold(
        name=unit_name(campaign, one.unit),
        given=_count(one.given),
        waiting=_count(one.waiting),
        left=_count(max(0, one.left)),
        amount=_count(one.amount),
        given_width=str(given_width),
        waiting_width=str(_place(one.given + one.waiting, one) - given_width),
        pill=pill,
        word=word,
        note=note,
    )


def _state(campaign: Campaign, one: Standing) -> tuple[str, str, str]:
    if one.is_used_up:
        note = _("The campaign takes no new claims and codes. What was sent before is still paid.")
        if campaign.budget_is_firm:
            note = _("The campaign takes no new claims and codes. What was sent before gets what was set aside for it.")
        if one.left < 0:
            note += " " + _("That goes %(beyond)s beyond the budget.") % {"beyond": _count(-one.left)}
        return "error", _("used up"), note
    if one.is_nearly_used_up(campaign.budget_warns_at):
        return "warning", _("nearly used up"), ""
    return "", "", ""


def _place(amount: int, one: Standing) -> int:
    whole = max(one.amount, one.given + one.waiting, 1)
    return amount * BAR // whole


def _count(number: int) -> str:
    return writing.count(number, get_language() or "en")
