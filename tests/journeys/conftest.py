"""What the journeys need: the demo program on a fixed day, a worker that works while the browser waits, people."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from config.demo import loading
from participants.models import User
from programs.models import Program
from tests.builders.programs import WARSAW
from tests.clock import it_is
from tests.journeys.working import Worker

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=WARSAW)
"""A Friday on which all samples can be claimed. The clock goes on from there."""


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    """It is Friday, 20 November 2026, for the pages and for the worker."""
    with it_is(NOW):
        yield


@pytest.fixture
def program(friday, live_server) -> Program:
    """The demo program, loaded as `bin/serve` does."""
    loaded = loading.load(now=NOW)
    assert loaded
    return loaded


@pytest.fixture
def codes(program) -> list[str]:
    """On-pack codes that can be redeemed."""
    return (Path(settings.HOME) / loading.CODES_FILE).read_text().split()


@pytest.fixture
def worker(program) -> Iterator[Worker]:
    """Does the jobs in the background once `start()` was called."""
    with Worker() as working:
        yield working


@pytest.fixture
def sign_in(live_server) -> Callable[..., Page]:
    """`sign_in(page, "marek.nowak@example.com")` as if they had signed in before; in English unless said otherwise."""

    def signed_in(page: Page, email: str, *, language: str = "en") -> Page:
        user = User.objects.get(email=email)
        User.objects.filter(pk=user.pk).update(language=language)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"}
        page.context.add_cookies([{**cookie, "domain": urlsplit(live_server.url).hostname}])
        return page

    return signed_in
