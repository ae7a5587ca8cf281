"""From a file that a distributor hands over to a claim that nobody had to look at."""

import pytest

from campaigns.models import Campaign
from claims.models import Claim
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import a_campaign, a_company, a_participant
from tests.distributors.handing import handed, named
from tests.distributors.reading.files import csv_bytes, row

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def claim() -> Claim:
    """Marek's claim, in a campaign in which the sales file confirms."""
    campaign, marek = a_campaign(), a_participant()
    Campaign.objects.filter(pk=campaign.pk).update(sales_prove=True, audit_share=0)
    marek.company = a_company()
    marek.save()
    return a_claim(participant=marek, number="FV/2026/11/0457")


@pytest.mark.parametrize(("quantity", "status"), [("12", Status.VERIFIED), ("11", Status.SUBMITTED)])
def test_a_file_confirms_what_it_proves_and_nothing_else(claim, run_jobs, quantity, status):
    file = handed(csv_bytes(row(quantity=quantity), row(number="other")))
    run_jobs()
    file.refresh_from_db()
    named(file)
    run_jobs()

    assert Claim.objects.get(pk=claim.pk).status == status


def test_a_credit_note_of_a_later_file_takes_back(claim, run_jobs):
    head = (*csv_bytes().decode().strip().split(";"), "Dokument korygowany")
    sale, note = (*row(), ""), (*row(number="KOR/1", quantity="-5", gross="-500", net="-400"), "FV/2026/11/0457")
    for rows in ([sale], [note]):
        file = handed(csv_bytes(*rows, head=head))
        run_jobs()
        file.refresh_from_db()
        if file.state == "columns":
            named(file)
            run_jobs()

    assert claim.lines.get().returned_quantity == 5
