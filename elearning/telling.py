"""For whom a course was paid, for the statement of a company's account."""

import re
from collections.abc import Collection
from uuid import UUID

from claims.for_whom import tells_for_whom
from elearning.models import Enrolment

OF_ENROLMENT = re.compile(r"enrolment:([0-9a-f-]{36}):")


@tells_for_whom
def names_of_enrolled(references: Collection[str]) -> dict[str, str]:
    """By the references of a price, and of a price that was given back."""
    found = {reference: UUID(match[1]) for reference in references if (match := OF_ENROLMENT.match(reference))}
    if not found:
        return {}
    names = Enrolment.objects.filter(uuid__in=set(found.values())).values_list("uuid", "participant__name")
    by_uuid = dict(names)
    return {reference: by_uuid[uuid] for reference, uuid in found.items() if uuid in by_uuid}
