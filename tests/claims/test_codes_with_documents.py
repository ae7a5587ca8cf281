"""Campaigns whose codes count only for what stands on the participant's confirmed purchases."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.services import print_files
from claims.code_refusals import CodeNeedsDocument, CodeUsedByYou
from claims.models import Claim, CodeRedemption, WrongCodeTry
from claims.services import codes
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_batch, a_participant, a_product, set_live

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def printed() -> list[str]:
    """Codes of elbows, which count only with a document."""
    batch = a_batch(count=3)
    codes_of_batch = list(print_files.codes_of(batch))
    set_live(batch)
    Campaign.objects.update(codes_need_document=True)
    return codes_of_batch


def bought(marek, pieces: int, *, status: Status = Status.VERIFIED, returned: int = 0) -> Claim:
    """A purchase of so many elbows."""
    claim = a_claim(status, participant=marek)
    confirmed = Decimal(pieces) if status == Status.VERIFIED else None
    claim.lines.update(
        product=a_product(), quantity=pieces, confirmed_quantity=confirmed, returned_quantity=Decimal(returned)
    )
    return claim


def redeem(person, text: str) -> Claim:
    return codes.redeem(participant=person, text=text, now=NOON)


def test_each_confirmed_piece_lets_one_code_count(marek, printed):
    bought(marek, 2)

    assert [redeem(marek, text).status for text in printed[:2]] == ["verified", "verified"]
    with pytest.raises(CodeNeedsDocument, match="invoice or receipt"):
        redeem(marek, printed[2])

    assert CodeRedemption.objects.count() == 2
    assert Claim.objects.filter(kind=Claim.Kind.CODE).count() == 2
    assert not WrongCodeTry.objects.exists()


def test_a_code_stays_good_until_the_purchase_is_confirmed(marek, printed):
    claim = bought(marek, 1, status=Status.SUBMITTED)
    with pytest.raises(CodeNeedsDocument, match="waits for its answer"):
        redeem(marek, printed[0])

    claim.lines.update(confirmed_quantity=1)
    Claim.objects.filter(pk=claim.pk).update(status=Status.VERIFIED)
    assert redeem(marek, printed[0]).status == "verified"
    with pytest.raises(CodeUsedByYou):
        redeem(marek, printed[0])


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REFUSED, Status.WITHDRAWN, Status.REVERSED])
def test_a_purchase_that_is_not_confirmed_is_none(marek, printed, status):
    bought(marek, 1, status=status)

    with pytest.raises(CodeNeedsDocument, match="Claim with it first"):
        redeem(marek, printed[0])


def test_what_came_back_and_what_others_bought_does_not_count(marek, printed):
    bought(marek, 2, returned=2)
    bought(a_participant("Ola Wrona"), 5)

    with pytest.raises(CodeNeedsDocument):
        redeem(marek, printed[0])


def test_another_products_purchase_does_not_count(marek, printed):
    claim = bought(marek, 3)
    claim.lines.update(product=a_product("RP-T20", "Tee 20 mm"))

    with pytest.raises(CodeNeedsDocument):
        redeem(marek, printed[0])


def test_the_page_leads_to_the_claim(client, marek, printed):
    client.force_login(marek.user)

    answer = client.post(reverse("claims:codes"), {"code": printed[0]})

    assert answer.status_code == 422
    assert "together with the invoice or receipt" in answer.content.decode()
    assert f'<a href="{reverse("claims:new")}">' in answer.content.decode()
    bought(marek, 1)
    assert client.post(reverse("claims:codes"), {"code": printed[0]}).status_code == 302
