"""How a campaign's budget stands, in words and as a bar."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.queries import Standing, standings
from campaigns.rules import POINTS
from common import writing

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
