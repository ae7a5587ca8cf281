"""What the service knows of a participant, as one JSON object that is written while it is read."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from claims import own_data as claims
from distributors import own_data as distributors
from elearning import own_data as elearning
from participants import own_data as participants
from participants.models import Participant

APPS = (participants, distributors, claims, elearning)


def written(participant: Participant) -> Iterator[str]:
    """Pieces of the JSON text: an object of sections, each a list of rows, one row a line."""
    opening = "{"
    for app in APPS:
        for name, rows in app.sections(participant):
            yield f"{opening}\n{json.dumps(name)}: ["
            for number, row in enumerate(rows):
                line = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
                yield f"{',' if number else ''}\n  {line}"
            yield "]"
            opening = ","
    yield "\n}\n"
