"""A head looks at the distributor's own pages: figures, posters, points, people, and how it takes part."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim
from claims.reasons import Reason
from distributors.models import Branch, Clerk, ClerkInvitation, JoinLink
from distributors.services import inviting, keys
from ledger import services as ledger
from ledger.legs import Leg, Owner
from participants.models import Participant, User
from tests import browser as browsers
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA, MAREK, ZURAW, an_invoice, sent
from verification.services import decisions

SIZES = {"phone": browsers.PHONE, "desk": browsers.DESK}
PLACES = ("/partner/", "/partner/links/", "/partner/points/", "/partner/account/", "/partner/team/")
LONG = "Magazyn główny z ekspozycją łazienek i kotłowni przy ulicy Księcia Bolesława Krzywoustego"


@pytest.fixture
def barbara(program, run_jobs) -> Clerk:
    """The head of Żuraw, with claims of all kinds, a second clerk, rewards and an invitation."""
    head = Clerk.objects.select_related("user", "distributor").get(user__email=BARBARA)
    claims = sent(
        [an_invoice(f"FV {number}/11/2026", ZURAW) for number in range(701, 706)], email=MAREK, run_jobs=run_jobs
    )
    for claim in claims[:2]:
        decisions.confirm(claim=claim, by=head.user, now=NOW)
    decisions.refuse(claim=claims[2], reason=Reason.RETURNED, by=head.user, now=NOW)
    Claim.objects.filter(pk=claims[3].pk).update(due_on=NOW.date() - timedelta(days=2))
    link = inviting.offer_link(distributor=head.distributor, label="Lada", branch=None, by=head.user, now=NOW)
    inviting.introduce(participant=Participant.objects.get(user__email=MAREK), link=link, now=NOW)
    organizer = Owner.organizer(program.uuid)
    for owner in (Owner.clerk(head.user.uuid), Owner.partner(head.distributor.uuid)):
        legs = [Leg("points", organizer, owner, 15)]
        reference = f"claim:{claims[0].uuid}:award:{owner.ref}"
        ledger.post(
            program=program, reference=reference, legs=legs, kind="award", by=None, now=NOW, note=claims[0].number
        )
    return head


def a_colleague(head: Clerk) -> Clerk:
    """Long names, a branch, and a key."""
    user = User.objects.create_user("krzysztof.brzeczyszczykiewicz@zuraw-hurt.example.com", "x" * 12)
    User.objects.filter(pk=user.pk).update(first_name="Krzysztof Wacław", last_name="Brzęczyszczykiewicz-Nowomiejski")
    branch = Branch.objects.create(distributor=head.distributor, name=LONG)
    clerk = Clerk.objects.create(user=user, distributor=head.distributor, joined_at=NOW)
    clerk.branches.add(branch)
    keys.make(distributor=head.distributor, label="nocny eksport", by=user, now=NOW)
    return clerk


@pytest.fixture(params=SIZES)
def polish(request, browser: Browser, live_server):
    """A browser whose reader reads Polish."""
    with browsers.opened(browser, base_url=live_server.url, locale="pl-PL", **SIZES[request.param]) as page:
        yield page


def test_every_place_in_polish(polish, barbara, sign_in):
    colleague = a_colleague(barbara)
    inviting.invite_clerk(
        distributor=barbara.distributor, email="nowy.pracownik@zuraw-hurt.example.com", by=barbara.user, now=NOW
    )
    sign_in(polish, BARBARA, language="pl")
    for place in (*PLACES, f"/partner/team/{colleague.user.uuid}/", "/partner/taking-part/"):
        polish.goto(place)
        expect(polish.get_by_role("heading", level=1)).to_be_visible()
        is_fine(polish)


def test_from_the_queue_to_a_poster_and_a_team_by_keyboard(page, barbara, sign_in):
    colleague = a_colleague(barbara)
    sign_in(page, BARBARA).goto("/queue/")
    page.get_by_role("link", name="Our firm").press("Enter")
    expect(page.get_by_role("heading", name="Our figures")).to_be_visible()
    is_fine(page)

    page.get_by_role("link", name="Posters and links").press("Enter")
    page.get_by_label("Where will it hang?").fill("entrance")
    page.get_by_role("button", name="Make a link").press("Enter")
    expect(page.get_by_role("heading", name="entrance")).to_be_visible()
    assert JoinLink.objects.filter(label="entrance", distributor=barbara.distributor).count() == 1
    is_fine(page)

    page.get_by_role("link", name="Team", exact=True).press("Enter")
    page.get_by_label("E-mail").fill("celina@zuraw-hurt.example.com")
    page.get_by_label("Role").select_option("head")
    page.get_by_role("button", name="Send the invitation").press("Enter")
    expect(page.get_by_text("celina@zuraw-hurt.example.com").first).to_be_visible()
    assert ClerkInvitation.objects.get().role == Clerk.Role.HEAD
    is_fine(page)

    page.get_by_role("link", name="Krzysztof").press("Enter")
    page.get_by_role("button", name="Dismiss").press("Enter")
    expect(page.get_by_text("has no access any more").first).to_be_visible()
    colleague.refresh_from_db()
    assert not colleague.is_active
    assert not barbara.distributor.sales_keys.filter(revoked_at=None).exists()


def test_nothing_yet(phone: Page, program, sign_in):
    JoinLink.objects.all().delete()
    sign_in(phone, BARBARA)
    for place in PLACES:
        phone.goto(place)
        is_fine(phone)
