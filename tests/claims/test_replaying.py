"""A drafted rule on past claims: the same sums as real awards would have had, however often it is started."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from campaigns import services as campaigns
from campaigns.models import Baseline, TryOut
from campaigns.rules import Cap, Effect, Holder, Measure, PerClaim, Period, PerMeasure, Scope, Steps
from claims.models import Award, ClaimEvent
from claims.services import replaying
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_company, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def a_tryout(effect: Effect, **told: object) -> TryOut:
    campaign = a_campaign()
    by = a_campaign_admin().user
    tryout = campaigns.draft(campaign=campaign, effect=effect, **({"scope": Scope()} | told), by=by, now=NOON)
    campaigns.start(tryout=tryout, since=date(2026, 11, 1), until=date(2026, 11, 30))
    return tryout


def result(tryout: TryOut) -> dict:
    replaying.run(tryout_id=tryout.pk, run=tryout.run, clock=lambda: NOON)
    tryout.refresh_from_db()
    assert tryout.state == TryOut.State.DONE
    return tryout.result


def points(found: dict) -> tuple[int, int]:
    rows = [row[2:] for row in found["rewarded"] if row[1] == "points"]
    return tuple(map(sum, zip(*rows, strict=True)))


def test_a_cap_over_a_month_counts_from_claim_to_claim():
    for _time in range(3):
        a_claim(Status.VERIFIED)

    found = result(a_tryout(Cap(100, Holder.PARTICIPANT, Period.MONTH)))

    assert points(found) == (180, 100)
    assert (found["claims"], found["more"], found["less"]) == (3, 0, 2)


def test_the_first_claim_is_first_once_for_each_person():
    a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED, participant=a_participant("Ola Kowalska"))

    assert points(result(a_tryout(PerClaim(Decimal(50), 1)))) == (180, 280)


def test_replaying_the_rules_of_the_day_gives_what_was_given():
    campaign = a_campaign()
    for effect in (Cap(150, Holder.PARTICIPANT, Period.MONTH), PerClaim(Decimal(7), 2)):
        campaigns.add_rule(campaign=campaign, effect=effect, by=None, now=LONG_AGO)
    for name in ("Marek Nowak", "Ola Kowalska", "Marek Nowak", "Marek Nowak"):
        a_claim(Status.VERIFIED, participant=a_participant(name))

    found = result(a_tryout(Cap(1_000_000, Holder.CAMPAIGN, Period.YEAR)))

    assert points(found)[0] == points(found)[1] > 0
    assert (found["more"], found["less"]) == (0, 0)


def test_steps_beyond_a_target_know_the_target():
    a_claim(Status.VERIFIED)
    tryout = a_tryout(Steps(((Decimal(5), Decimal(100)),), Measure.PIECE, Period.YEAR, over_baseline=True))
    Baseline.objects.create(lineage=tryout.lineage, subject=f"participant:{a_participant().uuid}", counted=Decimal(10))

    assert points(result(tryout)) == (60, 60)


def test_what_a_company_and_a_clerk_would_get_is_told_apart():
    marek = a_participant()
    marek.company = a_company()
    marek.save()
    a_claim(Status.VERIFIED)

    for rewards in ("company", "clerk"):
        found = result(a_tryout(PerMeasure(Decimal(1)), rewards=rewards))
        assert [rewards, "points", 0, 12] in found["rewarded"]


def test_claims_without_kept_facts_are_read_from_their_lines():
    a_claim(Status.VERIFIED)
    Award.objects.update(facts={})

    assert points(result(a_tryout(Cap(10, Holder.PARTICIPANT, Period.CLAIM)))) == (60, 10)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.REFUSED, Status.REVERSED])
def test_only_verified_claims_take_part(status):
    a_claim(status)

    assert result(a_tryout(PerClaim(Decimal(5))))["claims"] == 0


def test_claims_are_gone_through_in_pages_that_miss_none_and_repeat_none(monkeypatch):
    monkeypatch.setattr(replaying, "PAGE", 2)
    for _time in range(5):
        a_claim(Status.VERIFIED)

    assert result(a_tryout(PerClaim(Decimal(5))))["claims"] == 5


def test_a_run_that_was_started_again_or_stopped_keeps_nothing():
    a_claim(Status.VERIFIED)
    tryout = a_tryout(PerClaim(Decimal(5)))
    campaigns.stop(tryout=tryout)
    first = tryout.run
    replaying.run(tryout_id=tryout.pk, run=first, clock=lambda: NOON)
    campaigns.start(tryout=tryout, since=date(2026, 11, 1), until=date(2026, 11, 30))

    replaying.run(tryout_id=tryout.pk, run=first, clock=lambda: NOON)

    tryout.refresh_from_db()
    assert (tryout.state, tryout.result, tryout.run) == ("waiting", None, first + 1)


def test_one_run_at_a_time():
    tryout = a_tryout(PerClaim(Decimal(5)))

    with pytest.raises(campaigns.TryOutRefused):
        campaigns.start(tryout=tryout, since=date(2026, 11, 1), until=date(2026, 11, 30))


def test_after_the_last_attempt_it_says_that_it_failed():
    tryout = a_tryout(PerClaim(Decimal(5)))

    replaying.give_up(tryout_id=tryout.pk, run=tryout.run)

    tryout.refresh_from_db()
    assert tryout.state == "failed"


def test_who_confirmed_is_asked_only_where_a_rule_needs_it(django_assert_max_num_queries):
    a_claim(Status.VERIFIED)
    assert ClaimEvent.objects.exists()
    tryout = a_tryout(PerClaim(Decimal(5)))
    with django_assert_max_num_queries(6) as seen:
        list(replaying.pages(tryout, needs_clerk=False))

    assert not [query for query in seen.captured_queries if "claimevent" in query["sql"]]
