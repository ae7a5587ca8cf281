"""The example of docs/rules.md, as it stands there."""

from decimal import Decimal

from campaigns.rules import Cap, Holder, Multiplier, PerAmount, PerClaim, Period, PerMeasure
from tests.campaigns.rules.terms import FRIDAY, PIPE, VALVE, awarded, claim, figures, line, rule


def test_the_award_of_the_documentation():
    bought = claim(line(PIPE, 24, "96.00", metre=24), line(VALVE, 3, "75.50"), on=FRIDAY)

    outcome = awarded(
        bought,
        rule(1, PerMeasure(Decimal(5), Decimal(1), "metre"), PIPE),
        rule(2, PerAmount(Decimal(1), Decimal(10))),
        rule(3, Multiplier(Decimal(2)), PIPE, weekdays=frozenset({4})),
        rule(4, PerClaim(Decimal(50), 1)),
        rule(5, Cap(280, Holder.PARTICIPANT, Period.MONTH)),
    )

    assert figures(outcome) == [(2, 7), (1, 120), (3, 120), (4, 33)]
    assert [(one.full, one.capped_by) for one in outcome.given][-1] == (50, (5,))
