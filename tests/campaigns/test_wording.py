"""Rules and award lines as sentences, in English and in Polish."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from campaigns.rules import (
    Basis,
    Cap,
    Effect,
    Holder,
    Measure,
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    Period,
    PerMeasure,
    PerSet,
    RuleTerms,
    Scope,
    SetMember,
    Steps,
)
from campaigns.wording import Names, left_told, sentence, why
from programs.models import Program

NAMES = Names("PLN", "points", {1: "Elbow", 2: "Valve"}, {7: "Alfa"})
PUNKTY = Names("PLN", "punkty", {1: "Kolano", 2: "Zawór"}, {7: "Alfa"})


def told(effect: Effect, names: Names = NAMES, language: str = "en", *, unit: str = "points", **scope: object) -> str:
    rewards = scope.pop("rewards", Holder.PARTICIPANT)
    rule = RuleTerms(1, "a", effect, unit, Scope(**scope), rewards=rewards)
    with override(language):
        return sentence(rule, names).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("effect", "scope", "english", "polish"),
    [
        (
            PerMeasure(Decimal(5)),
            {"products": frozenset({1})},
            "5 points for each piece of Elbow",
            "5 punkty za każdą sztukę: Kolano",
        ),
        (
            PerMeasure(Decimal("0.5"), Decimal(10), Measure.METRE, shares=True),
            {"categories": frozenset({"pipes"})},
            "0.5 points for each 10 metres of category pipes, parts counted",
            "0,5 punkty za każde 10 metrów, części też się liczą: kategoria pipes",
        ),
        (
            PerAmount(Decimal(2), Decimal(100), Basis.GROSS),
            {"brands": frozenset({"Nurtia"}), "minimum": Decimal(500)},
            "2 points for each full PLN 100.00 with tax spent on brand Nurtia, from a purchase of PLN 500.00 on",
            "2 punkty za każde pełne 100,00 zł brutto wydane na: marka Nurtia, od zakupu za 500,00 zł",
        ),
        (PerClaim(Decimal(50), 1), {}, "50 points for the first claim", "50 punkty za pierwsze zgłoszenie"),
        (
            PerSet(Decimal(100), (SetMember(frozenset({1, 2}), Decimal(2)),), within_days=30),
            {},
            "100 points for each set of 2 × Elbow, Valve within 30 days",
            "100 punkty za każdy zestaw: 2 × Kolano, Zawór w ciągu 30 dni",
        ),
        (
            Steps(((Decimal(100), Decimal(500)),), Measure.PIECE, Period.QUARTER),
            {},
            "500 points from 100 pieces on of all products per quarter",
            "500 punkty od 100 sztuk, na kwartał: wszystkie produkty",
        ),
        (
            Multiplier(Decimal(2)),
            {"weekdays": frozenset({4}), "bought_from": date(2026, 5, 1), "bought_until": date(2026, 5, 31)},
            "2 times the points for all products, bought on Friday, bought from 1 May 2026 to 31 May 2026",
            "Punkty razy 2: wszystkie produkty, kupione w dni: piątek, kupione od 1 maj 2026 do 31 maj 2026",
        ),
        (
            Cap(1000, Holder.PARTICIPANT, Period.MONTH),
            {"distributors": frozenset({7})},
            "At most 1,000 points for each participant per month, bought at Alfa",
            "Najwyżej 1 000 punkty dla każdego uczestnika, na miesiąc, kupione w: Alfa",
        ),
        (
            PerDecision(Decimal(2)),
            {
                "rewards": Holder.CLERK,
                "weekdays": frozenset({4}),
                "bought_from": date(2026, 5, 1),
                "distributors": frozenset({7}),
            },
            "2 points for each claim answered within the promised day, on Friday, from 1 May 2026 on, at Alfa, "
            "to the clerk who answers",
            "2 punkty za każde zgłoszenie, na które odpowiedziano w obiecanym terminie, w dni: piątek, od 1 maj 2026, "
            "w: Alfa, dla sprzedawcy, który odpowiada",
        ),
        (
            PerEnrolment(Decimal(50)),
            {"rewards": Holder.DISTRIBUTOR, "bought_until": date(2026, 5, 31)},
            "50 points for each participant brought by a link, once a first claim is confirmed, until 31 May 2026, "
            "to the distributor",
            "50 punkty za każdego uczestnika pozyskanego przez link, gdy tylko jego pierwsze zgłoszenie zostanie "
            "potwierdzone, do 31 maj 2026, dla dystrybutora",
        ),
        (
            Cap(100, Holder.CLERK, Period.MONTH),
            {"rewards": Holder.CLERK},
            "At most 100 points for each clerk per month, to the clerks",
            "Najwyżej 100 punkty dla każdego sprzedawcy, na miesiąc, dla sprzedawców",
        ),
    ],
)
def test_each_kind_of_rule_is_one_sentence(effect: Effect, scope: dict, english: str, polish: str):
    assert told(effect, **scope) == english
    assert told(effect, PUNKTY, "pl", **scope) == polish


def test_whom_a_rule_rewards_is_said_unless_it_is_the_participant():
    assert told(PerClaim(Decimal(1)), rewards=Holder.CLERK) == "1 points for each claim, to the clerk who confirms"
    assert told(PerClaim(Decimal(1)), unit="credits") == "1 training credit for each claim"


def reason(effect: Effect, counted: str, language: str = "en", **more: object) -> str:
    with override(language):
        words = why(RuleTerms(1, "a", effect), Decimal(counted), NAMES, **more)
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("effect", "counted", "words"),
    [
        (PerMeasure(Decimal(5), measure=Measure.METRE), "24", "24 metres × 5 points."),
        (PerMeasure(Decimal(5), Decimal(10)), "24", "24 pieces counted, 5 points for each 10 pieces."),
        (PerAmount(Decimal(1), Decimal(100)), "240", "1 points for each full PLN 100.00; PLN 240.00 counted."),
        (PerClaim(Decimal(5)), "1", "For each claim."),
        (PerClaim(Decimal(5), 3), "3", "For claim number 3."),
        (PerSet(Decimal(9), (SetMember(frozenset({1}), Decimal(1)),)), "2", "2 full sets × 9 points: 1 × Elbow."),
        (Steps(((Decimal(1), Decimal(2)),), Basis.NET, Period.YEAR), "300", "PLN 300.00 reached per year."),
        (Multiplier(Decimal("1.5")), "24", "On top, because these count 1.5 times."),
        (PerDecision(Decimal(2)), "1", "Answered within the promised day: 2 points."),
        (PerEnrolment(Decimal(9)), "1", "A participant joined by your link, and a first claim is confirmed: 9 points."),
    ],
)
def test_an_award_line_says_what_was_counted(effect: Effect, counted: str, words: str):
    assert reason(effect, counted) == words


def test_a_cap_says_how_much_it_took():
    cap = RuleTerms(2, "b", Cap(100, Holder.PARTICIPANT, Period.MONTH))

    assert reason(PerMeasure(Decimal(5)), "30", missing=50, caps=[cap]) == (
        "30 pieces × 5 points. 50 points less: At most 100 points for each participant per month."
    )


def test_a_line_of_nothing_says_what_it_would_be_and_what_is_reached():
    cap = RuleTerms(2, "b", Cap(280, Holder.PARTICIPANT, Period.MONTH))
    metres = PerMeasure(Decimal(5), measure=Measure.METRE)
    cut = {"missing": 120, "is_all": True}

    assert reason(metres, "24", **cut, caps=[cap]) == (
        "24 metres × 5 points. That makes 120 points, but 0 count: "
        "At most 280 points for each participant per month, which is reached."
    )
    assert reason(metres, "24", "pl", **cut, caps=[cap]) == (
        "24 metry × 5 points. To daje 120 points, ale liczy się 0: "
        "Najwyżej 280 points dla każdego uczestnika, na miesiąc (ten limit jest wykorzystany)."
    )
    assert reason(metres, "24", **cut, caps=[cap], is_budget_gone=True) == (
        "24 metres × 5 points. That makes 120 points, but 0 count: "
        "At most 280 points for each participant per month, which is reached; the budget of the campaign is used up."
    )


@pytest.mark.parametrize(
    ("left", "is_sent", "english", "polish"),
    [
        ({}, False, "", ""),
        (
            {"points": 1040},
            False,
            "The campaign's budget has 1,040 points left.",
            "W budżecie kampanii zostało: 1 040 points.",
        ),
        (
            {"credits": 1, "points": 0},
            True,
            "The campaign's budget holds 0 points, 1 training credit for it.",
            "W budżecie kampanii jest na to zgłoszenie: 0 points, 1 kredyt szkoleniowy.",
        ),
        ({"points": 0}, True, "The campaign's budget is used up.", "Budżet kampanii jest wyczerpany."),
    ],
)
def test_what_a_firm_budget_has_left_is_one_short_sentence(left, is_sent, english, polish):
    program = Program(currency="PLN", points_name="points")
    for language, words in (("en", english), ("pl", polish)):
        with override(language):
            assert left_told(program, left, is_sent=is_sent).replace("\N{NO-BREAK SPACE}", " ") == words
