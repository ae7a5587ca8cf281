"""Which certificates the program's courses give, for the forms of rules."""

from collections.abc import Iterator

from elearning.models import Course
from participants.certifying import suggests
from programs.models import Program


@suggests
def names_of_courses(program: Program) -> Iterator[str]:
    """By the names under which they are given, published or not."""
    for name, own in Course.objects.filter(program=program).values_list("name", "certificate_name"):
        yield own or name
