"""The order of the queue and what it is narrowed to; the list goes on by key, and a filter stays in the address."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml.html import fromstring

from claims.models import Claim
from distributors.models import Branch
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_clerk, a_distributor, a_participant
from verification import queries, waiting
from verification.desks import desk_of
from verification.models import Check
from verification.waiting import DOUBT_FIRST, Wanted

pytestmark = pytest.mark.django_db

QUEUE = "/queue/"
ALL = Wanted()


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk


def a_waiting_claim(*, days: int = 0, doubt: int = 0, name: str = "Marek Nowak", **changes: object) -> Claim:
    claim = a_claim(participant=a_participant(name))
    changes |= {"due_on": claim.due_on + timedelta(days=days), "doubt": doubt}
    Claim.objects.filter(pk=claim.pk).update(**changes)
    claim.refresh_from_db()
    return claim


def found(clerk, wanted: Wanted = ALL, **given: object) -> list[int]:
    desk = desk_of(clerk.user)
    assert desk
    return [place.pk for place in waiting.find(desk, wanted, **given).places]


def pks(*claims: Claim) -> list[int]:
    return [claim.pk for claim in claims]


def shown(client, address: str) -> list[str]:
    page = fromstring(client.get(address).content.decode())
    return [row.text for row in page.xpath('//main//span[@class="row-title"]')]


def test_within_a_day_what_is_without_doubt_comes_first_or_last(anna):
    later = a_waiting_claim(days=1)
    doubtful, plain = a_waiting_claim(doubt=1), a_waiting_claim()

    assert found(anna) == pks(plain, doubtful, later)
    assert found(anna, Wanted(order=DOUBT_FIRST)) == pks(doubtful, plain, later)


@pytest.mark.parametrize("order", ["sure-first", DOUBT_FIRST])
def test_the_list_goes_on_behind_any_claim_by_its_key(anna, order):
    for number in range(9):
        a_waiting_claim(days=number % 3, doubt=number % 2)
    whole = found(anna, Wanted(order=order))

    for number, pk in enumerate(whole):
        place = waiting.place_of(Claim.objects.get(pk=pk))
        assert found(anna, Wanted(order=order), after=place) == whole[number + 1 :]


def test_a_look_at_a_claim_notes_its_codes_and_whether_there_is_doubt(client, anna):
    claim = a_claim()
    assert claim.doubt == Claim.Doubt.SOME
    client.get(reverse("verification:claim", args=[claim.uuid]))
    claim.refresh_from_db()
    assert claim.doubt == Claim.Doubt.NONE

    claim.lines.update(product=None)
    client.get(reverse("verification:claim", args=[claim.uuid]))

    claim.refresh_from_db()
    assert (claim.doubt, Check.objects.get(claim=claim).codes) == (Claim.Doubt.SOME, " no-product ")


def test_the_queue_is_narrowed_by_amount(client, anna):
    small, large = a_waiting_claim(total=Decimal("10")), a_waiting_claim(total=Decimal("900"))

    assert shown(client, f"{QUEUE}?least=100") == [large.document_number]
    assert shown(client, f"{QUEUE}?most=100") == [small.document_number]
    assert shown(client, f"{QUEUE}?least=nonsense") == [small.document_number, large.document_number]


def test_the_queue_is_narrowed_by_a_problem_and_its_whole_code(client, anna):
    one, other = a_waiting_claim(), a_waiting_claim()
    Check.objects.create(claim=one, blocks=0, doubts=1, codes=" differs-total ", made_at=NOON)
    Check.objects.create(claim=other, blocks=0, doubts=1, codes=" differs-issue-date ", made_at=NOON)

    assert shown(client, f"{QUEUE}?problem=differs-total") == [one.document_number]


def test_the_queue_is_narrowed_by_branch(client, anna):
    branch = Branch.objects.create(distributor=a_distributor(), name="Kraków")
    inside, _outside = a_waiting_claim(branch=branch), a_waiting_claim()

    assert shown(client, f"{QUEUE}?branch={branch.uuid}") == [inside.document_number]


def test_a_clerk_of_a_branch_sees_it_and_what_names_none_and_never_another(client, anna):
    here, there = (Branch.objects.create(distributor=a_distributor(), name=name) for name in ("Kraków", "Tarnów"))
    mine, nobodys, _theirs = (a_waiting_claim(branch=branch) for branch in (here, None, there))
    anna.branches.add(here)

    assert shown(client, QUEUE) == [mine.document_number, nobodys.document_number]
    assert shown(client, f"{QUEUE}?branch={there.uuid}") == [mine.document_number, nobodys.document_number]


@pytest.mark.parametrize("words", ["zolw", "ŻÓŁW", "Ewa Ż"])
def test_a_participant_is_found_as_people_type(client, anna, words):
    ewa, _marek = a_waiting_claim(name="Ewa Żółw"), a_waiting_claim()

    assert shown(client, f"{QUEUE}?words={words}") == [ewa.document_number]


def test_a_claim_is_found_by_its_number_and_by_that_of_its_document(client, anna):
    one, _other = a_waiting_claim(), a_waiting_claim()

    assert shown(client, f"{QUEUE}?words={one.number.lower()}") == [one.document_number]
    assert shown(client, f"{QUEUE}?words={one.document_number.replace('/', ' ')}") == [one.document_number]


def test_a_whole_number_is_found_behind_all_that_is_looked_at(anna, monkeypatch):
    monkeypatch.setattr(waiting, "LOOKED_AT", 2)
    claims = [a_waiting_claim() for _number in range(4)]

    assert found(anna, Wanted(words=claims[-1].number)) == pks(claims[-1])
    assert found(anna, Wanted(words=claims[-1].document_number)) == pks(claims[-1])


def test_no_more_than_a_thousand_are_looked_at_and_the_page_says_so(client, anna, monkeypatch):
    monkeypatch.setattr(waiting, "LOOKED_AT", 2)
    claims = [a_waiting_claim(total=Decimal(number)) for number in range(4)]

    page = fromstring(client.get(f"{QUEUE}?least=3").content.decode())

    assert "may fit further on" in page.text_content()
    (further,) = page.xpath('//a[contains(@href, "after=")]/@href')
    assert shown(client, further) == [claims[3].document_number]


def test_the_page_says_how_many_of_how_many_and_how_to_see_all(client, anna):
    a_waiting_claim(total=Decimal(5))
    a_waiting_claim(total=Decimal(50))

    page = fromstring(client.get(f"{QUEUE}?least=10&order=doubt-first").content.decode())

    (line,) = page.xpath('//*[@class="narrowed"]')
    assert "1 of 2" in line.text_content()
    assert line.xpath(".//a/@href") == [f"{QUEUE}?order=doubt-first"]


def test_each_field_of_the_filter_has_its_own_name(client, anna):
    Branch.objects.create(distributor=a_distributor(), name="Kraków")
    a_waiting_claim()

    page = fromstring(client.get(QUEUE).content.decode())

    labels = [" ".join(label.text_content().split()) for label in page.xpath('//form[@role="search"]//label')]
    assert labels == ["Name or number", "Problem", "Branch", "Total from", "Total to", "Within a day"]


def test_a_filter_that_finds_nothing_says_so_and_shows_the_way_back(client, anna):
    a_waiting_claim()

    page = fromstring(client.get(f"{QUEUE}?words=nobody").content.decode())

    assert "Nothing here fits the filter" in page.text_content()
    assert page.xpath('//*[@class="empty"]//a/@href') == [QUEUE]


def test_the_filter_goes_from_claim_to_claim(client, anna):
    first, _small, second = (a_waiting_claim(total=Decimal(total)) for total in (70, 5, 60))

    start = client.get("/queue/next/?least=50")
    assert start.url == f"/queue/{first.uuid}/?least=50"
    page = fromstring(client.get(start.url).content.decode())
    (confirm,) = page.xpath('//form[contains(@action, "/confirm/")]/@action')
    answer = client.post(confirm)

    assert answer.url == f"/queue/{second.uuid}/?least=50"
    assert client.post(f"/queue/{second.uuid}/confirm/?least=50").url == f"{QUEUE}?least=50"


def test_the_list_is_shown_in_parts(client, anna, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 2)
    claims = [a_waiting_claim(days=number) for number in range(5)]

    numbers, address, parts = [], QUEUE, 0
    while address:
        page = fromstring(client.get(address).content.decode())
        numbers += [row.text for row in page.xpath('//main//span[@class="row-title"]')]
        later = [link.get("href") for link in page.xpath("//a") if "Show later ones" in link.text_content()]
        address, parts = (later[0] if later else ""), parts + 1

    assert (numbers, parts) == ([claim.document_number for claim in claims], 3)


def test_ones_own_claim_is_not_in_ones_queue(client, anna):
    mine = a_waiting_claim()
    mine.participant.user, theirs = anna.user, a_waiting_claim(name="Ola Kowalska")
    mine.participant.save()

    assert shown(client, QUEUE) == [theirs.document_number]
