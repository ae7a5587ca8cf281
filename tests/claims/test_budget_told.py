"""Where a firm budget makes a number smaller, the page says beside it how much the budget has left."""

from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from campaigns.models import Campaign
from campaigns.services import budgets
from claims.models import Claim
from claims.states import Status
from participants.models import Participant
from tests.builders.claims import a_claim, a_read_draft
from tests.builders.offers import a_buyer, an_offering_distributor
from tests.builders.programs import NOON, a_campaign, a_clerk, a_company, a_participant
from tests.builders.sales import a_sale, elbows, sold
from tests.claims.test_draft_page import fields
from tests.clock import it_is
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LEFT = {
    "en": "The campaign's budget has 40 points left.",
    "pl": "W budżecie kampanii zostało: 40 points.",
}
LEFT_FOR_IT = {
    "en": "The campaign's budget holds 40 points for it.",
    "pl": "W budżecie kampanii jest na to zgłoszenie: 40 points.",
}


@pytest.fixture(autouse=True)
def noon():
    with it_is(NOON, stands_still=True), override("en"):
        yield


def a_budget(points: int | None, *, is_firm: bool = True, credits: int | None = None) -> Campaign:
    """The year's campaign, that may give so many points. A claim of the tests earns 60, and 2 credits."""
    campaign = a_campaign()
    campaign.points_budget, campaign.credits_budget, campaign.budget_is_firm = points, credits, is_firm
    campaign.save()
    budgets.fit(campaign)
    return campaign


def shown(client, participant: Participant, path: str, language: str = "en") -> str:
    participant.user.language = language
    participant.user.save()
    client.force_login(participant.user)
    page = unescape(client.get(path).content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(page.split())


def address(claim: Claim, name: str = "claim") -> str:
    return reverse(f"claims:{name}", args=[claim.uuid])


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_draft_says_it_above_the_button(client, language):
    a_budget(100)
    a_claim(Status.VERIFIED)
    draft = a_read_draft()

    page = shown(client, draft.participant, address(draft), language)

    assert f'<p class="help">{LEFT[language]}</p> <button' in page
    assert "40 points</span>" in page
    form = fields(client.get(address(draft)).content.decode())
    while_typing = client.post(address(draft, "preview"), form, headers={"HX-Request": "true"}).content.decode()
    assert LEFT[language] in unescape(while_typing)


@pytest.mark.parametrize(("points", "is_firm"), [(None, True), (1000, True), (180, True), (100, False)])
def test_where_the_budget_takes_nothing_away_nothing_is_said(client, points, is_firm):
    a_budget(points, is_firm=is_firm)
    a_claim(Status.VERIFIED)
    draft, sent = a_read_draft(), a_claim()

    pages = [shown(client, draft.participant, address(claim)) for claim in (draft, sent)]

    assert not any("budget" in page for page in pages)
    assert all("60 points" in page for page in pages[1:])


def test_a_draft_for_which_nothing_is_left_says_so_before_it_is_refused(client):
    a_budget(60)
    a_claim(Status.VERIFIED)
    draft = a_read_draft()

    page = shown(client, draft.participant, address(draft))

    assert "The campaign's budget is used up.</p>" in page
    assert "Send · about" not in page


def test_a_draft_shows_points_only_and_so_says_nothing_of_credits(client):
    a_budget(None, credits=3)
    a_claim(Status.VERIFIED)
    draft = a_read_draft()

    assert "budget" not in shown(client, draft.participant, address(draft))


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_sent_claim_says_it_below_what_is_expected_and_not_once_it_was_given(client, language):
    a_budget(100)
    a_claim()
    claim = a_claim()

    page = shown(client, claim.participant, address(claim), language)

    assert f'<p class="help">{LEFT_FOR_IT[language]}</p> <details>' in page
    assert "40 points, 2 " in page
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)
    given = shown(client, claim.participant, address(claim), language)
    assert not any(words in given for words in ("The campaign's budget", "Budżet kampanii", "budżecie kampanii"))


def test_what_is_set_aside_for_a_claim_is_all_that_is_left_for_it(client):
    """Also when others took the rest of the budget, and when some came back since."""
    campaign = a_budget(100)
    first, second = a_claim(), a_claim()
    page = shown(client, second.participant, address(second))
    assert LEFT_FOR_IT["en"] in page

    campaign.points_budget = 110
    campaign.save()
    budgets.fit(campaign)

    page = shown(client, second.participant, address(second))
    assert "The campaign's budget holds 50 points for it." in page
    assert "budget" not in shown(client, first.participant, address(first))


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("name", ["home", "claims:offered"])
def test_an_offer_says_it_below_its_points(client, name, language):
    a_budget(100)
    an_offering_distributor()
    a_sale()
    buyer = a_buyer()  # whose first claim was given 60 points

    page = shown(client, buyer, reverse(name), language)

    assert f'</strong></p> <p class="help">{LEFT[language]}</p>' in page


def test_points_and_credits_are_told_together(client):
    a_budget(100, credits=3)
    an_offering_distributor()
    a_sale(sold(lines=(replace(elbows(12), net=Decimal(240)),)))
    buyer = a_buyer()

    page = shown(client, buyer, reverse("home"))

    assert "The campaign's budget has 40 points, 1 training credit left." in page


def test_who_shares_with_the_company_is_told_what_both_can_get(client):
    a_budget(100)
    marek, firm = a_participant(), a_company()
    firm.points_share = 50
    firm.save()
    a_claim(Status.VERIFIED)
    marek.company = firm
    marek.save()
    claim = a_claim(participant=Participant.objects.get(pk=marek.pk))

    page = shown(client, claim.participant, address(claim))

    assert LEFT_FOR_IT["en"] in page
    assert "20 points, 2 training credits" in page
