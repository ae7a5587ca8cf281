"""What was learned about sellers, as the program's admin sees it: in sentences, to be deleted, own program only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import LearnedFact, LearnedFrom
from claims.services import memory
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_program, a_user
from tests.claims.papers import NAME, TAX_ID, confirmed_claim

pytestmark = pytest.mark.django_db

LIST = "admin:claims_learnedfact_changelist"


@pytest.fixture
def claim():
    return confirmed_claim("P/1001/26")


@pytest.fixture
def total_label(claim):
    return LearnedFact.objects.get(field="total", kind="label", value__startswith="before:")


@pytest.fixture
def joanna(client, claim):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def delete_page(fact):
    return reverse("admin:claims_learnedfact_delete", args=[fact.pk])


def test_each_fact_is_told_in_a_sentence_with_its_claim(client, joanna, claim):
    text = client.get(reverse(LIST)).content.decode()

    assert f"{NAME} · {TAX_ID}" in text
    assert "Stands behind the words “wplaconopopremii”" in text
    assert "Built like P/9999/99" in text
    assert reverse("admin:claims_claim_change", args=[claim.pk]) in text


def test_every_kind_has_a_sentence(client, joanna, claim):
    plain = {"program": claim.program, "issuer": f"tax:{TAX_ID}", "first_seen_at": NOON, "last_seen_at": NOON}
    for field, kind, value in [
        ("issuer", "code", "de_tse:x"),
        ("issuer_name", "misprint", "BUDMARKFT"),
        ("total", "place", "10,18"),
        ("issue_date", "label", "m/left2:data"),
        ("issue_date", "wrong", "above:wydruk"),
    ]:
        LearnedFact.objects.create(field=field, kind=kind, value=value, **plain)

    text = client.get(reverse(LIST)).content.decode()

    assert "in their code: de_tse:x" in text
    assert "Misread as: BUDMARKFT" in text
    assert "52% of the page from the left and 92% from the top" in text
    assert "Was read wrongly beside the words “wydruk”" in text
    assert "Is value 2 to the right of the words “data”, month before day" in text


def test_a_deleted_fact_is_not_recalled_any_more(client, joanna, total_label):
    assert client.get(delete_page(total_label)).status_code == 200

    answer = client.post(delete_page(total_label), {"post": "yes"})

    assert answer.status_code == 302
    assert not LearnedFact.objects.filter(pk=total_label.pk).exists()
    assert not LearnedFrom.objects.filter(fact=total_label.pk).exists()


def test_several_are_deleted_at_once(client, joanna, claim):
    facts = list(LearnedFact.objects.values_list("pk", flat=True))

    client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": facts, "post": "yes"})

    assert not LearnedFact.objects.exists()
    assert memory.recalled(claim.program, claim.document.readings.get().data) == {}


def test_nothing_is_written_by_hand(client, joanna, total_label):
    change = reverse("admin:claims_learnedfact_change", args=[total_label.pk])

    assert client.get(reverse("admin:claims_learnedfact_add")).status_code == 403
    assert client.post(change, {"value": "before:razem"}).status_code == 403
    assert client.get(change).status_code == 200


def test_an_admin_of_another_program_sees_and_deletes_nothing(client, total_label):
    stranger = a_campaign_admin("Ewa Obca", program=a_program("inny", name="Inny"))
    client.force_login(stranger.user)

    assert TAX_ID not in client.get(reverse(LIST)).content.decode()
    client.post(delete_page(total_label), {"post": "yes"})
    client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [total_label.pk], "post": "yes"})

    assert LearnedFact.objects.filter(pk=total_label.pk).exists()


@pytest.mark.parametrize("who", ["participant", "clerk", "nobody", "stranger"])
def test_nobody_else_gets_in(client, total_label, who):
    people = {
        "participant": lambda: a_participant().user,
        "clerk": lambda: a_clerk().user,
        "nobody": lambda: a_user("nobody@example.com"),
    }
    if who in people:
        client.force_login(people[who]())

    answers = [client.get(reverse(LIST)), client.post(delete_page(total_label), {"post": "yes"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert LearnedFact.objects.filter(pk=total_label.pk).exists()


def test_the_list_asks_the_database_no_more_for_more_facts(client, joanna, claim):
    few, more = [], []
    for year, asked in enumerate((few, more), 2026):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        asked += queries.captured_queries
        confirmed_claim(f"R-77/B/{year}", paid="12.00")

    assert len(more) <= len(few)


def test_an_empty_list_says_that_facts_are_learned_and_counts_none(client, joanna):
    LearnedFact.objects.all().delete()

    text = client.get(reverse(LIST)).content.decode()

    assert "What confirmed claims teach about sellers&#x27; documents shows here." in text
    assert "Learned facts: 0" in text
    rules = client.get(reverse("admin:campaigns_rule_changelist"), {"q": "nothing of this name"}).content.decode()
    assert "Nothing found" in rules
