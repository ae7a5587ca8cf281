"""What a participant is certified for: written by whoever certifies, at most once for each source."""

from datetime import date

from participants.models import Participant, Qualification


def qualify(
    *, participant: Participant, name: str, valid_from: date, valid_until: date | None, source: str
) -> Qualification:
    """Part of the caller's transaction. The same source again changes nothing."""
    told = {"participant": participant, "name": name, "valid_from": valid_from, "valid_until": valid_until}
    return Qualification.objects.get_or_create(source=source, defaults=told)[0]


def disqualify(*, source: str, on: date) -> None:
    """From this day on it counts no more; what was bought before keeps it."""
    Qualification.objects.filter(source=source, revoked_on=None).update(revoked_on=on)
