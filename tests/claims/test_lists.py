"""Home, history, points and codes: what they say, and how many questions they ask for one row and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import queries
from claims.models import Claim, WrongCodeTry
from claims.services.codes import redeem
from claims.states import Status
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.programs import NOON, a_code, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture(autouse=True)
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def shown(client, name: str, **query: str) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def questions(client, name: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(client, name)
    return len(asked)


def test_home_of_a_newcomer_says_what_to_do_first(client):
    page = shown(client, "home")

    assert "Claim your first purchase" in page
    assert reverse("claims:new") in page


def test_home_says_what_one_has_what_is_under_way_and_until_when(client):
    a_claim(Status.VERIFIED)
    a_claim()
    a_claim()

    page = shown(client, "home")

    assert '<p class="slip-value">60</p>' in page
    assert "2 claims are being checked" in page
    assert "the next answer comes by" in page
    assert "+60" in page


def test_home_puts_first_what_waits_for_the_person(client):
    a_read_draft()
    a_claim(Status.QUERIED)

    page = shown(client, "home")

    waiting = page[page.index("Waiting for you") :]
    assert waiting.index("Which branch was it?") < waiting.index("Ready to be checked and sent")
    assert "Hurtownia Alfa Sp. z o.o." in waiting


def test_a_refused_claim_says_why_in_the_list(client):
    a_claim(Status.REFUSED)

    assert "The goods were returned." in shown(client, "home")


@pytest.mark.parametrize(
    ("shown_as", "statuses"), [(name, set(statuses)) for name, statuses in queries.FILTERS.items()]
)
def test_history_shows_claims_by_where_they_stand(client, marek, shown_as: str, statuses: set):
    for status in Status:
        a_claim(status)

    page = queries.history(marek, shown=shown_as, after=None)

    assert {claim.status for claim in page.claims} == statuses
    assert shown(client, "claims:history", show=shown_as).count('class="row"') == len(statuses)


def test_history_is_paged_without_losing_or_repeating_a_claim(client, marek, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    claims = {a_draft(marek).pk for _number in range(8)}

    seen, after = [], None
    while True:
        page = queries.history(marek, shown="all", after=after)
        seen += [claim.pk for claim in page.claims]
        if (after := page.after) is None:
            break

    assert len(seen) == len(set(seen)) == 8
    assert set(seen) == claims


@pytest.mark.parametrize("query", [{"show": "nonsense"}, {"after": "nonsense"}, {"show": "refused"}])
def test_history_bears_any_address(client, query: dict):
    shown(client, "claims:history", **query)


@pytest.mark.parametrize("name", ["home", "claims:history", "points"])
def test_a_list_asks_as_many_questions_for_many_rows_as_for_one(client, name: str):
    for status in Status:
        a_claim(status)
    few = questions(client, name)
    for status in Status:
        a_claim(status)

    assert questions(client, name) == few


def test_points_shows_the_running_balance_and_what_ends_next(client):
    a_claim(Status.VERIFIED)
    claim = a_claim(Status.VERIFIED)

    page = shown(client, "points")

    assert "120 end on" in page
    assert f"Claim {claim.number}" in page
    assert [page.count(f"= {balance}<") for balance in (60, 120)] == [1, 1]


def test_training_credits_have_a_statement_of_their_own(client):
    a_claim(Status.VERIFIED)

    assert "+2" in shown(client, "points", of="credits")


@pytest.mark.parametrize("query", [{"before": "nonsense"}, {"before": "2026-11-20"}, {"of": "nonsense"}])
def test_points_bears_any_address(client, query: dict):
    assert "No points yet" in shown(client, "points", **query) or "before" in query


def test_a_code_gives_its_points_at_once(client):
    code = a_code(points=25)

    answer = client.post(reverse("claims:codes"), {"code": code.lower()}, follow=True)

    page = answer.content.decode()
    assert "+25 points" in page
    assert "1 training credit" in page
    assert Claim.objects.get().status == Status.VERIFIED


def test_ones_own_used_code_is_met_with_a_friendly_word(client, marek):
    code = a_code()
    claim = redeem(participant=marek, text=code, now=NOON)

    answer = client.post(reverse("claims:codes"), {"code": code})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "its points are yours" in page
    assert reverse("claims:claim", args=[claim.uuid]) in page


@pytest.mark.parametrize("code", ["", "1234", "AAAA-BBBB-CCCC-D"])
def test_a_slip_of_the_finger_costs_no_try(client, code: str):
    answer = client.post(reverse("claims:codes"), {"code": code})

    assert answer.status_code == 422
    assert not WrongCodeTry.objects.exists()


def test_the_page_of_codes_may_run_its_decoder(client):
    answer = client.get(reverse("claims:codes"))

    assert "'wasm-unsafe-eval'" in answer["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" not in client.get(reverse("points"))["Content-Security-Policy"]
