"""A claim on an offered sale at the desk: proved by the sale at once, or waiting with it and without a picture."""

from decimal import Decimal

import pytest

from campaigns.models import Campaign
from claims.services import intake, reading, sending
from claims.states import Status
from distributors.models import Distributor
from ledger.models import Transfer
from tests.builders.claims import a_claim
from tests.builders.files import an_upload
from tests.builders.offers import a_buyer, an_offering_distributor, tapped
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_participant
from tests.builders.sales import a_sale, elbows, sold
from tests.verification.selling import again, balance, looked_at
from verification.models import Check, Decision, MailLink
from verification.services import automatic, checks, decisions, mail_links

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

NO_PICTURE = "There is no picture"


@pytest.fixture
def marek():
    a_campaign()
    an_offering_distributor()
    a_sale()
    return a_buyer()


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk.user


def proving() -> None:
    Campaign.objects.update(sales_prove=True, audit_share=0)


def test_where_sales_confirm_the_tap_is_paid_at_once(marek, run_jobs):
    proving()
    before = balance(a_claim(participant=marek, number="other"))
    claim = tapped(marek)
    run_jobs()

    assert again(claim).status == Status.VERIFIED
    assert Decision.objects.get(claim=claim).way == Decision.Way.SALES_FILE
    assert balance(claim) - before == 60


def test_a_file_after_it_pays_nothing_twice(marek, run_jobs):
    proving()
    claim = tapped(marek)
    run_jobs()
    paid, transfers = balance(claim), Transfer.objects.count()

    looked_at(a_sale(sold(currency="PLN")))

    assert (balance(claim), Transfer.objects.count()) == (paid, transfers)


def test_a_credit_note_after_it_takes_back(marek, run_jobs):
    proving()
    claim = tapped(marek)
    run_jobs()
    paid = balance(claim)

    looked_at(a_sale(sold("KOR/1", lines=(elbows(-5),), corrects="FV/2026/11/0457")))

    assert paid - balance(claim) == 25
    assert claim.lines.get().returned_quantity == 5


def test_a_picture_of_the_same_document_is_not_paid_again(marek):
    proving()
    automatic.consider(claim=tapped(marek), now=NOON)
    other = a_claim(participant=a_participant("Ola Kowalska"), number="FV/2026/11/0457")

    assert automatic.consider(claim=other, now=NOON) is None
    assert again(other).status == Status.SUBMITTED


def test_where_sales_do_not_confirm_it_waits_beside_its_sale_without_doubt(marek, anna, client, run_jobs):
    claim = tapped(marek)
    run_jobs()

    page = client.get(f"/queue/{claim.uuid}/").content.decode()

    assert again(claim).status == Status.SUBMITTED
    assert Check.objects.get(claim=claim).weight == 0
    assert NO_PICTURE in page
    assert "buyer, sum and every line agree" in page
    assert "The picture appears here" not in page


def test_the_clerk_answers_it_as_any_other(marek, anna):
    claim = tapped(marek)
    decisions.confirm(claim=claim, by=anna, now=NOON)

    assert again(claim).status == Status.VERIFIED


def test_it_stands_among_those_without_doubt_as_a_card_without_picture(marek, anna, client):
    claim = tapped(marek)
    automatic.consider(claim=claim, now=NOON)
    checks.keep(claim=claim, now=NOON)

    answer = client.get("/queue/together/")

    assert answer.status_code == 200
    assert str(claim.uuid) in answer.content.decode()


def test_the_shop_that_answers_by_mail_is_told_why_there_is_no_picture(marek, client):
    Distributor.objects.update(answers_by_mail="counter@alfa.example.com")
    claim = tapped(marek)
    link = mail_links.send(claim=claim, now=claim.submitted_at)
    MailLink.objects.update(expires_at=NOON.replace(year=2099))

    page = client.get(f"/queue/mail/{mail_links.secret_of(link)}/").content.decode()

    assert NO_PICTURE in page
    assert "Yes, we sold this" in page


def test_two_claims_beside_each_other_need_no_picture(marek, anna, client):
    claim = tapped(marek)
    twin = a_claim(participant=a_participant("Ola Kowalska"), number="FV/2026/11/0457")

    assert client.get(f"/queue/{claim.uuid}/beside/{twin.uuid}/").status_code == 200


def test_the_organizer_sees_how_it_was_made(marek, client):
    claim = tapped(marek)
    client.force_login(a_campaign_admin().user)

    page = client.get("/admin/claims/claim/?origin__exact=offer").content.decode()

    assert claim.number in page


def test_asked_for_its_document_the_person_adds_one_and_it_is_read(marek, anna):
    claim = tapped(marek)
    decisions.ask(claim=claim, reason="need-answer", text="Please show the invoice.", by=anna, now=NOON)
    claim.refresh_from_db()
    intake.add_files(claim=claim, files=[an_upload()], by=marek.user, now=NOON)
    sending.answer(claim=claim, text="Here it is.", by=marek.user, now=NOON)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)

    assert again(claim).status == Status.SUBMITTED
    assert again(claim).document.files.count() == again(claim).document.pages.count() == 1


def test_a_total_that_the_file_does_not_say_is_not_stated(marek):
    proving()
    a_sale(sold("FV/2", gross=None, net=Decimal(1000)))
    claim = tapped(marek, "FV/2")

    assert claim.total is None
    assert automatic.consider(claim=claim, now=NOON) is not None
