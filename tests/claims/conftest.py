"""Marek and his phone, for the tests of this folder."""

import pytest
from playwright.sync_api import Page

from participants.models import Participant
from tests.builders.programs import a_campaign, a_distributor, a_participant
from tests.claims.phones import sign_in


@pytest.fixture
def marek() -> Participant:
    """A participant of a program with a campaign and a distributor."""
    participant = a_participant()
    a_campaign()
    a_distributor()
    return participant


@pytest.fixture
def mareks_phone(phone: Page, live_server, marek) -> Page:
    """Signed in."""
    sign_in(phone, live_server, marek)
    return phone
