"""A claim is offered to one clerk at a time; the next one is held ahead, and both come back when the clerk leaves."""

from datetime import timedelta

import pytest

from claims.models import Claim
from claims.reasons import Reason
from claims.services import moves
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_clerk
from tests.racing import at_once
from verification import waiting
from verification.desks import Desk, desk_of
from verification.models import Offer
from verification.services import decisions, offers
from verification.waiting import Wanted

CLERKS, CLAIMS = 8, 200
ALL = Wanted()


def desk(name: str = "Anna Zielińska") -> Desk:
    found = desk_of(a_clerk(name).user)
    assert found
    return found


def taken(at: Desk, **given: object) -> Claim | None:
    return offers.take_next(desk=at, wanted=ALL, now=NOON, **given)


@pytest.mark.django_db
def test_two_clerks_who_ask_get_two_claims():
    first, second = a_claim(), a_claim()

    assert [taken(desk()), taken(desk("Beata Druga"))] == [first, second]


@pytest.mark.django_db
def test_the_claim_held_ahead_is_the_one_that_comes_next():
    first, second, _third = a_claim(), a_claim(), a_claim()
    anna = desk()
    assert taken(anna) == first

    assert offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=first) == second
    assert taken(anna, after=first) == second
    assert not Offer.objects.get(claim=second).is_ahead


@pytest.mark.django_db
def test_never_more_than_one_is_held_ahead():
    first, second, third = a_claim(), a_claim(), a_claim()
    anna = desk()
    taken(anna)

    offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=first)
    offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=second)

    assert [offer.claim for offer in Offer.objects.filter(is_ahead=True)] == [third]


@pytest.mark.django_db
def test_what_is_held_ahead_is_offered_to_others_last_but_it_is_offered():
    first, second, third = a_claim(), a_claim(), a_claim()
    anna, beata, celina = desk(), desk("Beata Druga"), desk("Celina Trzecia")
    taken(anna)
    offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=first)

    assert [taken(beata), taken(celina), taken(desk("Daria Czwarta"))] == [third, second, None]
    assert taken(anna, after=first) is None


@pytest.mark.django_db
def test_what_is_on_a_screen_is_held_ahead_for_nobody():
    first, second = a_claim(), a_claim()
    anna, beata = desk(), desk("Beata Druga")
    taken(anna)
    offers.take(claim=second, by=beata.user, now=NOON)

    assert offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=first) is None


@pytest.mark.django_db
def test_a_claim_held_ahead_that_no_longer_fits_is_passed_over():
    first, second, third = a_claim(), a_claim(), a_claim()
    anna = desk()
    taken(anna)
    offers.hold_ahead(desk=anna, wanted=ALL, now=NOON, after=first)
    decisions.refuse(claim=second, reason=Reason.RETURNED, by=a_clerk("Beata Druga").user, now=NOON)

    assert taken(anna, after=first) == third


@pytest.mark.django_db
def test_an_offer_ends_by_itself():
    claim, anna, beata = a_claim(), desk(), desk("Beata Druga")
    taken(anna)

    assert offers.take_next(desk=beata, wanted=ALL, now=NOON + offers.HELD - timedelta(seconds=1)) is None
    assert offers.take_next(desk=beata, wanted=ALL, now=NOON + offers.HELD) == claim


@pytest.mark.django_db
def test_leaving_gives_back_the_claim_and_the_one_ahead(client):
    first, _second = a_claim(), a_claim()
    client.force_login(a_clerk().user)
    client.get(f"/queue/{first.uuid}/")
    ahead = Offer.objects.get(is_ahead=True)

    answer = client.post(f"/queue/{first.uuid}/leave/", {"ahead": ahead.claim.uuid})

    assert answer.status_code == 204 and not Offer.objects.exists()


@pytest.mark.django_db
def test_a_late_word_of_leaving_does_not_take_the_next_claim_from_the_screen(client):
    first, second = a_claim(), a_claim()
    client.force_login(a_clerk().user)
    client.get(f"/queue/{first.uuid}/")
    assert client.post(f"/queue/{first.uuid}/confirm/").url == f"/queue/{second.uuid}/"

    client.post(f"/queue/{first.uuid}/leave/", {"ahead": second.uuid})

    assert Offer.objects.get().claim == second


@pytest.mark.django_db
def test_coming_back_takes_the_claim_again_unless_somebody_else_has_it(client):
    claim, anna, beata = a_claim(), a_clerk().user, a_clerk("Beata Druga").user
    client.force_login(anna)
    assert client.post(f"/queue/{claim.uuid}/hold/").status_code == 204
    client.post(f"/queue/{claim.uuid}/leave/")
    client.force_login(beata)
    client.get(f"/queue/{claim.uuid}/")
    client.force_login(anna)

    assert client.post(f"/queue/{claim.uuid}/hold/").status_code == 409
    assert Offer.objects.get().held_by == beata


@pytest.mark.django_db
def test_the_team_sees_who_has_what(client):
    first, _second = a_claim(), a_claim()
    client.force_login(a_clerk("Beata Druga").user)
    client.get(f"/queue/{first.uuid}/")
    client.force_login(a_clerk().user)

    page = client.get("/queue/").content.decode()

    assert "open at Beata Druga" in page and "next for Beata Druga" in page


@pytest.mark.django_db
def test_with_a_script_the_answer_is_the_next_claims_page(client):
    first, second, third = a_claim(), a_claim(), a_claim()
    third.document.pages.create(number=1, picture_key="p", width=300, height=200)
    client.force_login(a_clerk().user)
    client.get(f"/queue/{first.uuid}/")

    answer = client.post(f"/queue/{first.uuid}/confirm/", headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Push-Url"]) == (200, f"/queue/{second.uuid}/")
    assert f'href="/queue/{third.uuid}/pages/1/"' in page and 'rel="prefetch"' in page
    assert f"{first.number}: confirmed" in page


@pytest.mark.django_db
def test_with_a_script_the_last_answer_leads_to_the_queue(client):
    claim = a_claim()
    client.force_login(a_clerk().user)

    answer = client.post(f"/queue/{claim.uuid}/confirm/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/queue/"


def work_through(number: int, take) -> list[int]:
    """Take one claim after the other and answer it, until nothing is left."""
    at, got, last = desk(f"Clerk{number} Racing"), [], None
    while len(got) <= CLAIMS and (claim := take(at, last)):
        got.append(claim.pk)
        last = claim
        try:
            decisions.refuse(claim=claim, reason=Reason.RETURNED, by=at.user, now=NOON)
        except decisions.DecisionRefused:
            pass  # somebody else had it too, and was faster
        except moves.ClaimMoved:
            pass
    return got


def guarded(at: Desk, last: Claim | None) -> Claim | None:
    claim = taken(at, after=last)
    if claim:
        offers.hold_ahead(desk=at, wanted=ALL, now=NOON, after=claim)
    return claim


def unguarded(at: Desk, last: Claim | None) -> Claim | None:
    """The same as it would be without the guard: whoever looks first believes to be alone."""
    places = waiting.find(at, ALL, limit=1).places
    return Claim.objects.get(pk=places[0].pk) if places else None


@pytest.fixture
def crowd(transactional_db) -> list[Claim]:
    for number in range(CLERKS):
        a_clerk(f"Clerk{number} Racing")
    return [a_claim() for _number in range(CLAIMS)]


@pytest.mark.main_job
@pytest.mark.django_db(transaction=True)
def test_eight_clerks_never_get_the_same_claim(crowd):
    got = at_once(CLERKS, lambda number: work_through(number, guarded))

    assert all(isinstance(one, list) for one in got), got
    given = sorted(pk for one in got for pk in one)
    assert given == sorted(claim.pk for claim in crowd)
    assert not Claim.objects.filter(status=Status.SUBMITTED).exists()


@pytest.mark.main_job
@pytest.mark.django_db(transaction=True)
def test_without_the_guard_they_do(crowd):
    got = at_once(CLERKS, lambda number: work_through(number, unguarded))

    assert sum(len(one) for one in got if isinstance(one, list)) > CLAIMS
