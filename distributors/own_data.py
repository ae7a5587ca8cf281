"""A copy of what this app knows of a participant: whose link brought the person in."""

from collections.abc import Iterator, Mapping
from typing import Any

from distributors.models import Introduction
from participants.models import Participant
from participants.own_data import Section


def sections(participant: Participant) -> Iterator[Section]:
    """At most one row."""
    yield "introduced_by", _introduction(participant)


def _introduction(participant: Participant) -> Iterator[Mapping[str, Any]]:
    for found in Introduction.objects.filter(participant=participant).select_related("link__distributor"):
        yield {"distributor": found.link.distributor.name, "at": found.made_at}
