"""An admin tries a rule: on an example beside the rules of now, and on the claims of a past period."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns import services as campaigns
from campaigns.models import Rule, TryOut
from campaigns.rules import Cap, Holder, Multiplier, PerClaim, Period, Scope
from claims.states import Status
from participants import services as participants
from tests.admin.test_campaign import filled, page
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_participant, a_product, a_program
from tests.clock import it_is

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    a_campaign()
    client.force_login(joanna.user)
    return joanna


def tried(client, **values: object) -> TryOut:
    """The rule for elbows with some values changed: not saved, tried."""
    rule = Rule.objects.get(kind=Rule.Kind.PER_MEASURE)
    address = page(Rule, "change", rule.pk)
    answer = client.post(address, filled(client, address, **values) | {"_try": "1"})
    tryout = TryOut.objects.latest("pk")
    assert answer["Location"] == page(TryOut, "change", tryout.pk)
    return tryout


def test_trying_a_change_puts_nothing_into_force(client, joanna):
    before = Rule.objects.count()

    tryout = tried(client, gives=8)

    assert Rule.objects.count() == before
    assert (tryout.terms.effect.gives, tryout.lineage) == (8, tryout.changes.lineage)


def test_what_makes_no_rule_is_not_tried(client, joanna):
    address = f"{page(Rule, 'add')}?kind=per-measure"

    answer = client.post(address, filled(client, address, campaign=a_campaign().pk, gives="") | {"_try": "1"})

    assert "gives" in answer.context["adminform"].form.errors
    assert not TryOut.objects.exists()


def test_an_example_shows_both_sides_with_their_reasons(client, joanna):
    address = page(TryOut, "change", tried(client, gives=8).pk)
    line = {"day": "2026-11-20", "product_1": a_product().sku, "quantity_1": "12", "amount_1": "250"}

    now, then = client.get(address, line).context["sides"]

    assert (now.totals, then.totals) == (
        ["60 points", "2 training credits"],
        ["96 points", "2 training credits"],
    )
    assert [one.is_new for one in then.lines] == [True, False]
    assert "12 pieces × 8 points" in then.lines[0].why


def test_an_example_shows_what_a_cap_would_cut_to_nothing_and_why(client, joanna):
    campaigns.add_rule(campaign=a_campaign(), effect=PerClaim(Decimal(50)), by=None, now=LONG_AGO)
    cap = Cap(96, Holder.PARTICIPANT, Period.CLAIM)
    campaigns.add_rule(campaign=a_campaign(), effect=cap, by=None, now=LONG_AGO)
    address = page(TryOut, "change", tried(client, gives=8).pk)
    line = {"day": "2026-11-20", "product_1": a_product().sku, "quantity_1": "12"}

    now, then = client.get(address, line).context["sides"]

    assert (now.totals, then.totals) == (["96 points"], ["96 points"])
    assert [one.amount for one in then.lines] == ["96 points", "0 points"]
    assert then.lines[1].why == (
        "For each claim. That makes 50 points, but 0 count: "
        "At most 96 points for each participant per claim, which is reached."
    )


def test_an_example_of_which_nothing_is_left_has_no_sum(client, joanna):
    cap = Cap(0, Holder.PARTICIPANT, Period.CLAIM)
    campaigns.add_rule(campaign=a_campaign(), effect=cap, by=None, now=LONG_AGO)
    address = page(TryOut, "change", tried(client, gives=8).pk)

    answer = client.get(address, {"day": "2026-11-20", "product_1": a_product().sku, "quantity_1": "12"})

    assert [side.totals for side in answer.context["sides"]] == [[], []]
    assert "Nothing" in answer.content.decode()


def test_an_example_may_have_a_certificate(client, joanna):
    participants.qualify(
        participant=a_participant(), name="Fitter", valid_from=NOON.date(), valid_until=None, source="test"
    )
    only = Scope(certificates=frozenset({"Fitter"}))
    campaigns.add_rule(campaign=a_campaign(), effect=Multiplier(Decimal(2)), scope=only, by=None, now=LONG_AGO)
    address = page(TryOut, "change", tried(client, gives=8).pk)
    line = {"day": "2026-11-20", "product_1": a_product().sku, "quantity_1": "1"}

    assert client.get(address, line).context["sides"][1].totals[0] == "8 points"
    assert client.get(address, line | {"certificate": "Fitter"}).context["sides"][1].totals[0] == "16 points"


def test_a_product_is_found_by_its_name_and_an_unknown_one_is_told(client, joanna):
    address = page(TryOut, "change", tried(client, gives=8).pk)
    named = {"day": "2026-11-20", "product_1": "elbow 20 mm", "quantity_1": "1"}

    assert client.get(address, named).context["sides"][1].totals == ["8 points"]
    unknown = client.get(address, named | {"product_1": "Nothing"}).context["basket"]
    assert "product_1" in unknown.errors


def test_the_page_opens_with_an_example_that_fits(client, joanna):
    answer = client.get(page(TryOut, "change", tried(client, gives=8).pk))

    assert answer.context["sides"][1].totals[0] == "80 points"


def test_past_claims_are_gone_through_in_a_job_and_the_result_stays(client, joanna, run_jobs):
    a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED, participant=a_participant("Ola Kowalska"))
    run_jobs()
    tryout = tried(client, gives=8)
    address = page(TryOut, "change", tryout.pk)

    client.post(address, {"since": "2026-11-01", "until": "2026-11-30", "start": ""})
    busy = client.get(address).content.decode()
    run_jobs()
    text = client.get(address).content.decode()

    assert "0 of 0 claims gone through" in busy
    assert "Marek Nowak" in text and "Ola Kowalska" in text
    assert [one["value"] for one in client.get(address).context["found"].figures] == ["120", "192", "+72", "2"]
    csv = client.get(reverse("admin:campaigns_tryout_csv", args=[tryout.pk])).content.decode()
    assert "products,Elbow 20 mm,points,120,192,72" in csv


def test_a_run_is_stopped(client, joanna, run_jobs):
    tryout = tried(client, gives=8)
    address = page(TryOut, "change", tryout.pk)
    client.post(address, {"since": "2026-11-01", "until": "2026-11-30", "start": ""})

    client.post(address, {"stop": ""})
    run_jobs()

    tryout.refresh_from_db()
    assert (tryout.state, tryout.result) == ("stopped", None)
    assert "It was stopped" in client.get(address).content.decode()


def test_a_period_that_ends_before_it_begins_is_not_tried(client, joanna):
    address = page(TryOut, "change", tried(client, gives=8).pk)

    answer = client.post(address, {"since": "2026-11-30", "until": "2026-11-01", "start": ""})

    assert "until" in answer.context["period"].errors
    assert TryOut.objects.get().state == "draft"


def test_the_draft_is_written_as_a_rule_with_what_was_tried(client, joanna):
    tryout = tried(client, gives=8)

    form = client.get(client.get(page(TryOut, "change", tryout.pk)).context["write"]).context["adminform"].form

    assert form["gives"].value() == 8


def test_the_try_out_of_another_program_does_not_exist(client, joanna):
    tryout = tried(client, gives=8)
    other = a_program("obcy", name="Obcy")
    a_campaign(other)
    client.force_login(a_campaign_admin("Iga Obca", program=other).user)

    assert client.get(page(TryOut, "change", tryout.pk)).status_code == 302
    assert client.get(reverse("admin:campaigns_tryout_csv", args=[tryout.pk])).status_code == 404
    add = page(Rule, "add")
    fresh = client.get(f"{add}?kind=per-measure&draft={tryout.pk}").context["adminform"].form
    assert fresh["gives"].value() is None


def test_a_participant_does_not_get_in(client, joanna):
    tryout = tried(client, gives=8)
    client.force_login(a_participant().user)

    for address in (page(TryOut, "change", tryout.pk), reverse("admin:campaigns_tryout_csv", args=[tryout.pk])):
        assert client.get(address).status_code == 302


def test_a_claim_of_a_later_day_is_left_out(client, joanna, run_jobs):
    a_claim(Status.VERIFIED)
    run_jobs()
    tryout = tried(client, gives=8)
    until = (NOON - timedelta(days=1)).date().isoformat()

    client.post(page(TryOut, "change", tryout.pk), {"since": "2026-11-01", "until": until, "start": ""})
    run_jobs()

    tryout.refresh_from_db()
    assert tryout.result["claims"] == 0
