"""A shop without accounts answers one claim from its mail: once, for some days, and sees only what is needed."""

from datetime import timedelta
from threading import Lock

import pytest
from django.core import mail
from django.utils import timezone
from lxml.html import fromstring

from campaigns.models import Campaign
from claims.models import Claim
from claims.reasons import Reason
from claims.states import Status
from distributors.models import Distributor
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_clerk, a_distributor, a_participant
from tests.clock import it_is
from tests.racing import at_once
from verification.models import Decision, MailLink
from verification.services import decisions, mail_links
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

SHOP = "counter@alfa.example.com"


@pytest.fixture
def shop():
    distributor = a_distributor()
    Distributor.objects.update(answers_by_mail=SHOP)
    return distributor


@pytest.fixture
def mailed(shop):
    """A claim that was mailed to the shop, with its link."""
    claim = a_claim()
    return mail_links.send(claim=claim, now=timezone.now())


def address(link: MailLink) -> str:
    return f"/queue/mail/{mail_links.secret_of(link)}/"


def stands(link: MailLink) -> str:
    return Claim.objects.get(pk=link.claim_id).status


def balance(claim: Claim) -> int:
    return ledger.balance(program=claim.program, owner=Owner.participant(claim.participant.uuid), unit="points")


def test_a_claim_is_mailed_when_it_was_looked_over(shop, run_jobs):
    claim = a_claim()

    with it_is(NOON):
        run_jobs()

    (message,) = [one for one in mail.outbox if one.to == [SHOP]]
    assert claim.document_number in message.subject
    assert address(MailLink.objects.get()) in message.body


def test_nothing_is_mailed_to_shops_that_sign_in():
    a_distributor()
    assert mail_links.send(claim=a_claim(), now=NOON) is None


def test_yes_pays_and_is_known_as_an_answer_by_mail(client, mailed):
    page = client.get(address(mailed)).content.decode()
    assert mailed.claim.document_number in page and "Marek Nowak" in page
    assert stands(mailed) == Status.SUBMITTED

    answer = client.post(address(mailed), {"confirm": "1"}, follow=True)

    assert "answered with this link already" in answer.content.decode()
    assert stands(mailed) == Status.VERIFIED and balance(mailed.claim) == 60
    decision = Decision.objects.get()
    assert (decision.way, decision.made_by, decision.mail_link) == (Decision.Way.MAIL, None, mailed)


def test_no_needs_a_reason(client, mailed):
    assert client.post(address(mailed), {"refuse-text": ""}).status_code == 422
    assert client.post(address(mailed), {"refuse-reason": Reason.OTHER, "refuse-text": ""}).status_code == 422

    client.post(address(mailed), {"refuse-reason": Reason.NOT_OURS})

    assert stands(mailed) == Status.REFUSED
    assert Decision.objects.get().reason == Reason.NOT_OURS


def test_used_twice_it_changes_nothing(client, mailed):
    client.post(address(mailed), {"confirm": "1"})

    again = client.post(address(mailed), {"refuse-reason": Reason.NOT_OURS})

    assert "already" in again.content.decode()
    assert stands(mailed) == Status.VERIFIED and Decision.objects.count() == 1


def test_after_its_days_it_is_too_old(client, mailed):
    with it_is(mailed.expires_at + timedelta(minutes=1)):
        answer = client.post(address(mailed), {"confirm": "1"})

    assert answer.status_code == 410 and "too old" in answer.content.decode()
    assert stands(mailed) == Status.SUBMITTED


def test_answered_at_the_desk_before_there_is_nothing_left(client, mailed):
    decisions.confirm(claim=mailed.claim, by=a_clerk().user, now=NOON)

    answer = client.post(address(mailed), {"confirm": "1"})

    assert "answered in the meantime" in answer.content.decode()
    assert balance(mailed.claim) == 60


def test_an_address_that_answers_no_more_answers_nothing(client, mailed):
    Distributor.objects.update(answers_by_mail="new@alfa.example.com")

    assert client.post(address(mailed), {"confirm": "1"}).status_code == 410
    assert stands(mailed) == Status.SUBMITTED


@pytest.mark.parametrize("change", [lambda secret: secret[:-1], lambda secret: "x" + secret, lambda _secret: "nothing"])
def test_a_link_that_nobody_mailed_opens_nothing(client, mailed, change):
    assert client.get(f"/queue/mail/{change(mail_links.secret_of(mailed))}/").status_code == 404


def test_doubts_are_said_before_the_answer(client, mailed):
    a_claim(participant=a_participant("Ola Kowalska"), number=mailed.claim.document_number)

    assert "Somebody else claimed this document" in client.get(address(mailed)).content.decode()


def test_a_block_is_not_passed_by_mail(client, mailed):
    Claim.objects.update(issue_date="2020-01-01")

    answer = client.post(address(mailed), {"confirm": "1"})

    assert answer.status_code == 422 and "outside the time" in answer.content.decode()
    assert stands(mailed) == Status.SUBMITTED


def test_what_needs_two_people_is_not_mailed(shop):
    a_campaign()
    Campaign.objects.update(second_look_from=0)

    assert mail_links.send(claim=a_claim(), now=NOON) is None


def test_it_is_mailed_once(shop):
    claim = a_claim()

    assert mail_links.send(claim=claim, now=NOON) is not None
    assert mail_links.send(claim=claim, now=NOON) is None


@pytest.mark.django_db(transaction=True)
def test_clicked_many_times_at_once_it_answers_once(ledger_may_be_emptied, mailed):
    lock = Lock()

    def press(number: int) -> object:
        with lock:
            link = mail_links.find(mail_links.secret_of(mailed))
        if number % 2:
            return mail_links.confirm(link=link, now=timezone.now())
        return mail_links.refuse(link=link, reason=Reason.NOT_OURS, now=timezone.now())

    results = at_once(6, press)

    assert sum(isinstance(one, Decision) for one in results) == 1
    assert sum(isinstance(one, DecisionRefused) for one in results) == 5


def test_the_field_for_words_says_what_it_is_for(client, mailed):
    page = fromstring(client.get(address(mailed)).content.decode())

    (words,) = page.xpath('//label[@for="id_refuse-text"]')
    assert words.text_content().split() == ["In", "your", "words", "optional"]
