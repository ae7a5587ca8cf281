"""What tests about sales files stand on: a campaign in which they confirm, and somebody whose firm is known."""

import pytest

from campaigns.models import Campaign
from tests.builders.programs import a_campaign, a_company, a_participant


@pytest.fixture
def proving():
    """A campaign in which the sales file confirms, without lots."""
    campaign = a_campaign()
    Campaign.objects.filter(pk=campaign.pk).update(sales_prove=True, audit_share=0)
    return campaign


@pytest.fixture
def marek():
    marek = a_participant()
    marek.company = a_company()
    marek.save()
    return marek
