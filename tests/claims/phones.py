"""A participant's phone: who is signed in on it, what is chosen on it, and what passes at the edge of a network."""

import re

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders.files import picture

PHOTO = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture("FV/1")}
PROGRAM = {"name": "photo.exe", "mimeType": "image/jpeg", "buffer": b"MZ\x90\0" * 50}
NEW = re.compile(r"/claims/new/$")
TOLD = "Kept on this phone; it is sent as soon as there is a connection"
ONE_WAITS = "1 document waits on this phone"


def sign_in(page: Page, live_server, participant) -> None:
    """By the session's cookie: signing in has tests of its own."""
    client = Client()
    client.force_login(participant.user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])


def choose(page: Page, file: dict = PHOTO) -> None:
    page.set_input_files("#upload-file", [file])
    # a small picture is doubted, and sent all the same
    page.get_by_role("button", name="Send these pages").click()


def keep_one(page: Page, file: dict = PHOTO) -> None:
    """Chosen without a connection; the page that did so is left."""
    page.goto(reverse("claims:new"))
    page.context.set_offline(True)
    choose(page, file)
    expect(page.get_by_text(TOLD)).to_be_visible()
    no_upload_passes(page.context)
    page.context.set_offline(False)
    page.goto(reverse("points"))


def no_upload_passes(context: BrowserContext) -> None:
    """Pages load, but what is sent is lost, as at the edge of a network."""
    context.route(NEW, lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def uploads_pass(context: BrowserContext) -> None:
    context.unroute(NEW)


def network_comes_back(context: BrowserContext) -> None:
    context.set_offline(True)
    uploads_pass(context)
    context.set_offline(False)
