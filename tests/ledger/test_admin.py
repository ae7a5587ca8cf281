"""The books as a campaign admin sees them: one's own program, to read only."""

import pytest
from django.urls import reverse

from ledger.models import Account, Transfer
from tests.builders.ledger import MAREK, a_leg, a_spend, an_award, organizer
from tests.builders.programs import a_campaign_admin, a_clerk, a_program

pytestmark = pytest.mark.django_db

PAGES = ["admin:ledger_account_changelist", "admin:ledger_transfer_changelist"]


@pytest.fixture
def joanna(client):
    client.force_login(a_campaign_admin().user)
    return client


@pytest.fixture(autouse=True)
def _some_lines(db):
    an_award(a_leg(100))
    a_spend(30)


def test_the_lists_show_owners_and_references(joanna):
    accounts, transfers = (joanna.get(reverse(page)).content.decode() for page in PAGES)

    assert MAREK.ref in accounts
    assert "claim:1:award" in transfers


def test_lines_are_found_by_the_beginning_of_their_reference_and_by_owner(joanna):
    def count(words):
        return joanna.get(reverse(PAGES[1]), {"q": words}).context["cl"].result_count

    assert (count("claim:1"), count(MAREK.ref), count(organizer().ref), count("nobody")) == (1, 2, 1, 0)


def test_an_account_shows_what_is_left_of_its_lots(joanna):
    account = Account.objects.get(owner=MAREK.ref, kind="participant")

    page = joanna.get(reverse("admin:ledger_account_change", args=[account.pk]))

    assert "70" in page.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_another_program_is_not_there(joanna, client, page):
    client.force_login(a_campaign_admin("Ewa Obca", program=a_program("beta", name="Beta")).user)

    assert client.get(reverse(page)).context["cl"].result_count == 0


def test_another_programs_account_cannot_be_opened(client):
    client.force_login(a_campaign_admin("Ewa Obca", program=a_program("beta", name="Beta")).user)
    account = Account.objects.get(owner=MAREK.ref, kind="participant")

    answer = client.get(reverse("admin:ledger_account_change", args=[account.pk]))

    assert MAREK.ref not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_clerk_has_no_business_here(client, page):
    clerk = a_clerk().user
    clerk.is_staff = True
    clerk.save()
    client.force_login(clerk)

    assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("model", [Account, Transfer])
@pytest.mark.parametrize("deed", ["add", "change", "delete"])
def test_nothing_can_be_changed(joanna, model, deed):
    name = model._meta.model_name
    row = [] if deed == "add" else [model.objects.order_by("pk").first().pk]

    answer = joanna.post(reverse(f"admin:ledger_{name}_{deed}", args=row), {"amount": 1})

    assert answer.status_code == 403
