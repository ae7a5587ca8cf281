"""The pages of a distributor: figures for all its clerks, accounts, team and choices for its heads."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.states import Status
from distributors.models import Clerk, ClerkInvitation, Distributor, PartnerChange
from distributors.services import keys
from ledger import services as ledger
from ledger.legs import Leg, Owner
from tests.builders.claims import a_claim
from tests.builders.partners import a_branch, a_head, an_invitation
from tests.builders.programs import NOON, a_clerk, a_distributor, a_program
from tests.clock import it_is

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON):
        yield


@pytest.fixture
def halina(client):
    halina = a_head()
    client.force_login(halina.user)
    return halina


def text_of(client, name, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(answer):
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def rewarded(owner, *amounts, claim=None):
    """The organizer rewards somebody at the distributor, once for each amount, a minute apart."""
    program = a_program()
    for number, amount in enumerate(amounts):
        about = f"claim:{claim.uuid}:award" if claim else f"thanks:{number}"
        legs = [Leg("points", Owner.organizer(program.uuid), owner, amount)]
        ledger.post(
            program=program,
            reference=f"{about}:{owner.ref}",
            legs=legs,
            kind="award",
            by=None,
            now=NOON + timedelta(minutes=number),
            note=claim.number if claim else "",
        )


def test_a_clerk_and_a_head_see_the_same_figures(client):
    for status in (Status.SUBMITTED, Status.VERIFIED, Status.REFUSED):
        a_claim(status)
    pages = []
    for clerk in (a_clerk(), a_head()):
        client.force_login(clerk.user)
        page = text_of(client, "partner:overview")
        pages.append(page[page.index('class="figures"') : page.index("Download as CSV")])

    assert pages[0] == pages[1]
    assert "Why claims were refused" in pages[0]


def test_a_distributor_without_claims_is_told_the_first_step(client, halina):
    page = text_of(client, "partner:overview")

    assert "Nothing to count yet" in page and reverse("distributors:links") in page


def test_figures_lead_to_their_lists_of_the_same_branch(client, halina):
    branch, claim = a_branch(), a_claim(Status.SUBMITTED)
    Claim.objects.filter(pk=claim.pk).update(branch=branch)

    assert f'href="/queue/?branch={branch.uuid}"' in text_of(client, "partner:overview", branch=branch.uuid)


@pytest.mark.parametrize("query", [{"since": "x"}, {"since": "2026-11-30", "until": "2026-11-01"}, {"branch": "x"}])
def test_what_makes_no_sense_is_this_month(client, halina, query):
    a_claim(Status.VERIFIED)

    page = text_of(client, "partner:overview", **query)

    assert "since=2026-11-01&amp;until=2026-11-20" in page


def test_the_figures_as_a_table_are_those_of_the_page(client, halina):
    a_claim(Status.VERIFIED)
    a_claim(Status.REFUSED)

    rows = dict(rows_of(client.get(reverse("partner:figures-csv"))))

    assert (rows["Decided"], rows["Refused"], rows["Confirmed by people"]) == ("2", "1", "1")
    assert rows["Decided on 2026-11-20"] == "2"


def test_each_sees_the_own_points_and_heads_those_of_the_firm(client):
    anna, halina, claim = a_clerk(), a_head(), a_claim(Status.VERIFIED)
    rewarded(Owner.clerk(anna.user.uuid), 7, claim=claim)
    rewarded(Owner.partner(anna.distributor.uuid), 40, claim=claim)

    client.force_login(anna.user)
    mine = text_of(client, "partner:points")
    assert "+7" in mine and "+40" not in mine
    assert f"For confirming claim {claim.number}" in mine and f'href="/queue/{claim.uuid}/"' in mine
    assert client.get(reverse("partner:account")).status_code == 404

    client.force_login(halina.user)
    assert "+7" not in text_of(client, "partner:points")
    assert "+40" in text_of(client, "partner:account")


def test_the_firms_points_are_those_of_the_own_firm(client):
    rewarded(Owner.partner(a_distributor().uuid), 40)
    client.force_login(a_head("Berta Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user)

    assert "No points yet" in text_of(client, "partner:account")


def test_a_long_statement_is_paged_and_comes_whole_as_a_table(client, halina):
    rewarded(Owner.partner(halina.distributor.uuid), *range(1, 36))

    first = text_of(client, "partner:account")
    following = unescape(re.search(r'href="(/partner/account/[?]of=points[^"]*)"', first)[1])
    older = client.get(following)
    rows = rows_of(client.get(reverse("partner:account-csv")))

    assert "+35" in first and "+5<" not in first
    assert "+5<" in older.content.decode() and "Older lines" not in older.content.decode()
    assert (len(rows), rows[1][3:], rows[-1][3:]) == (36, ["35", "630"], ["1", "1"])


def test_a_head_invites_with_role_and_branch(client, halina):
    branch = a_branch()

    client.post(reverse("partner:invite"), {"email": "new@example.com", "role": "head", "branches": [branch.pk]})

    invitation = ClerkInvitation.objects.get()
    assert (invitation.role, list(invitation.branches.all()), invitation.invited_by) == ("head", [branch], halina.user)
    assert "new@example.com" in text_of(client, "partner:team")


def test_who_answers_somewhere_already_is_not_invited(client, halina):
    anna = a_clerk(distributor=a_distributor("Beta", tax_id="1234563218"))

    answer = client.post(reverse("partner:invite"), {"email": anna.user.email, "role": "clerk"})

    assert answer.status_code == 422 and "already" in answer.content.decode()


def test_invitations_are_sent_again_and_withdrawn(client, halina):
    invitation = an_invitation(head=halina)

    client.post(reverse("partner:invitation-again", args=[invitation.uuid]))
    client.post(reverse("partner:invitation-withdraw", args=[invitation.uuid]))

    kinds = list(PartnerChange.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["invited", "sent-again", "invitation-withdrawn"]


def test_the_team_says_who_did_what_and_when_last(client, halina):
    a_claim(Status.VERIFIED)

    page = text_of(client, "partner:team")

    assert "Anna Zielińska" in page and "last answer 20 Nov, 12:00" in page


def test_a_head_gives_another_role(client, halina):
    anna = a_clerk()

    client.post(reverse("partner:person", args=[anna.user.uuid]), {"role": "head"})

    anna.refresh_from_db()
    assert anna.role == Clerk.Role.HEAD
    assert "role changed: clerk → head" in text_of(client, "partner:team")


def test_a_dismissal_asks_about_the_keys_that_the_person_made(client, halina):
    anna = a_clerk()
    key, _secret = keys.make(distributor=anna.distributor, label="night", by=anna.user, now=NOON)
    page = client.get(reverse("partner:person", args=[anna.user.uuid])).content.decode()
    assert "night" in page and "checked" in page

    client.post(reverse("partner:dismiss", args=[anna.user.uuid]), {})

    key.refresh_from_db()
    anna.refresh_from_db()
    assert (anna.is_active, key.revoked_at) == (False, None)


def test_the_only_head_is_told_why_not(client, halina):
    page = client.get(reverse("partner:person", args=[halina.user.uuid])).content.decode()

    assert "only head" in page
    client.post(reverse("partner:dismiss", args=[halina.user.uuid]))
    halina.refresh_from_db()
    assert halina.is_active


def test_a_head_who_leaves_is_led_away(client, halina):
    a_head("Hugo Drugi")

    answer = client.post(reverse("partner:dismiss", args=[halina.user.uuid]))

    assert answer.url == reverse("home")
    assert client.get(reverse("partner:team")).status_code == 404


def test_somebody_is_brought_back_from_the_team_page(client, halina):
    anna = a_clerk()
    Clerk.objects.filter(pk=anna.pk).update(is_active=False)

    client.post(reverse("partner:bring-back", args=[anna.user.uuid]))

    anna.refresh_from_db()
    assert anna.is_active


def test_how_a_firm_takes_part_is_kept_with_who_and_when(client, halina):
    address = reverse("distributors:taking-part")
    chosen = {"answers_by_mail": "shop@alfa.example.com", "staff_rewards": "clerk"}
    for _twice in range(2):
        client.post(address, chosen)
    assert client.post(address, chosen | {"answers_by_mail": "nonsense"}).status_code == 422

    change = PartnerChange.objects.get()
    told = (change.kind, change.name, change.was, change.became, change.made_by, change.made_at.date())
    assert told == ("setting", "answers_by_mail", "", "shop@alfa.example.com", halina.user, NOON.date())
    assert Distributor.objects.get(pk=halina.distributor_id).answers_by_mail == "shop@alfa.example.com"


def test_it_can_be_switched_off_again(client, halina):
    Distributor.objects.update(answers_by_mail="shop@alfa.example.com")

    client.post(reverse("distributors:taking-part"), {"answers_by_mail": "", "staff_rewards": "clerk"})

    assert Distributor.objects.get(pk=halina.distributor_id).answers_by_mail == ""


def test_people_and_invitations_of_another_distributor_are_not_there(client, halina):
    beta = a_head("Berta Inna", distributor=a_distributor("Beta", tax_id="1234563218"))
    invitation = an_invitation("x@beta.example.com", head=beta)

    for name, uuid in (
        ("person", beta.user.uuid),
        ("dismiss", beta.user.uuid),
        ("bring-back", beta.user.uuid),
        ("invitation-again", invitation.uuid),
        ("invitation-withdraw", invitation.uuid),
    ):
        assert client.post(reverse(f"partner:{name}", args=[uuid])).status_code == 404
