"""Statements of the Experience API (xAPI 1.0.3, Part Two: data). Pure: what was done as values, a statement as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

VERSION = "1.0.3"
"""Of the protocol, as requests say it."""
STATEMENT_VERSION = "1.0.0"
"""Data 2.4.10: whoever makes a statement sets no other."""
VERBS = {name: f"http://adlnet.gov/expapi/verbs/{name}" for name in ("registered", "progressed", "completed")}
VERBS |= {name: f"http://adlnet.gov/expapi/verbs/{name}" for name in ("passed", "failed", "attended", "voided")}
COURSE = "http://adlnet.gov/expapi/activities/course"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
MEETING = "http://adlnet.gov/expapi/activities/meeting"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


@dataclass(frozen=True, slots=True)
class Activity:
    """A course, a lesson or a date: its address, what kind of thing it is, and its names by language."""

    address: str
    kind: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Who:
    """A person, by a number that says nothing outside the service at `home_page`."""

    home_page: str
    account: UUID


@dataclass(frozen=True, slots=True)
class Setting:
    """The way through the course, the program, and the language in which it is taken."""

    registration: UUID
    platform: str
    language: str
    lesson: Activity | None = None
    parent: Activity | None = None


def statement(
    uuid: UUID, *, who: Who, verb: str, about: Activity, setting: Setting, result: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    """One statement; what is empty is left out, as Data 2.2 asks."""
    context: dict[str, Any] = {
        "registration": str(setting.registration),
        "platform": setting.platform,
        "language": setting.language,
    }
    around = (("other", setting.lesson), ("parent", setting.parent))
    if activities := {name: [_activity(one)] for name, one in around if one}:
        context["contextActivities"] = activities
    told = _told(uuid, who, verb, at) | {"object": _activity(about), "result": dict(result), "context": context}
    return {name: value for name, value in told.items() if value}


def voiding(uuid: UUID, *, who: Who, voided: UUID, at: datetime) -> dict[str, Any]:
    """That an earlier statement is not true (Data 2.3.2): who reads both counts neither."""
    return _told(uuid, who, "voided", at) | {"object": {"objectType": "StatementRef", "id": str(voided)}}


def _told(uuid: UUID, who: Who, verb: str, at: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid),
        "actor": {"objectType": "Agent", "account": {"homePage": who.home_page, "name": str(who.account)}},
        "verb": {"id": VERBS[verb], "display": {"en": verb}},
        "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "version": STATEMENT_VERSION,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    definition: dict[str, Any] = {"type": activity.kind}
    for name, words in (("name", activity.names), ("description", activity.descriptions)):
        if said := {language: text for language, text in words.items() if text}:
            definition[name] = said
    return {"objectType": "Activity", "id": activity.address, "definition": definition}


def score(points: int, of: int) -> dict[str, Any]:
    """Points as they are; the share is rounded down, so that nobody seems to have reached what was not."""
    return {"scaled": points * 10_000 // of / 10_000, "raw": points, "min": 0, "max": of}


def duration(length: timedelta) -> str:
    """A length of time as ISO 8601 writes it, to the hundredth of a second (Data 4.2.7): `PT1H2M3.5S`."""
    hundredths = max(0, length // timedelta(milliseconds=10))
    hours, rest = divmod(hundredths, 360_000)
    minutes, rest = divmod(rest, 6_000)
    seconds = f"{rest / 100:.2f}".rstrip("0").rstrip(".")
    parts = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"PT{parts}{seconds}S" if seconds != "0" or not parts else f"PT{parts}"
