"""The styleguide in a browser, signed in as staff."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from participants.models import User


@pytest.fixture
def sign_in(client, live_server) -> Callable[[Page], Page]:
    """`sign_in(page)` makes the page's reader a member of staff."""
    reader = User.objects.create_user("staff@example.org", "a long enough password", is_staff=True)
    client.force_login(reader)
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": urlsplit(live_server.url).hostname,
    }

    def signed_in(page: Page) -> Page:
        page.context.add_cookies([{**cookie, "path": "/"}])
        return page

    return signed_in


@pytest.fixture
def guide(page: Page, sign_in) -> Page:
    """The styleguide at desk width."""
    sign_in(page).goto("/styleguide/")
    return page


@pytest.fixture
def guide_on_phone(phone: Page, sign_in) -> Page:
    """The styleguide at phone width."""
    sign_in(phone).goto("/styleguide/")
    return phone
