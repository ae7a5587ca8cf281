"""An admin, and courses to be written."""

import pytest

from elearning.models import Course
from tests.builders.elearning import a_course
from tests.builders.programs import a_campaign_admin, a_program


@pytest.fixture
def joanna(client):
    row = a_campaign_admin()
    client.force_login(row.user)
    return row.user


@pytest.fixture
def course(joanna):
    return a_course()


@pytest.fixture
def blank(joanna):
    """A course about which nothing is written."""
    return Course.objects.create(program=a_program(), name="Valves")
