"""What tests of packages in a browser need: the site and the packages' host, which are two names of one server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import FrameLocator, Page

from participants.models import Participant


def two_hosts(settings, live_server, *, site: str = "localhost", packages: str = "127.0.0.1") -> str:
    """The server is the site by one name and the packages' host by the other; gives the packages' address."""
    port = urlsplit(live_server.url).port
    other = f"http://{packages}:{port}"
    settings.SITE_URL, settings.PACKAGES_URL = f"http://{site}:{port}", other
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy["DIRECTIVES"] | {"frame-src": [other]}}
    return other


def sign_in(page: Page, participant: Participant, address: str) -> None:
    """As if they had signed in before, on the host of this address only."""
    client = Client()
    client.force_login(participant.user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/", "httpOnly": True}
    page.context.add_cookies([{**cookie, "domain": urlsplit(address).hostname, "sameSite": "Lax"}])


def package_in(page: Page) -> FrameLocator:
    """The package's own page, in the player, in the lesson."""
    return page.frame_locator(".package-stage iframe").frame_locator("iframe")


@contextmanager
def without_answers(page: Page, part: str) -> Iterator[Callable[[], int]]:
    """Requests to addresses with this part find no connection; gives how many there were."""
    tried: list[str] = []

    def cut(route):
        tried.append(route.request.url)
        route.abort("internetdisconnected")

    page.route(f"**/*{part}*", cut)
    yield lambda: len(tried)
    page.unroute(f"**/*{part}*")
