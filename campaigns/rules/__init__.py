"""What a claim earns: pure functions from facts and rules to lines that each say why."""

from campaigns.rules.awarding import Rules
from campaigns.rules.capping import BUDGET
from campaigns.rules.facts import (
    Basis,
    ClaimFacts,
    Holder,
    LineFacts,
    Measure,
    Period,
    SetPart,
    Tally,
    TallyKey,
)
from campaigns.rules.outcome import Counted, Given, Outcome
from campaigns.rules.sharing import company_part
from campaigns.rules.terms import (
    CREDITS,
    POINTS,
    Cap,
    Effect,
    Multiplier,
    PerAmount,
    PerClaim,
    PerMeasure,
    PerSet,
    Policy,
    Rounding,
    RuleTerms,
    Scope,
    SetMember,
    Stacking,
    Steps,
)

__all__ = [
    "BUDGET",
    "CREDITS",
    "POINTS",
    "Basis",
    "Cap",
    "ClaimFacts",
    "Counted",
    "Effect",
    "Given",
    "Holder",
    "LineFacts",
    "Measure",
    "Multiplier",
    "Outcome",
    "PerAmount",
    "PerClaim",
    "PerMeasure",
    "PerSet",
    "Period",
    "Policy",
    "Rounding",
    "RuleTerms",
    "Rules",
    "Scope",
    "SetMember",
    "SetPart",
    "Stacking",
    "Steps",
    "Tally",
    "TallyKey",
    "company_part",
]
