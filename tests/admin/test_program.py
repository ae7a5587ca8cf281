"""The program as its admin keeps it: from which certainty on a field needs no look."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from claims.services import drafts
from programs.models import Program
from tests.admin.test_campaign import filled
from tests.builders.claims import a_read_draft
from tests.builders.programs import NOON, a_campaign_admin, a_program

pytestmark = pytest.mark.django_db


def save(client, sure_from: str):
    client.force_login(a_campaign_admin().user)
    address = reverse("admin:programs_program_change", args=[a_program().pk])
    return client.post(address, filled(client, address, sure_from=sure_from))


def is_number_sure(confidence: float) -> bool:
    claim = a_read_draft()
    kept = claim.document.readings.get()
    kept.data["fields"]["document_number"]["confidence"] = confidence
    kept.save()
    return drafts.draft_of(claim, now=NOON).facts["document_number"].is_sure


@pytest.mark.parametrize(("sure_from", "is_sure"), [("0.80", True), ("0.95", False)])
def test_the_admin_says_from_when_on_a_field_needs_no_look(client, sure_from: str, is_sure: bool):
    assert save(client, sure_from).status_code == 302

    assert is_number_sure(0.9) is is_sure


@pytest.mark.parametrize("sure_from", ["0.49", "1.00"])
def test_what_would_mark_nothing_or_everything_is_refused_with_a_sentence(client, sure_from: str):
    answer = save(client, sure_from)

    assert "Certain enough is a number from 0.50 to 0.99." in answer.content.decode()
    assert Program.objects.get().sure_from == Decimal("0.80")


def test_the_database_refuses_it_too():
    with pytest.raises(IntegrityError):
        Program.objects.filter(pk=a_program().pk).update(sure_from=Decimal("0.49"))
