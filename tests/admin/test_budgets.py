"""A campaign's budget on its page: set, seen as a bar, warned of by mail, and told to participants."""

import pytest
from django.core import mail
from django.urls import reverse

from campaigns.models import BudgetNotice, BudgetShare, Campaign
from campaigns.services import warning
from claims.states import Status
from tests.admin.test_campaign import filled
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_participant, a_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    a_campaign()
    client.force_login(joanna.user)
    return joanna


def address() -> str:
    return reverse("admin:campaigns_campaign_change", args=[a_campaign().pk])


def set_budget(client, **values: object):
    answer = client.post(address(), filled(client, address(), **values))
    assert answer.status_code == 302, answer.context["errors"]


def text(client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


def test_a_budget_is_set_on_the_page_and_seen_there_and_on_the_overview(client, joanna, run_jobs):
    a_claim(Status.VERIFIED)
    a_claim()
    assert "budget-bar" not in text(client, address())

    set_budget(client, points_budget=1000)
    run_jobs()

    for where in (address(), reverse("admin:index")):
        shown = text(client, where)
        assert "Budget: 1,000 points" in shown
        assert '<rect class="budget-given" width="60" height="10"/>' in shown
        assert '<rect class="budget-waiting" x="60" width="60" height="10"/>' in shown
        assert "<dt>left</dt><dd>880</dd>" in shown
        assert "used up</span>" not in shown


def test_other_changes_leave_the_shares_alone(client, joanna):
    set_budget(client, points_budget=1000)
    BudgetShare.objects.filter(unit="points", number=3).update(left=7)

    set_budget(client, name="Year 2026, again")

    assert BudgetShare.objects.get(unit="points", number=3).left == 7


@pytest.mark.parametrize("wrong", [{"points_budget": -1}, {"budget_warns_at": 0}, {"budget_warns_at": 101}])
def test_a_budget_that_makes_no_sense_is_refused_with_a_sentence(client, joanna, wrong):
    answer = client.post(address(), filled(client, address(), **wrong))

    assert list(answer.context["adminform"].form.errors) == list(wrong)


def test_admins_are_mailed_once_before_the_end_and_once_at_it(client, joanna, run_jobs):
    a_campaign_admin("Iga Obca", program=a_program("inny", name="Inny"))
    set_budget(client, points_budget=100, budget_warns_at=60)
    a_claim(Status.VERIFIED)
    assert [warning.warn(now=NOON), warning.warn(now=NOON)] == [1, 0]
    run_jobs()
    a_claim(Status.VERIFIED)
    assert [warning.warn(now=NOON), warning.warn(now=NOON)] == [1, 0]
    run_jobs()

    nearly, used_up = (letter for letter in mail.outbox if "budget" in letter.subject)
    assert nearly.to == used_up.to == [joanna.user.email]
    assert nearly.subject == "The budget of Year 2026 is nearly used up"
    assert used_up.subject == "The budget of Year 2026 is used up"
    assert "That goes 20 beyond the budget." in used_up.body
    assert address() in used_up.body


def test_a_raised_budget_is_warned_of_anew_and_an_old_warning_is_not_mailed(client, joanna, run_jobs):
    set_budget(client, points_budget=60)
    a_claim(Status.VERIFIED)
    warning.warn(now=NOON)

    set_budget(client, points_budget=70)
    run_jobs()
    assert [letter for letter in mail.outbox if "budget" in letter.subject] == []
    warning.warn(now=NOON)

    assert [(one.amount, one.about) for one in BudgetNotice.objects.order_by("pk")] == [(60, "used-up"), (70, "nearly")]


def test_participants_see_that_nothing_new_counts_before_they_take_a_picture(client, joanna):
    set_budget(client, points_budget=60)
    client.force_login(a_participant().user)
    pages = [reverse("claims:new"), reverse("claims:codes")]
    assert ["used up" in text(client, page) for page in pages] == [False, False]

    a_claim(Status.VERIFIED)

    assert ["The budget of “Year 2026” is used up." in text(client, page) for page in pages] == [True, True]


def test_the_page_for_a_new_campaign_opens_without_a_bar(client, joanna):
    assert "budget-bar" not in text(client, reverse("admin:campaigns_campaign_add"))
    assert Campaign.objects.count() == 1
