"""Packages that were not written by us: by an authoring tool, and out of another project. None is fetched here."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from elearning.models import LessonDone, Package, PackageState
from tests.builders.elearning import an_enrolment
from tests.builders.packages import a_package_course
from tests.elearning.packaged import package_in, sign_in, two_hosts

VENDOR = Path(__file__).parents[1] / "vendor"


def files_of(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((VENDOR / folder).iterdir()) if path.name != "LICENSE"}


@pytest.fixture
def lesson(settings, live_server, phone):
    """`lesson(folder)`: Marek's phone shows a lesson with this package."""
    two_hosts(settings, live_server)

    def shown(folder: str) -> None:
        enrolment = an_enrolment(a_package_course(files_of(folder)))
        sign_in(phone, enrolment.participant, live_server.url)
        phone.goto(f"/learn/{enrolment.course.uuid}/lessons/pack/")

    return shown


@pytest.mark.parametrize(
    ("folder", "standard", "mark"),
    [("12", "1.2", "80"), ("20043rdEdition", "2004", "0.8"), ("20044thEdition", "2004", "0.8")],
)
def test_a_package_of_an_authoring_tool_reports_its_score(phone, lesson, folder, standard, mark):
    lesson(f"simple-scorm-packager/{folder}")

    expect(package_in(phone).locator("#before")).to_have_text(f"mark {mark}, ab-initio")
    package_in(phone).get_by_role("button", name="Finish").click()
    expect(phone.get_by_text("This lesson is done.")).to_be_visible()

    state = PackageState.objects.get()
    assert (Package.objects.get().standard, state.success, state.scaled) == (standard, "passed", Decimal("0.9"))
    assert state.total_seconds == 12
    assert LessonDone.objects.get().lesson == "pack"


def test_a_package_that_never_says_a_word_is_finished_by_hand(phone, lesson):
    lesson("scormhost")

    expect(package_in(phone).get_by_text("Minimal SCORM 1.2 fixture")).to_be_visible()
    expect(phone.get_by_role("button", name="Done, next")).to_be_disabled()
    expect(phone.get_by_text("This lesson does not say by itself when it is done.")).to_be_visible()
    phone.get_by_role("button", name="Done, next").click()

    expect(phone.get_by_role("heading", name="Lesson 2")).to_be_visible()
    assert LessonDone.objects.get().lesson == "pack"
