"""Who may open a package and report for it, and what the packages' own host gives to whom."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.own_data import written
from config.packages import packages_url
from elearning import package_links
from elearning.models import Material, PackageState
from elearning.services import forgetting
from tests.builders.elearning import an_enrolment
from tests.builders.packages import PAGE_12, a_package_course, files_12
from tests.builders.programs import a_campaign_admin, a_clerk, a_participant, a_program

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

HOST = "packages.example"


@pytest.fixture
def packages_host(settings) -> Client:
    """Somebody who asks the packages' own host."""
    settings.SITE_URL, settings.PACKAGES_URL = "https://club.example", f"https://{HOST}"
    settings.ALLOWED_HOSTS = [HOST, "testserver"]
    return Client(headers={"host": HOST})


@pytest.fixture
def course():
    return a_package_course(files_12(**{"scormcontent/story/data.bin": "x", "scormcontent/film.mp4": "0123456789"}))


@pytest.fixture
def files(course, packages_host) -> str:
    key = Material.objects.get().storage_key
    return f"/files/{package_links.token(key, now=timezone.now())}/scormcontent/"


def at(course, name):
    return reverse(f"elearning:package-{name}", args=[course.uuid, "pack"])


def post(client, address, **sent):
    return client.post(address, json.dumps(sent), content_type="application/json")


def test_the_person_opens_and_reports(client, course):
    client.force_login(an_enrolment(course).participant.user)
    opened = post(client, at(course, "opened"), part=1)
    assert opened.status_code == 200 and opened.json()["address"] == "scormcontent/story/index_lms.html?mode=lms"

    values = {"cmi.core.lesson_status": "passed"}
    told = {"part": 1, "opening": 1, "count": 1, "values": values, "isOver": True, "participant": "somebody else"}
    assert post(client, at(course, "reported"), **told).json() == {"isDone": True, "partIsDone": True}
    assert post(client, at(course, "reported"), **told | {"opening": 7}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"null", b'{"part": "1"}', b'{"part": true}', b'{"part": 1, "opening": 1e9}', b"[" * 100_000),
        *(b'{"part": 1, "opening": 1, "count": 99999999999}', b'{"part": 9, "opening": 1, "count": 1}'),
    ],
)
def test_what_is_no_report_gets_a_sentence(client, course, body):
    client.force_login(an_enrolment(course).participant.user)
    post(client, at(course, "opened"), part=1)

    answer = client.post(at(course, "reported"), body, content_type="application/json")

    assert answer.status_code == 422 and answer.json()["problem"]
    assert not PackageState.objects.get().reported_at


def test_nobody_reports_for_somebody_else(client, course):
    an_enrolment(course)
    others = [a_participant("Ola Kowalska").user, a_clerk().user, a_campaign_admin().user]
    others.append(a_participant("Iga Obca", program=a_program("inny", name="Inny")).user)
    for user in others:
        client.force_login(user)
        for name in ("opened", "reported"):
            assert post(client, at(course, name), part=1, opening=1, count=1).status_code == 404
    client.logout()
    assert post(client, at(course, "opened"), part=1).status_code == 302
    assert not PackageState.objects.exists()


def test_a_report_needs_our_own_pages_token(course):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(an_enrolment(course).participant.user)

    assert post(strict, at(course, "opened"), part=1).status_code == 403


def test_a_lesson_is_not_done_by_hand_before_its_package_says_so(client, course):
    enrolment = an_enrolment(course)
    client.force_login(enrolment.participant.user)

    answer = client.post(reverse("elearning:finish", args=[course.uuid, "pack"]), follow=True)

    assert "This lesson says itself when it is done" in answer.content.decode()
    assert not enrolment.lessons_done.exists()


def test_the_zip_file_itself_is_handed_to_nobody(client, course):
    client.force_login(an_enrolment(course).participant.user)
    kept = Material.objects.get()

    assert client.get(reverse("elearning:material", args=[course.uuid, kept.key])).status_code == 404


def test_without_a_host_for_packages_the_lesson_says_so(client, course, settings):
    settings.PACKAGES_URL = ""
    client.force_login(an_enrolment(course).participant.user)

    page = client.get(reverse("elearning:lesson", args=[course.uuid, "pack"])).content.decode()

    assert "This lesson could not be opened" in page and "<iframe" not in page


def test_the_packages_host_gives_files_with_its_rules(packages_host, files):
    answer = packages_host.get(f"{files}story/index_lms.html", secure=True)

    assert b"".join(answer.streaming_content).decode() == PAGE_12
    assert answer["Content-Type"] == "text/html" and answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy and "allow-top-navigation" not in policy and "popups" not in policy
    assert "frame-ancestors 'self' https://club.example" in policy and "form-action 'self'" in policy
    assert not answer.cookies and "Set-Cookie" not in answer.headers
    assert packages_host.get(f"{files}story/data.bin", secure=True)["Content-Disposition"].startswith("attachment")


def test_the_player_is_a_page_of_that_host_for_the_site_alone(packages_host, files):
    answer = packages_host.get(files.replace("/files/", "/play/").replace("scormcontent/", ""), secure=True)

    assert answer.status_code == 200 and 'data-site="https://club.example"' in answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=5-99", 206, b"56789"),
        ("bytes=10-", 416, b""),
        ("bytes=4-2", 416, b""),
        ("pages=1-2", 200, b"0123456789"),
        ("bytes=-", 200, b"0123456789"),
    ],
)
def test_films_come_in_pieces(packages_host, files, wanted, status, content):
    answer = packages_host.get(f"{files}film.mp4", secure=True, headers={"range": wanted})

    given = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, given) == (status, content)


def test_the_packages_host_refuses_the_rest(packages_host, files):
    page = f"{files}story/index_lms.html"
    key = Material.objects.get().storage_key
    over = package_links.token(key, now=timezone.now() - timedelta(days=2))
    wrong = [f"{files}story/gone.html", f"{files}../x", files.replace("/files/", "/files/x"), f"/files/{over}/x.html"]

    assert {packages_host.get(one, secure=True).status_code for one in wrong} == {404}
    assert packages_host.get(page, secure=True, headers={"sec-fetch-dest": "document"}).status_code == 404
    assert packages_host.get(page, secure=True, headers={"service-worker": "script"}).status_code == 404
    assert packages_host.post(page, secure=True).status_code == 405


def test_nobody_is_signed_in_there(packages_host, files, course):
    packages_host.force_login(an_enrolment(course).participant.user)
    answer = packages_host.get("/learn/?x=1", secure=True)

    assert (answer.status_code, answer["Location"]) == (302, "https://club.example/learn/?x=1")


def test_the_site_does_not_know_the_files(files, settings):
    settings.PACKAGES_URL = "https://other.example"

    assert Client().get(f"{files}story/index_lms.html").status_code == 404


def test_links_stay_the_same_for_half_a_day_and_end_within_a_day():
    now = timezone.now().replace(hour=1)
    first = package_links.token("key", now=now)

    assert package_links.token("key", now=now + timedelta(hours=9)) == first
    assert package_links.package_key(first, now=now + timedelta(hours=12)) == "key"
    assert package_links.package_key(first, now=now + timedelta(hours=24)) is None
    assert package_links.package_key(first[:-1] + "x", now=now) is None


@pytest.mark.parametrize(
    ("given", "site", "expected"),
    [
        ("", "http://127.0.0.1:8000", "http://localhost:8000"),
        ("", "http://localhost:9000", "http://127.0.0.1:9000"),
        ("", "https://club.example", ""),
        ("", "http://192.168.1.7:8000", ""),
        ("https://p.example/", "https://club.example", "https://p.example"),
    ],
)
def test_where_packages_run(given, site, expected):
    assert packages_url(given, site=site) == expected


@pytest.mark.parametrize(
    "given",
    ["https://club.example", "https://club.example:8443", "http://p.example", "p.example", "https://p.example/x"],
)
def test_an_address_that_would_not_keep_them_apart_fails_at_start(given):
    with pytest.raises(ImproperlyConfigured, match="PACKAGES_URL"):
        packages_url(given, site="https://club.example")


def test_the_copy_of_ones_data_has_it_and_leaving_empties_it(client, course):
    enrolment = an_enrolment(course)
    client.force_login(enrolment.participant.user)
    post(client, at(course, "opened"), part=1)
    values = {"cmi.suspend_data": "seen=1", "cmi.core.score.raw": "70"}
    post(client, at(course, "reported"), part=1, opening=1, count=1, values=values)

    (told,) = json.loads("".join(written(enrolment.participant)))["courses"][0]["packages"]
    assert (told["kept_by_the_package"], told["score"]["share"]) == ("seen=1", "0.7000")

    forgetting.leave(participant=enrolment.participant, former="a former member", now=timezone.now())
    state = PackageState.objects.get()
    assert (state.suspend_data, state.raw) == ("", 70)
