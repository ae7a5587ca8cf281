"""Goods that came back of a purchase that a set of a later one used: they are not there for anybody again."""

from decimal import Decimal

import pytest

from campaigns.rules import PerSet, SetMember
from claims.models import SetPart
from claims.reasons import Reason
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import a_campaign_admin, a_product
from tests.claims.test_returning import LATER, a_rule, came_back
from tests.verification.undoing import balance
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def test_a_set_undone_frees_only_units_that_did_not_come_back():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    first, second = a_claim(Status.VERIFIED), a_claim(Status.VERIFIED)
    came_back(first, 10)
    assert [part.left for part in SetPart.objects.order_by("pk")] == [0, 4]

    decisions.reverse(claim=second, reason=Reason.PAID_IN_ERROR, by=a_campaign_admin().user, now=LATER)

    assert [part.left for part in SetPart.objects.order_by("pk")] == [2, 0]
    a_claim(Status.VERIFIED)
    assert balance(first) == 10 + 60
    a_claim(Status.VERIFIED)
    assert balance(first) == 10 + 60 + 60 + 100


def test_a_set_computed_again_does_not_count_units_that_came_back_meanwhile():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    first, second = a_claim(Status.VERIFIED), a_claim(Status.VERIFIED)
    came_back(first, 10)

    came_back(second, 1)

    assert balance(first) == 10 + 55
    assert [part.left for part in SetPart.objects.order_by("pk")] == [2, 11]
