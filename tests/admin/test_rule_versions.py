"""A rule from a later day on: planned, told on the first page, withdrawn before its day; and its sentence meanwhile."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from campaigns import services
from campaigns.models import Rule
from campaigns.queries import rules_in_force
from config.overview import overview
from config.overview_page import page as overview_page
from tests.admin.test_campaign import filled, page
from tests.builders.programs import NOON, WARSAW, a_campaign, a_campaign_admin, a_product, a_program
from tests.clock import it_is

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
MONDAY_BEGINS = datetime(2026, 11, 23, tzinfo=WARSAW)


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


def planned(client) -> tuple[Rule, Rule]:
    """Five points now, seven from Monday on."""
    rule = Rule.objects.get(kind=Rule.Kind.PER_MEASURE)
    address = page(Rule, "change", rule.pk)
    answer = client.post(address, filled(client, address, gives=7, in_force_on=MONDAY.isoformat()))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    rule.refresh_from_db()
    return rule, Rule.objects.get(replaces=rule)


def gives(at: datetime) -> set[int]:
    rules = rules_in_force(a_campaign(), at=at)
    return {int(rule.effect.gives) for rule in rules.terms if rule.unit == "points"}


def test_a_new_version_can_begin_on_a_later_day(client, joanna):
    old, new = planned(client)

    assert (old.in_force_until, new.in_force_from) == (MONDAY_BEGINS, MONDAY_BEGINS)
    assert gives(MONDAY_BEGINS - timedelta(seconds=1)) == {5}
    assert gives(MONDAY_BEGINS) == {7}


def test_the_first_page_says_what_counts_now_and_what_will(client, joanna):
    planned(client)

    (terms,) = overview_page(overview(a_program(), now=NOON)).campaigns

    words = " | ".join(rule.text for rule in terms.rules)
    assert "Until Nov 23" in words or "Until 23 Nov" in words
    assert "7 points" in words and "5 points" in words


def test_a_planned_version_is_withdrawn_and_the_old_one_stays(client, joanna):
    old, new = planned(client)
    address = page(Rule, "change", new.pk)
    assert "Withdraw this planned rule" in client.get(address).content.decode()

    client.post(address, {"_withdraw": "1"})

    old.refresh_from_db()
    assert old.in_force_until is None
    assert gives(MONDAY_BEGINS) == {5}
    assert not Rule.objects.filter(pk=new.pk).exists()


def test_a_rule_in_force_is_not_withdrawn_and_a_planned_one_not_ended(client, joanna):
    old, new = planned(client)

    with pytest.raises(services.RuleRefused):
        services.withdraw_rule(rule=old, now=NOON)
    with pytest.raises(services.RuleRefused):
        services.withdraw_rule(rule=new, now=MONDAY_BEGINS)
    with pytest.raises(services.RuleRefused):
        services.end_rule(rule=new, now=NOON)


def test_today_means_at_once_and_yesterday_nothing(client, joanna):
    rule = Rule.objects.get(kind=Rule.Kind.PER_MEASURE)
    address = page(Rule, "change", rule.pk)

    late = client.post(address, filled(client, address, gives=7, in_force_on="2026-11-19"))
    client.post(address, filled(client, address, gives=7, in_force_on="2026-11-20"))

    assert "in_force_on" in late.context["adminform"].form.errors
    assert Rule.objects.get(replaces=rule).in_force_from == NOON


def test_conditions_that_say_nothing_are_folded(client, joanna):
    rule = Rule.objects.get(kind=Rule.Kind.PER_MEASURE)
    sets = {str(one.name): one for one in client.get(page(Rule, "change", rule.pk)).context["adminform"]}

    assert not sets["Which goods"].is_collapsible
    assert sets["When"].is_collapsible


SAID = reverse("admin:campaigns_rule_said")


def test_the_sentence_is_told_while_it_is_written(client, joanna):
    address = f"{page(Rule, 'add')}?kind=per-measure"
    form = filled(client, address, campaign=a_campaign().pk, products=[a_product().pk])

    missing = client.post(f"{SAID}?kind=per-measure", form).content.decode()
    told = client.post(f"{SAID}?kind=per-measure", form | {"gives": "3", "each": "10", "measure": "metre"})

    assert "Still to be said" in missing and "Gives" in missing
    assert "3 points for each 10 metres of Elbow 20 mm." in told.content.decode()
    assert Rule.objects.filter(made_by=joanna.user).count() == 0


def test_a_form_that_is_late_is_told_so(client, joanna):
    old, _new = planned(client)

    answer = client.post(f"{SAID}?rule={old.pk}", {})

    assert (answer.status_code, "Reload the page" in answer.content.decode()) == (200, True)


def test_nobody_else_is_told(client):
    a_campaign()

    assert client.post(f"{SAID}?kind=per-measure", {}).status_code == 302
