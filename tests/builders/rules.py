"""Rules of the tests' campaign, beside those that it begins with."""

from datetime import UTC, datetime
from typing import Any

from campaigns import services as campaigns
from campaigns.models import Rule
from campaigns.rules import Effect
from tests.builders.programs import a_campaign

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
"""Before everything that the tests buy."""


def a_rule(effect: Effect, **told: Any) -> Rule:
    """One more rule, in force since long ago unless told otherwise."""
    return campaigns.add_rule(campaign=a_campaign(), effect=effect, by=None, **{"now": LONG_AGO} | told)
