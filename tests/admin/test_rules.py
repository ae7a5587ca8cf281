"""The pages on which an admin writes rules: one for each kind."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.forms import RuleForm, form_for
from campaigns.models import Rule
from campaigns.rules import (
    Cap,
    Effect,
    Holder,
    Measure,
    Multiplier,
    PerAmount,
    PerClaim,
    Period,
    PerMeasure,
    PerSet,
    SetMember,
    Steps,
)
from tests.admin.test_campaign import filled
from tests.builders.programs import a_campaign, a_campaign_admin, a_distributor, a_product

pytestmark = pytest.mark.django_db

ADD = reverse("admin:campaigns_rule_add")


@pytest.fixture
def joanna(client):
    admin = a_campaign_admin()
    client.force_login(admin.user, backend="django.contrib.auth.backends.ModelBackend")
    a_campaign()
    return admin


def test_first_comes_the_kind(client, joanna):
    text = client.get(ADD, {"campaign": a_campaign().pk}).content.decode()

    for kind in Rule.Kind:
        assert f"kind={kind.value}" in text
    assert f"campaign={a_campaign().pk}" in text


def test_nobody_else_may_choose(client):
    assert client.get(ADD).status_code in (302, 403, 404)


def written(client, kind: str, **values: object) -> Effect:
    address = f"{ADD}?kind={kind}"
    answer = client.post(address, filled(client, address, campaign=a_campaign().pk, **values))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    rule = Rule.objects.order_by("pk").last()
    # Opened and saved as it stands, the next version says the same.
    page = reverse("admin:campaigns_rule_change", args=[rule.pk])
    again = client.post(page, filled(client, page))
    assert again.status_code == 302, again.context["adminform"].form.errors
    newer = Rule.objects.get(replaces=rule)
    assert (newer.terms.effect, newer.terms.scope) == (rule.terms.effect, rule.terms.scope)
    assert list(newer.products.order_by("pk")) == list(rule.products.order_by("pk"))
    return rule.terms.effect


def test_each_kind_is_written_and_changed(client, joanna):
    elbow, valve = a_product(), a_product("RP-V15", "Valve 15 mm")

    assert written(client, "per-measure", gives="2.5", each=10, measure="metre", products=[elbow.pk]) == PerMeasure(
        Decimal("2.5"), Decimal(10), Measure.METRE
    )
    assert written(client, "per-amount", gives=1, each=5, basis="net") == PerAmount(Decimal(1), Decimal(5))
    assert written(client, "per-claim", gives=50, number=1) == PerClaim(Decimal(50), 1)
    members = {"quantity_1": 2, "products_1": [elbow.pk], "quantity_2": 1, "products_2": [valve.pk]}
    assert written(client, "per-set", gives=100, within_days=30, **members) == PerSet(
        Decimal(100),
        (SetMember(frozenset({elbow.pk}), Decimal(2)), SetMember(frozenset({valve.pk}), Decimal(1))),
        30,
    )
    steps = {"reached_1": 200, "gives_1": 500, "reached_2": 100, "gives_2": 300}
    assert written(client, "steps", counts="piece", period="quarter", holder="company", **steps) == Steps(
        ((Decimal(100), Decimal(300)), (Decimal(200), Decimal(500))), Measure.PIECE, Period.QUARTER, Holder.COMPANY
    )
    assert written(client, "multiplier", factor=2, weekdays=[4]) == Multiplier(Decimal(2))
    assert written(client, "cap", most=1000, holder="participant", period="month") == Cap(
        1000, Holder.PARTICIPANT, Period.MONTH
    )


def test_conditions_are_kept(client, joanna):
    alfa = a_distributor()
    values = {"categories": "pipes, fittings", "brands": "Nurtia", "weekdays": [4, 5], "distributors": [alfa.pk]}
    dates = {"bought_from": "2026-05-01", "bought_until": "2026-05-31", "minimum": "500.00"}
    written(client, "multiplier", factor=2, days_after_enrolment=30, **values, **dates)

    scope = Rule.objects.order_by("pk").last().terms.scope
    assert scope.categories == {"pipes", "fittings"}
    assert (scope.weekdays, scope.distributors, scope.minimum) == ({4, 5}, {alfa.pk}, 500)
    assert (str(scope.bought_from), str(scope.bought_until)) == ("2026-05-01", "2026-05-31")


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("per-measure", {"gives": 0}, "gives"),
        ("per-set", {"gives": 5}, "quantity_1"),
        ("per-set", {"gives": 5, "quantity_1": 2}, "quantity_1"),
        ("steps", {"counts": "piece", "period": "year", "holder": "participant"}, "reached_1"),
        ("multiplier", {"factor": 1}, "factor"),
        ("multiplier", {"factor": 2, "bought_from": "2026-05-02", "bought_until": "2026-05-01"}, "bought_until"),
        ("cap", {"most": -1}, "most"),
    ],
)
def test_what_makes_no_rule_is_told_at_its_field(client, joanna, kind: str, values: dict, field: str):
    address, before = f"{ADD}?kind={kind}", Rule.objects.count()

    answer = client.post(address, filled(client, address, campaign=a_campaign().pk, **values))

    assert field in answer.context["adminform"].form.errors
    assert Rule.objects.count() == before


def test_forms_of_two_people_share_no_fields():
    """What one person is offered is set on the fields of their own form."""
    first, second = form_for("per-set"), form_for("per-set")

    shared = [name for name in first.base_fields if first.base_fields[name] is second.base_fields[name]]
    assert not set(shared) - set(RuleForm.Meta.fields)
