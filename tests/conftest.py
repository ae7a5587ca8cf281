"""What every test may use: jobs run to their end, real processes on the test database, a real browser."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, Page

from jobs import runner
from jobs.models import Job
from tests import browser as browsers
from tests.emptying import ledger_may_be_emptied  # noqa: F401 - a fixture
from tests.processes import Processes

ON_ENGINES = os.environ.get("KWIT_ENGINES", "")
"""Set by the runner of the real engines (tests/engines.py)."""

ENGINE_FOLDERS = ("tests/jobs/", "tests/ledger/")
"""Tests of these folders and those of the main job are run on the real engines too."""

TOLD_BY_A_BROKER = ("tests/jobs/", "tests/journeys/", "tests/trials/test_demo.py", "tests/test_engines.py")
"""All others ask the database alone, for which the round with the first broker is enough."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the engines, only what concerns them; elsewhere, nothing that needs them."""
    for item in items:
        if item.get_closest_marker("main_job") or item.nodeid.startswith(ENGINE_FOLDERS):
            item.add_marker(pytest.mark.engines)
    unwanted = [item for item in items if not _belongs_here(item)]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if _belongs_here(item)]


def _belongs_here(item: pytest.Item) -> bool:
    only_engines = item.get_closest_marker("only_engines") is not None
    if ON_ENGINES == "redis" and not item.nodeid.startswith(TOLD_BY_A_BROKER):
        return False
    if ON_ENGINES:
        return only_engines or item.get_closest_marker("engines") is not None
    return not only_engines


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """Limits count sign-ups and sign-ins of an address in the cache, which other tests have filled."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """A home of its own separates SQLite files already; only a server needs a name for each process."""
    name = os.environ.get("PYTEST_XDIST_WORKER")
    if name and connection.vendor != "sqlite":
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"test_{connection.settings_dict['NAME']}_{name}"


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """`run_jobs()` does all waiting jobs one after another, those they promise too. Says how many.

    Retries and jobs for later are done at once.
    """

    def drain() -> int:
        done = 0
        while job := Job.objects.waiting().filter(lease=None).order_by("created_at").first():
            assert done < 1000, f"jobs promise jobs without end: {job}"
            Job.objects.filter(pk=job.pk).update(run_until=None, not_before=None)
            runner.run(job.pk)
            done += 1
        return done

    return drain


@pytest.fixture
def processes(transactional_db: None) -> Iterator[Processes]:
    """Real processes of the service on this test's database, ended with the test."""
    with Processes() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with browsers.chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page at desk width; `page.goto("/")` reaches the live server. Fails the test if a script failed on it."""
    with browsers.opened(browser, base_url=live_server.url, **browsers.DESK) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    """Like `page`, as a phone shows it."""
    with browsers.opened(browser, base_url=live_server.url, **browsers.PHONE) as opened:
        yield opened
