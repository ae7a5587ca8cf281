"""Answered claims are found again at the desk that answered them, and nowhere else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring
from playwright.sync_api import Page, expect

from claims.models import Claim
from claims.reasons import Reason
from claims.states import Status
from distributors.models import Branch
from tests.browser import accessibility_violations
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_company, a_distributor, a_participant
from tests.claims.phones import sign_in
from verification import answered
from verification.answered import Asked
from verification.desks import desk_of
from verification.models import Decision
from verification.services import decisions, undoing

pytestmark = pytest.mark.django_db
PAGE = "/queue/answered/"


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk


def an_answered_claim(clerk, *, hours: int = 0, is_refused: bool = False, name: str = "Marek Nowak", **given) -> Claim:
    claim = a_claim(participant=a_participant(name), **given)
    moment = NOON + timedelta(hours=hours)
    if is_refused:
        decisions.refuse(claim=claim, by=clerk.user, reason=Reason.NOT_OURS, now=moment)
    else:
        decisions.confirm(claim=claim, by=clerk.user, now=moment)
    claim.refresh_from_db()
    return claim


def found(clerk, asked: Asked = Asked(), **given: object) -> list[Claim]:  # noqa: B008
    desk = desk_of(clerk.user)
    assert desk
    return [one.claim for one in answered.find(desk, asked, **given).answers]


def shown(client, address: str = PAGE) -> list[str]:
    page = fromstring(client.get(address).content.decode())
    return [row.text for row in page.xpath('//main//span[@class="row-title"]')]


def test_the_newest_answer_comes_first_and_what_waits_is_not_there(client, anna):
    old, new = an_answered_claim(anna), an_answered_claim(anna, hours=1, is_refused=True)
    a_claim()

    assert found(anna) == [new, old]
    assert shown(client) == [new.document_number, old.document_number]


def test_who_answered_and_why_stands_beside_it(client, anna):
    an_answered_claim(anna, is_refused=True)

    note = fromstring(client.get(PAGE).content.decode()).xpath('//span[@class="row-note"]')[0].text_content()

    assert str(anna.user) in note
    assert str(Reason.NOT_OURS.label) in note


def test_of_several_decisions_the_last_is_told(anna):
    claim = an_answered_claim(anna)
    admin = a_campaign_admin().user
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin, now=NOON + timedelta(hours=1))
    desk = desk_of(anna.user)
    assert desk

    (told,) = answered.find(desk, Asked(answer="reversed")).answers

    assert told.decision
    assert (told.decision.kind, told.decision.made_by) == (Decision.Kind.REVERSE, admin)


@pytest.mark.parametrize(("answer", "expected"), [("verified", 1), ("refused", 0), ("nonsense", None)])
def test_answers_of_one_kind_are_shown_alone(client, anna, answer, expected):
    claims = [an_answered_claim(anna, hours=1, is_refused=True), an_answered_claim(anna)]

    numbers = [claim.document_number for claim in claims]
    assert shown(client, f"{PAGE}?answer={answer}") == (numbers if expected is None else [numbers[expected]])


def test_a_claim_is_found_by_name_firm_or_number_as_people_type_them(anna):
    company = a_company()
    claim = an_answered_claim(anna, name="Michał Żak", hours=1)
    type(claim.participant).objects.filter(pk=claim.participant.pk).update(company=company)
    an_answered_claim(anna)
    number = claim.document_number

    for words in ("zak", "instalacje", number.lower(), claim.number):
        assert found(anna, Asked(words=words)) == [claim], words
    assert found(anna, Asked(words="nobody")) == found(anna, Asked(words="·")) == found(anna, Asked(words=" - ")) == []
    assert found(anna, Asked(words="zak", answer="refused")) == []


def test_a_whole_number_is_found_however_old_and_words_are_looked_for_further_on(anna, monkeypatch):
    monkeypatch.setattr(answered, "LOOKED_AT", 2)
    oldest = an_answered_claim(anna, name="Michał Żak")
    newer = [an_answered_claim(anna, hours=number) for number in (1, 2)]
    desk = desk_of(anna.user)
    assert desk

    assert found(anna, Asked(words=oldest.number)) == found(anna, Asked(words=oldest.document_number)) == [oldest]
    page = answered.find(desk, Asked(words="zak"))
    assert (page.answers, page.is_cut_off, page.earlier) == ([], True, newer[0].uuid)
    assert found(anna, Asked(words="zak"), before=newer[0]) == [oldest]


def test_the_list_goes_on_behind_any_answer_also_of_one_moment(client, anna, monkeypatch):
    monkeypatch.setattr(answered, "SHOWN", 2)
    for number in range(5):
        an_answered_claim(anna, hours=number // 3)
    whole = list(Claim.objects.order_by("-decided_at", "-pk"))

    pages, address = [], PAGE
    while address:
        answer = fromstring(client.get(address).content.decode())
        pages.append([row.text for row in answer.xpath('//main//span[@class="row-title"]')])
        later = answer.xpath("//p[@class='turn']/a[contains(@href, 'before=') and contains(@class, 'button')]/@href")
        address = later[0] if later else ""

    assert pages == [[claim.document_number for claim in part] for part in (whole[:2], whole[2:4], whole[4:])]


def test_a_desk_finds_its_own_answers_only(anna):
    claim = an_answered_claim(anna)
    other = a_clerk("Piotr Lis", distributor=a_distributor("Rurka", tax_id="5252341234"))
    admin = a_campaign_admin().user

    assert found(other) == found(other, Asked(words=claim.number)) == []
    desk = desk_of(admin)
    assert desk
    assert [one.claim for one in answered.find(desk, Asked()).answers] == [claim]


def test_a_clerk_of_one_branch_finds_nothing_of_another(anna):
    here, there = (Branch.objects.create(distributor=anna.distributor, name=name) for name in ("Here", "There"))
    claims = [an_answered_claim(anna, hours=number) for number in range(3)]
    for claim, branch in zip(claims, (here, there, None), strict=True):
        Claim.objects.filter(pk=claim.pk).update(branch=branch)
    anna.branches.add(here)

    assert found(anna) == [claims[2], claims[0]]


def test_a_decision_that_was_undone_leaves_the_list(anna):
    claim = an_answered_claim(anna)

    undoing.undo(decision=claim.decisions.get(), by=anna.user, now=NOON)

    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    assert found(anna) == []


def test_the_page_asks_as_much_for_many_answers_as_for_one(client, anna):
    counts = []
    for number in (1, 6):
        for _one in range(number):
            an_answered_claim(anna, is_refused=bool(number % 2))
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_queue_without_what_was_typed_leads_to_the_answers(client, anna):
    claim = an_answered_claim(anna)
    a_claim()

    page = fromstring(client.get(reverse("verification:queue"), {"words": claim.number}).content.decode())

    link = page.xpath("//a[contains(@href, 'answered/?words=')]/@href")
    assert shown(client, link[0]) == [claim.document_number]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "phone"])
def test_an_answer_is_found_from_the_queue_by_all_readers(request, live_server, width):
    clerk = a_clerk()
    for hours, name in enumerate(("Marek Nowak", "Michał Żak", "Jan Kos")):
        an_answered_claim(clerk, hours=hours, name=name, is_refused=name == "Michał Żak")
    reader: Page = request.getfixturevalue(width)
    sign_in(reader, live_server, clerk)

    reader.goto("/queue/")
    reader.get_by_role("link", name="Find an answered claim").click()
    assert accessibility_violations(reader) == []
    reader.get_by_label("Name or number").fill("zak")
    reader.keyboard.press("Enter")

    expect(reader.locator("main .row")).to_have_count(1)
    expect(reader.locator("main .row")).to_contain_text("refused")
    assert accessibility_violations(reader) == []
