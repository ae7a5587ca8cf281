"""A package of another tool, from the admin's file to the participant's score."""

from django.urls import reverse
from playwright.sync_api import expect

from elearning.models import Course, Enrolment, PackageState
from elearning.services import publishing
from tests import browser as browsers
from tests.builders.elearning import an_enrolment
from tests.builders.packages import a_zip, files_12
from tests.elearning.packaged import package_in, two_hosts
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK
from tests.journeys.test_admin import JOANNA


def test_from_the_admins_file_to_the_participants_score(
    page, browser, live_server, program, sign_in, tmp_path, settings
):
    two_hosts(settings, live_server)
    course = Course.objects.order_by("price").first()
    (tmp_path / "press.zip").write_bytes(a_zip(files_12()))
    sign_in(page, JOANNA).goto(reverse("admin:elearning_course_package", args=[course.pk]))
    is_fine(page)
    page.get_by_label("Package").set_input_files(tmp_path / "press.zip")
    page.get_by_role("button", name="Put into the draft").click()
    expect(page.get_by_text("“Pressing pipes” is in the draft now.")).to_be_visible()
    is_fine(page)
    publishing.publish(draft=publishing.draft_of(course), by=None, now=NOW)

    course.refresh_from_db()
    with browsers.opened(browser, base_url=live_server.url, **browsers.PHONE, locale="pl-PL") as phone:
        marek = program.participants.get(user__email=MAREK)
        an_enrolment(course, marek, now=NOW)
        sign_in(phone, MAREK, language="pl").goto(f"/learn/{course.uuid}/")
        phone.get_by_role("link", name="Pressing pipes").click()
        expect(package_in(phone).locator("#before")).to_be_visible()
        is_fine(phone)
        package_in(phone).get_by_role("button", name="End").click()
        expect(phone.get_by_text("Lekcja ukończona.")).to_be_visible()
        is_fine(phone)
        phone.get_by_role("button", name="Pełny ekran").click()
        phone.wait_for_function("document.fullscreenElement !== null")
        phone.keyboard.press("Escape")
        phone.goto(f"/learn/{course.uuid}/")
        expect(phone.get_by_text("Wynik: 85 %")).to_be_visible()
        is_fine(phone)
    assert PackageState.objects.get().enrolment == Enrolment.objects.get(course=course)
