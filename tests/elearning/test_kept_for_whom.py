"""What is kept on a phone is its person's alone, and goes with the person, the course and the service's old looks."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from playwright.sync_api import Page, expect

from elearning.models import Enrolment
from elearning.services import enrolments
from tests.builders.elearning import an_enrolment
from tests.builders.programs import a_participant
from tests.elearning.packaged import sign_in
from tests.elearning.phones import a_course_to_keep, address, begun, caches_on, done_on, keep
from tests.journeys.looks import is_fine
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

KEEP_A_PHOTO = """async (owner) => (await import("/static/js/kept.js")).keep(
  { key: "k", owner, action: "/claims/new/", at: 1, files: [{ name: "a.jpg", blob: new Blob(["a"]) }] })"""
PHOTOS_OF = """async (owner) => (await (await import("/static/js/kept.js")).keptFor(owner)).length"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
WAITING_OF = """async (owner) => (await (await import("/static/js/lessons.js")).waitingFor(owner)).length"""
REMEMBER = """async ([owner, enrolment, action]) => (await import("/static/js/lessons.js")).remember(
  { owner, course: "c", enrolment, lesson: "l1", action })"""


@pytest.fixture
def way(phone: Page, live_server) -> Enrolment:
    """Marek keeps a course on his phone."""
    enrolment = begun(phone, live_server, a_course_to_keep(), a_participant())
    keep(phone, enrolment)
    return enrolment


def nothing_is_kept(phone: Page) -> bool:
    return caches_on(phone) == [] and phone.evaluate(WORKERS) == 0


def test_it_is_named_by_a_number_that_says_nothing(phone, way):
    owner = way.participant.user.uuid

    assert sorted(caches_on(phone)) == [f"kwit-learn:{owner}:{way.course.uuid}", f"kwit-learn:{owner}:home"]


def test_signing_out_takes_it_away_and_leaves_photographs_of_claims(phone, way):
    participant = way.participant
    phone.evaluate(KEEP_A_PHOTO, str(participant.uuid))
    phone.goto("/points/")

    phone.get_by_label("You and your settings").click()
    phone.get_by_role("button", name="Sign out").click()

    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert nothing_is_kept(phone)
    assert phone.evaluate(PHOTOS_OF, str(participant.uuid)) == 1
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.goto("/learn/")


def test_signed_out_elsewhere_the_page_of_signing_in_takes_it_away(phone, way):
    phone.context.clear_cookies()
    phone.goto("/accounts/login/")
    phone.wait_for_timeout(500)
    assert len(caches_on(phone)) == 2, "a session that ended is no signing out"

    phone.goto("/accounts/login/?signed-out")

    wait_until(lambda: nothing_is_kept(phone))


def test_what_was_done_is_handed_in_before_signing_out(phone, way):
    owner, action = str(way.participant.user.uuid), f"/learn/{way.course.uuid}/kept/lessons/l1/done/"
    phone.goto("/points/")
    phone.evaluate(REMEMBER, [owner, str(way.uuid), action])

    phone.get_by_label("You and your settings").click()
    phone.get_by_role("button", name="Sign out").click()

    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert done_on(way) == ["l1"]


def test_another_person_on_the_same_phone_finds_nothing(phone, live_server, way):
    owner, action = str(way.participant.user.uuid), f"/learn/{way.course.uuid}/kept/lessons/l1/done/"
    phone.evaluate(REMEMBER, [owner, str(way.uuid), action])
    ola = a_participant("Ola Kowalska")
    hers = an_enrolment(way.course, ola)
    sign_in(phone, ola, live_server.url)
    phone.goto("/points/")
    wait_until(lambda: nothing_is_kept(phone))
    phone.goto("/learn/")
    phone.wait_for_timeout(1000)
    assert done_on(hers) == [] and done_on(way) == []

    sign_in(phone, way.participant, live_server.url)
    phone.goto("/points/")
    wait_until(lambda: done_on(way) == ["l1"])


def test_who_leaves_the_program_leaves_nothing_on_the_phone(phone, way):
    owner = str(way.participant.user.uuid)
    phone.goto("/me/leave/")
    phone.evaluate(REMEMBER, [owner, str(way.uuid), "/nowhere/"])
    phone.get_by_label("I want to leave").check()
    phone.get_by_role("button", name="Leave").click()

    expect(phone.get_by_role("heading", name="Goodbye")).to_be_visible()
    wait_until(lambda: nothing_is_kept(phone))
    assert phone.evaluate(WAITING_OF, owner) == 0


def test_a_course_given_back_goes_at_the_next_visit(phone, way):
    other = an_enrolment(a_course_to_keep("Valves"), way.participant)
    keep(phone, other)
    enrolments.give_back(enrolment=other, by=None, now=other.enrolled_at)

    phone.goto("/learn/")

    wait_until(lambda: not any(str(other.course.uuid) in name for name in caches_on(phone)))
    assert len(caches_on(phone)) == 2, "the other course stays"


def test_a_course_begun_anew_is_kept_anew(phone, way):
    enrolments.give_back(enrolment=way, by=None, now=way.enrolled_at)
    an_enrolment(way.course, way.participant)

    phone.goto(address(way))

    expect(phone.get_by_text("The lessons changed since you kept them.")).to_be_visible()
    wait_until(lambda: nothing_is_kept(phone))
    phone.get_by_role("button", name="Keep on this phone").click()
    expect(phone.locator("[data-keep-state]")).to_contain_text("Kept, ")


def test_a_renewed_service_renews_what_is_kept(phone, way, monkeypatch):
    about = f"""async () => (await (await (await caches.open(
      "kwit-learn:{way.participant.user.uuid}:{way.course.uuid}")).match("/kwit-about")).json()).look"""
    assert phone.evaluate(about) == ":en"
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "new", raising=False)

    phone.goto(address(way))

    wait_until(lambda: phone.evaluate(about) == "new:en")
    expect(phone.locator("[data-keep-state]")).to_contain_text("Kept, ")


def test_removed_by_hand_nothing_is_left(phone, way):
    phone.get_by_role("button", name="Remove").click()

    expect(phone.get_by_text("Removed from this phone.")).to_be_visible()
    is_fine(phone)
    wait_until(lambda: nothing_is_kept(phone))
