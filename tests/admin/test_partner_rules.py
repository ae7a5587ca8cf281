"""Admin pages of rules for what partners do, of what becomes of rewards for clerks, and of clerks' own links."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Rule, TryOut
from campaigns.rules import Holder, PerDecision, PerEnrolment, Scope
from campaigns.services import RuleRefused, TryOutRefused, add_rule, draft
from distributors.models import Distributor, JoinLink
from tests.admin.test_campaign import filled
from tests.admin.test_rules import ADD, written
from tests.builders.claims import a_claim
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
)
from tests.verification.serving import a_rule, for_answers
from verification.services import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna(client):
    admin = a_campaign_admin()
    client.force_login(admin.user, backend="django.contrib.auth.backends.ModelBackend")
    a_campaign()
    return admin


def test_both_kinds_are_written_and_changed(client, joanna):
    alfa = a_distributor()
    days = {"bought_from": "2026-12-01", "bought_until": "2026-12-31", "weekdays": [0], "distributors": [alfa.pk]}

    assert written(client, "per-decision", gives=2, rewards="clerk", **days) == PerDecision(Decimal(2))
    assert written(client, "per-enrolment", gives=50, rewards="distributor") == PerEnrolment(Decimal(50))

    scope = Rule.objects.filter(kind="per-decision").latest("pk").terms.scope
    assert (scope.weekdays, scope.distributors, str(scope.bought_until)) == ({0}, {alfa.pk}, "2026-12-31")


@pytest.mark.parametrize("kind", Rule.SERVICE)
@pytest.mark.parametrize("rewards", ["participant", "company"])
def test_they_reward_partners_only(client, joanna, kind, rewards):
    address = f"{ADD}?kind={kind}"
    page = client.get(address).content.decode()
    assert f'value="{rewards}"' not in page and 'value="clerk"' in page

    values = filled(client, address, campaign=a_campaign().pk, gives=2) | {"rewards": rewards}
    answer = client.post(address, values)

    assert "rewards" in answer.context["adminform"].form.errors
    effect = PerDecision(Decimal(2)) if kind == "per-decision" else PerEnrolment(Decimal(2))
    with pytest.raises(RuleRefused, match="paid to a clerk or a distributor"):
        add_rule(campaign=a_campaign(), effect=effect, rewards=rewards, by=None, now=NOON)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (
            "per-decision",
            "2 points for each claim answered within the promised day, on Monday, at Hurtownia Alfa, "
            "to the clerk who answers",
        ),
        (
            "per-enrolment",
            "2 points for each participant brought by a link, once a first claim is confirmed, on Monday, "
            "at Hurtownia Alfa, to the clerk whose link it was",
        ),
    ],
)
def test_the_sentence_is_told_while_it_is_typed(client, joanna, kind, sentence):
    said = f"{reverse('admin:campaigns_rule_said')}?kind={kind}"
    told = {"campaign": a_campaign().pk, "gives": 2, "unit": "points", "rewards": "clerk", "sponsor": "organizer"}

    answer = client.post(said, told | {"weekdays": [0], "distributors": [a_distributor().pk]})

    assert sentence in answer.content.decode()


def test_they_ask_for_no_goods_and_buyers_and_cannot_be_tried(client, joanna):
    page = client.get(f"{ADD}?kind=per-decision").content.decode()

    assert "The day of the answer." in page and "The day of purchase" not in page
    assert not any(name in page for name in ('name="products"', 'name="segments"', 'name="minimum"'))
    assert 'name="_try"' not in page and "cannot be tried on past claims" in page
    assert 'name="_try"' in client.get(f"{ADD}?kind=per-claim").content.decode()


def test_trying_one_all_the_same_is_refused_in_words(client, joanna):
    address = f"{ADD}?kind=per-decision"
    values = filled(client, address, campaign=a_campaign().pk, gives=2, rewards="clerk")

    page = client.post(address, values | {"_try": ""}, follow=True).content.decode()

    assert "cannot be tried" in page and not TryOut.objects.exists()
    with pytest.raises(TryOutRefused):
        draft(campaign=a_campaign(), effect=PerDecision(Decimal(2)), scope=Scope(), by=joanna.user, now=NOON)


def test_the_page_of_a_claim_tells_what_partners_earned_with_it(client, joanna, run_jobs):
    for_answers()
    a_rule(PerDecision(Decimal(1)), Holder.CLERK, unit="credits")
    anna, claim = a_clerk().user, a_claim()
    decisions.confirm(claim=claim, by=anna, now=NOON)
    run_jobs()

    page = client.get(reverse("admin:claims_claim_change", args=[claim.pk])).content.decode()

    assert "What distributor and clerk earned" in page
    assert "For answering · clerk" in page
    assert "Answered within the promised day: 2 points, to the clerk who answers." in page


def test_what_becomes_of_rewards_for_clerks_is_set_on_the_page_of_the_distributor(client, joanna):
    page = reverse("admin:distributors_distributor_change", args=[a_distributor().pk])
    assert "Some firms forbid gifts to their staff." in client.get(page).content.decode()

    answer = client.post(page, filled(client, page, staff_rewards="nobody"))

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Distributor.objects.get().staff_rewards == "nobody"


def test_a_link_can_be_a_clerks_own_but_not_of_another_distributors_clerk(client, joanna):
    anna = a_clerk()
    bolek = a_clerk("Bolek Betowski", distributor=a_distributor("Hurtownia Beta", tax_id="1234563218"))
    address = reverse("admin:distributors_joinlink_add")

    wrong = client.post(address, filled(client, address, distributor=a_distributor().pk, clerk=bolek.pk))
    assert "clerk" in wrong.context["adminform"].form.errors

    right = client.post(address, filled(client, address, distributor=a_distributor().pk, clerk=anna.pk))
    assert right.status_code == 302
    assert JoinLink.objects.get().clerk == anna
    assert str(anna) in client.get(reverse("admin:distributors_joinlink_changelist")).content.decode()


def test_clerks_of_another_program_are_not_offered(client, joanna):
    foreign = a_distributor("Obca", program=a_program("inny", name="Inny"), tax_id="1234563218")
    stranger = a_clerk("Obcy Człowiek", distributor=foreign)

    page = client.get(reverse("admin:distributors_joinlink_add")).content.decode()

    assert str(stranger) not in page


@pytest.mark.parametrize("who", ["clerk", "participant", "stranger"])
def test_nobody_but_campaign_admins_writes_them(client, who):
    people = {"clerk": lambda: a_clerk().user, "participant": lambda: a_participant().user}
    a_campaign_admin()
    if who in people:
        client.force_login(people[who](), backend="django.contrib.auth.backends.ModelBackend")

    for address in (f"{ADD}?kind=per-decision", f"{reverse('admin:campaigns_rule_said')}?kind=per-enrolment"):
        assert client.post(address, {"gives": 2, "rewards": "clerk"}).status_code in (302, 403, 404)
    assert not Rule.objects.filter(kind__in=Rule.SERVICE).exists()
