"""A package that means harm cannot act as the signed-in person. The same page on our own host could: the control."""

import json

import pytest
from playwright.sync_api import expect

from elearning.models import Enrolment
from elearning.views import package_files
from tests import browser as browsers
from tests.builders.elearning import a_course, an_enrolment
from tests.builders.packages import a_package_course
from tests.elearning.harming import harmful
from tests.elearning.packaged import package_in, sign_in, two_hosts

NO_HARM = {
    "cookies": "nothing",
    "read": "failed",
    "parent": "failed",
    "window": "nothing",
    "worker": "failed",
    "framed": "failed",
}
HARM = {
    "storage": "found",
    "cookies": "found",
    "read": "read",
    "parent": "Ours",
    "window": "opened",
    "worker": "registered",
    "framed": "Ours",
}


@pytest.fixture(params=["localhost 127.0.0.1", "kwit.test packages.test", "kwit.pair.test packages.pair.test"])
def hosts(request, settings, live_server) -> str:
    """Two names of one machine; two domains; and two hosts of one domain, which browsers take for one site."""
    site, packages = request.param.split()
    return two_hosts(settings, live_server, site=site, packages=packages)


@pytest.fixture
def visitor(browser):
    """A browser that finds all hosts of `.test` on this machine; what it complains of is what was refused."""
    with browsers.another(browser, "--host-resolver-rules=MAP *.test 127.0.0.1") as resolving:
        yield resolving.new_context(**browsers.DESK).new_page()


@pytest.fixture
def taking(transactional_db) -> Enrolment:
    """Marek is on the way through the course that the package tries to give back."""
    return an_enrolment(a_course("Dear"))


def results(place) -> dict[str, str]:
    expect(place.locator("#done")).not_to_be_empty()
    return json.loads(place.locator("#done").inner_text())


def visit(visitor, taking, site) -> dict[str, str]:
    """Twice, so that what was left the first time could be found."""
    course = a_package_course(harmful(site, taking.course.uuid))
    address = f"{site}/learn/{an_enrolment(course).course.uuid}/lessons/pack/"
    sign_in(visitor, taking.participant, site)
    for _time in range(2):
        visitor.goto(address)
        found = results(package_in(visitor))
    expect(package_in(visitor).locator("#top")).to_have_text("failed")
    # A host of another site is refused any store in a private window; else it gets one that ends with the page.
    assert found["storage"] in {None, "failed"}
    assert visitor.url == address and len(visitor.context.pages) == 1
    return found


def test_a_package_can_do_nothing_in_the_persons_name(visitor, hosts, taking, settings):
    found = visit(visitor, taking, settings.SITE_URL)

    assert {name: found[name] for name in NO_HARM} == NO_HARM
    taking.refresh_from_db()
    assert taking.is_current


def test_nor_could_it_without_its_content_security_policy(visitor, hosts, taking, settings, monkeypatch):
    monkeypatch.setattr(package_files, "_PACKAGE", "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:")

    found = visit(visitor, taking, settings.SITE_URL)

    assert {name: found[name] for name in NO_HARM} == NO_HARM
    taking.refresh_from_db()
    assert taking.is_current, "its forms carry no token of ours"


def test_on_our_own_host_it_could(visitor, taking, settings, live_server):
    two_hosts(settings, live_server)
    settings.ROOT_URLCONF = "tests.elearning.harming"
    sign_in(visitor, taking.participant, live_server.url)
    visitor.goto(f"{live_server.url}/learn/")
    for time in range(2):
        visitor.goto(f"{live_server.url}/harm/page/{taking.course.uuid}/")
        found = results(visitor)
        if not time:
            taking.refresh_from_db()
            assert not taking.is_current, "the course was given back in Marek's name"
    visitor.goto(f"{live_server.url}/harm/frame/{taking.course.uuid}/")
    visitor.wait_for_url("**/static/mark.svg", timeout=browsers.PATIENCE)

    assert {name: found[name] for name in HARM} == HARM | {"parent": "Harm"}
