"""Reference pages say what the code says."""

import pytest
from django.conf import settings

from config.reference import pages


@pytest.mark.parametrize(
    ("path", "text"), pages(settings.BASE_DIR / "docs").items(), ids=lambda value: getattr(value, "name", "")
)
def test_a_made_page_is_as_new_as_the_code(path, text):
    assert path.read_text() == text, "run manage.py write_reference"
