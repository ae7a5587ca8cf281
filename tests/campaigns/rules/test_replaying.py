"""Rules asked for one claim after the other: each sees what those before it counted, and nothing else is kept."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from campaigns.rules import (
    Cap,
    ClaimFacts,
    Holder,
    LineFacts,
    PerClaim,
    Period,
    PerMeasure,
    PerSet,
    Rules,
    RuleTerms,
    SetMember,
    Tally,
)
from campaigns.rules.replaying import Replay

BOILER, CHIMNEY = 1, 2
DAY = date(2026, 5, 4)
MAREK, OLA = {Holder.PARTICIPANT: "marek"}, {Holder.PARTICIPANT: "ola"}


def a_claim(*products: int, on: date = DAY) -> ClaimFacts:
    return ClaimFacts(tuple(LineFacts(product, {"piece": Decimal(1)}) for product in products), on)


def rules(*effects: object) -> Rules:
    return Rules(RuleTerms(number, f"lineage {number}", effect) for number, effect in enumerate(effects, start=1))


def given(replay: Replay, claim: ClaimFacts, who: dict = MAREK) -> int:
    return replay.award(claim, who).total("points")


def test_a_cap_is_used_up_by_one_and_not_by_another():
    replay = Replay(rules(PerMeasure(Decimal(60)), Cap(100, Holder.PARTICIPANT, Period.MONTH)))

    assert [given(replay, a_claim(BOILER)) for _time in range(3)] == [60, 40, 0]
    assert given(replay, a_claim(BOILER), OLA) == 60
    assert given(replay, a_claim(BOILER, on=DAY + timedelta(days=31))) == 60


def test_a_set_is_made_of_several_claims_and_its_parts_are_used_once():
    members = tuple(SetMember(frozenset({one}), Decimal(1)) for one in (BOILER, CHIMNEY))
    replay = Replay(rules(PerSet(Decimal(100), members, within_days=30)))

    assert given(replay, a_claim(BOILER)) == 0
    assert given(replay, a_claim(CHIMNEY), OLA) == 0
    assert given(replay, a_claim(CHIMNEY, on=DAY + timedelta(days=30))) == 100
    assert given(replay, a_claim(CHIMNEY, on=DAY + timedelta(days=30))) == 0


def test_sums_of_the_day_do_not_count_beside_its_own():
    replay = Replay(rules(PerClaim(Decimal(50), 1)))
    first = a_claim(BOILER)
    (key,) = replay.rules.tallies_for(first)

    assert given(replay, replace(first, tallies={key: Tally(Decimal(5))})) == 50


def test_without_counting_rules_nothing_is_kept():
    replay = Replay(rules(PerMeasure(Decimal(60)), Cap(50, Holder.PARTICIPANT, Period.CLAIM)))

    given(replay, a_claim(BOILER))

    assert not replay._sums
