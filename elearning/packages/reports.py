"""What a package reports of somebody: read as the standard writes it, nothing unknown kept, everything bounded.

Elements are named as in the SCORM 1.2 Run-Time Environment, chapter 3.4, and in the SCORM 2004 4th Edition Run-Time
Environment, chapter 4. Answers to single questions (`interactions`) and comments are not kept at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from elearning.packages.standards import Standard
from elearning.refusals import LearningRefused

LONGEST_SUSPENDED = 64_000
"""Characters. SCORM 1.2 says 4,096, which known authoring tools pass; losing somebody's place is worse."""
LONGEST_LOCATION = 1_000
LONGEST_VALUE = 4_000
MOST_VALUES = 1_000
MOST_SECONDS = 10_000_000
HIGHEST = Decimal(10_000_000)


class Completion(StrEnum):
    """Whether the package says that it was worked through."""

    UNKNOWN = "unknown"
    INCOMPLETE = "incomplete"
    COMPLETED = "completed"


class Success(StrEnum):
    """Whether the package says that its own questions were passed."""

    UNKNOWN = "unknown"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """`seconds` are those of this opening; `more` is what only the package itself needs when it is opened again."""

    completion: Completion = Completion.UNKNOWN
    success: Success = Success.UNKNOWN
    raw: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    scaled: Decimal | None = None
    location: str = ""
    suspend_data: str = ""
    exit: str = ""
    seconds: int = 0
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def progress(self) -> Decimal | None:
        """How much of it was worked through, as a share of one, where the package counts that."""
        return _number(self.more.get("cmi.progress_measure", ""))

    @property
    def is_done(self) -> bool:
        """Passed, or worked through and not failed."""
        return self.success == Success.PASSED or (
            self.completion == Completion.COMPLETED and self.success != Success.FAILED
        )


_SCORE = r"score\.(?:raw|min|max)"
_MORE = {
    Standard.SCORM_12: re.compile(
        rf"cmi\.(?:objectives\.\d{{1,3}}\.(?:id|status|{_SCORE})|student_preference\.(?:audio|language|speed|text))"
    ),
    Standard.SCORM_2004: re.compile(
        r"cmi\.(?:progress_measure|learner_preference\.(?:audio_level|language|delivery_speed|audio_captioning)"
        rf"|objectives\.\d{{1,3}}\.(?:id|description|success_status|completion_status|progress_measure|{_SCORE}|score\.scaled))"
    ),
}
_EXITS = {"suspend", "logout", "normal", "time-out"}
_HOURS = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?")
_PERIOD = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,3})?S)?)?"
)
_PERIOD_SECONDS = (31_536_000, 2_592_000, 86_400, 3_600, 60, 1)


def read_report(told: Any, standard: Standard) -> Report:
    """The report in a flat object of element names and texts. Raises LearningRefused for what no package may say."""
    if not isinstance(told, dict) or len(told) > MOST_VALUES:
        raise _not_kept()
    values = {str(name): _text(value) for name, value in told.items() if value is not None}
    return _of_12(values) if standard == Standard.SCORM_12 else _of_2004(values)


def _of_12(values: Mapping[str, str]) -> Report:
    status = values.get("cmi.core.lesson_status", "")
    success = {"passed": Success.PASSED, "failed": Success.FAILED}.get(status, Success.UNKNOWN)
    completion = {
        "passed": Completion.COMPLETED,
        "completed": Completion.COMPLETED,
        "failed": Completion.COMPLETED,
        "incomplete": Completion.INCOMPLETE,
        "browsed": Completion.INCOMPLETE,
    }.get(status, Completion.UNKNOWN)
    return Report(
        completion,
        success,
        *_score(values, "cmi.core.score"),
        scaled=None,
        location=_bounded(values.get("cmi.core.lesson_location", ""), LONGEST_LOCATION),
        suspend_data=_bounded(values.get("cmi.suspend_data", ""), LONGEST_SUSPENDED),
        exit=_exit(values.get("cmi.core.exit", "")),
        seconds=_hours(values.get("cmi.core.session_time", "")),
        more=_more(values, Standard.SCORM_12),
    )


def _of_2004(values: Mapping[str, str]) -> Report:
    said = values.get("cmi.completion_status", "")
    success = values.get("cmi.success_status", "")
    scaled = _number(values.get("cmi.score.scaled", ""))
    return Report(
        Completion(said) if said in {"completed", "incomplete"} else Completion.UNKNOWN,
        Success(success) if success in {"passed", "failed"} else Success.UNKNOWN,
        *_score(values, "cmi.score"),
        scaled=scaled if scaled is not None and abs(scaled) <= 1 else None,
        location=_bounded(values.get("cmi.location", ""), LONGEST_LOCATION),
        suspend_data=_bounded(values.get("cmi.suspend_data", ""), LONGEST_SUSPENDED),
        exit=_exit(values.get("cmi.exit", "")),
        seconds=_period(values.get("cmi.session_time", "")),
        more=_more(values, Standard.SCORM_2004),
    )


def _score(values: Mapping[str, str], name: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (
        _number(values.get(f"{name}.raw", "")),
        _number(values.get(f"{name}.min", "")),
        _number(values.get(f"{name}.max", "")),
    )


def _more(values: Mapping[str, str], standard: Standard) -> dict[str, str]:
    known = _MORE[standard]
    return {
        name: _bounded(value, LONGEST_VALUE)
        for name, value in values.items()
        if value and len(name) <= 80 and known.fullmatch(name)  # no known name is longer
    }


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _not_kept()
    # PostgreSQL keeps no such sign, and half of a letter is no text.
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()


def _bounded(value: str, most: int) -> str:
    if len(value) > most:
        raise _not_kept()
    return value


def _number(said: str) -> Decimal | None:
    """A score, kept to four places; none where nothing was said. Raises LearningRefused for what is no number."""
    if not said.strip():
        return None
    try:
        number = Decimal(said.strip()[:40])
    except InvalidOperation as wrong:
        raise _not_kept() from wrong
    if not number.is_finite() or abs(number) > HIGHEST:
        raise _not_kept()
    return number.quantize(Decimal("0.0001"))


def _exit(said: str) -> str:
    return said if said in _EXITS else ""


def _hours(said: str) -> int:
    found = _HOURS.fullmatch(said)
    return sum(int(part) * size for part, size in zip(found.groups(), (3600, 60, 1), strict=True)) if found else 0


def _period(said: str) -> int:
    found = _PERIOD.fullmatch(said)
    parts = found.groups() if found else ()
    seconds = sum(int(part or 0) * size for part, size in zip(parts, _PERIOD_SECONDS, strict=False))
    return min(seconds, MOST_SECONDS)


def _not_kept() -> LearningRefused:
    return LearningRefused(_("The package reported something that it may not; this was not kept."))
