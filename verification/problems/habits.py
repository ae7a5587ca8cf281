"""Problems of what people do again and again: participants, devices, clerks. Each needs more than chance to speak."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from verification.problems.facts import ClaimFacts
from verification.problems.making import problem
from verification.problems.values import Problem

DAY = timedelta(days=1)
MANY_A_DAY = 30
"""Who hands in the invoices of a month at once sends about twenty."""

NEAR_LIMIT = Decimal("0.95")
ENOUGH_TOTALS, FEWEST_NEAR = 6, 4
OTHERS_ON_DEVICE = 2
ACCOUNTS_AT_ADDRESS, UPLOADS_AT_ADDRESS = 20, 100
"""A building site or a mobile operator's customers share one address."""

ANSWERED, SHARE, TIMES, OTHER_PEOPLE = 10, 0.9, 5, 5


def _claims(facts: ClaimFacts) -> Iterator[Problem]:
    habits = facts.habits
    if habits.sent_at is None:
        return
    count = 1 + sum(one.sent_at > habits.sent_at - DAY for one in habits.sent_before)
    if count >= MANY_A_DAY:
        text = _("The participant sent %(count)s claims within a day.") % {"count": count}
        yield problem("many-claims", text)


def _limits(facts: ClaimFacts) -> Iterator[Problem]:
    if not (mine := facts.stated.get("total")):
        return
    totals = [Decimal(mine), *(one.total for one in facts.habits.sent_before if one.total is not None)]
    for limit in facts.habits.limits:
        near = [NEAR_LIMIT * limit <= total <= limit for total in totals]
        if near[0] and len(near) >= ENOUGH_TOTALS and sum(near) >= max(FEWEST_NEAR, len(near) / 2):
            text = _(
                "%(count)s of the participant's last %(all)s claims lie just below the value that nobody looks at."
            )
            yield problem("below-limit", text % {"count": sum(near), "all": len(near)}, ("total",))
            return


def _device(facts: ClaimFacts) -> Iterator[Problem]:
    others, (accounts, uploads) = facts.habits.on_device, facts.habits.at_address
    if others >= OTHERS_ON_DEVICE:
        text = _("From the same device %(count)s other people of no common firm sent documents within a month.")
        yield problem("many-on-device", text % {"count": others})
    if accounts >= ACCOUNTS_AT_ADDRESS and uploads >= UPLOADS_AT_ADDRESS:
        text = _("From the same network address %(people)s people sent %(count)s documents within a day.")
        yield problem("many-at-address", text % {"people": accounts, "count": uploads})


def _ties(facts: ClaimFacts) -> Iterator[Problem]:
    tie = facts.habits.ties
    if tie.is_clerk:
        yield problem("claimant-is-clerk", _("The participant works for this seller."))
    if tie.is_own_firm:
        yield problem("own-firm", _("The participant's firm is this seller."))
    if tie.namesakes and not tie.is_clerk:
        text = _("Has the participant's surname and answers claims there: %(names)s.")
        yield problem("clerk-namesake", text % {"names": ", ".join(tie.namesakes)})


def _clerk(facts: ClaimFacts) -> Iterator[Problem]:
    habit = facts.habits.clerk
    # Where one person answers everything, it is always the same one.
    if habit is None or facts.habits.ties.clerks < 2 or habit.answered < ANSWERED or habit.people < OTHER_PEOPLE:
        return
    if habit.his >= SHARE * habit.answered and habit.his >= TIMES * habit.usual:
        text = _("%(clerk)s answered %(his)s of the participant's last %(all)s claims there.")
        yield problem("one-clerk", text % {"clerk": habit.name, "his": habit.his, "all": habit.answered})


FINDERS = (_claims, _limits, _device, _ties, _clerk)
