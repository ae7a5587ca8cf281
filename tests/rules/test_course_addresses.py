"""Every page on which a course is written, with every role: only campaign admins of its program find it."""

import pytest
from django.urls import reverse

from elearning.models import CourseVersion
from elearning.services import publishing
from elearning.views.writing.addresses import PAGES
from participants.models import CampaignAdmin, User
from tests.builders.dates import a_date
from tests.builders.elearning import a_course, a_material
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_program, a_user

pytestmark = pytest.mark.django_db

ADDRESSES = sorted(name for _address, _view, name in PAGES if name != "course-import-new")
OF_A_DATE = {name for address, _view, name in PAGES if "<uuid:date>" in address}
POSTED_ONLY = {"course-arrange", "course-text"}
KEYS = {
    "course-new": ["lesson"],
    "course-part": ["l1"],
    "course-remove": ["q1"],
    "course-preview-lesson": [1, "l1"],
    "course-preview": [1],
    "course-preview-quiz": [1],
    "course-export": [1],
    "course-publish": [2],
    "course-discard": [2],
}


def address(course, name):
    if name in OF_A_DATE:
        date = course.dates.first() or a_date(course)
        return reverse(f"admin:{name}", args=[course.uuid, date.uuid])
    if name == "course-material":
        return reverse(f"admin:{name}", args=[course.uuid, a_material(course).key])
    return reverse(f"admin:{name}", args=[course.uuid, *KEYS.get(name, [])])


@pytest.fixture
def course():
    """Published once, and a draft on its way."""
    made = a_course()
    publishing.begin_draft(course=made, by=None, now=NOON)
    return made


@pytest.fixture
def people():
    return {
        "participant": a_participant().user,
        "clerk": a_clerk().user,
        "nobody": a_user("nobody@example.com"),
        "foreign admin": a_campaign_admin("Ewa Obca", program=a_program("inny", name="Inny")).user,
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_admin_of_the_program_finds_it(client, course, name):
    client.force_login(a_campaign_admin().user)

    assert client.get(address(course, name)).status_code == (405 if name in POSTED_ONLY else 200)


@pytest.mark.parametrize("name", ADDRESSES)
def test_nobody_else_does(client, course, people, name):
    place = address(course, name)
    before = list(CourseVersion.objects.values())
    found = {"stranger": [client.get(place).status_code, client.post(place).status_code]}
    for role, user in people.items():
        client.force_login(user)
        found[role] = [client.get(place).status_code, client.post(place).status_code]

    # Who is not of the desk is sent to sign in; an admin of another program finds nothing.
    assert {role: codes for role, codes in found.items() if role != "foreign admin" and codes != [302, 302]} == {}
    assert (set(found["foreign admin"]) <= {404, 405} and 404 in found["foreign admin"]) or name in POSTED_ONLY
    assert list(CourseVersion.objects.values()) == before


@pytest.mark.parametrize("name", sorted(POSTED_ONLY))
def test_what_is_only_posted_is_not_for_a_foreign_admin(client, course, people, name):
    client.force_login(people["foreign admin"])

    assert client.post(address(course, name)).status_code == 404


def test_the_operator_finds_all(client, course):
    client.force_login(User.objects.create_superuser(email="root@example.com", password="x"))

    assert client.get(address(course, "course-write")).status_code == 200


def test_an_admin_who_left_finds_nothing(client, course):
    client.force_login(a_campaign_admin().user)
    CampaignAdmin.objects.update(is_active=False)

    assert client.get(address(course, "course-write")).status_code == 403
    assert client.get(reverse("admin:course-import-new")).status_code == 403


def test_a_file_is_brought_into_own_programs_only(client, people):
    client.force_login(a_campaign_admin().user)

    assert client.get(reverse("admin:course-import-new")).status_code == 200
    assert client.post(reverse("admin:course-import-new"), {"program": "inny"}).status_code == 404


@pytest.mark.parametrize("name", sorted(OF_A_DATE))
def test_a_date_of_another_course_is_not_found_here(client, course, name):
    client.force_login(a_campaign_admin().user)
    other = a_date(a_course("Valves"))

    assert client.get(reverse(f"admin:{name}", args=[course.uuid, other.uuid])).status_code == 404


def test_a_material_of_another_course_is_not_found_here(client, course):
    client.force_login(a_campaign_admin().user)
    other = a_material(a_course("Valves"))

    assert client.get(reverse("admin:course-material", args=[course.uuid, other.key])).status_code == 404
