"""What a package is told when it is opened: who learns, and what it reported before. Flat, as the standards name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearning.packages.manifest import Part
from elearning.packages.reports import Completion, Report, Success
from elearning.packages.standards import Standard


@dataclass(frozen=True, slots=True)
class Told:
    """`before` is None when it is opened for the first time; `seconds` are those of all openings."""

    learner: str
    name: str
    before: Report | None
    seconds: int


def kept_values(standard: Standard, part: Part, told: Told) -> dict[str, str]:
    """Element names and texts; what was never said is left out."""
    values = _of_12(part, told) if standard == Standard.SCORM_12 else _of_2004(part, told)
    return {name: value for name, value in values.items() if value}


def _of_12(part: Part, told: Told) -> dict[str, str]:
    before = told.before or Report()
    hours, rest = divmod(told.seconds, 3600)
    return {
        "cmi.core.student_id": told.learner,
        "cmi.core.student_name": told.name,
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": "resume" if told.before else "ab-initio",
        "cmi.core.lesson_status": _status(before) if told.before else "",
        "cmi.core.lesson_location": before.location,
        "cmi.core.total_time": f"{min(hours, 9999):04}:{rest // 60:02}:{rest % 60:02}",
        "cmi.suspend_data": before.suspend_data,
        "cmi.launch_data": part.data,
        "cmi.student_data.mastery_score": part.mastery,
        **_score("cmi.core.score", before),
        **before.more,
    }


def _status(before: Report) -> str:
    if before.success != Success.UNKNOWN:
        return str(before.success)
    return "" if before.completion == Completion.UNKNOWN else str(before.completion)


def _of_2004(part: Part, told: Told) -> dict[str, str]:
    before = told.before or Report()
    return {
        "cmi.learner_id": told.learner,
        "cmi.learner_name": told.name,
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.entry": "resume" if told.before else "ab-initio",
        "cmi.completion_status": str(before.completion) if told.before else "",
        "cmi.success_status": str(before.success) if told.before else "",
        "cmi.location": before.location,
        "cmi.total_time": f"PT{told.seconds}S",
        "cmi.suspend_data": before.suspend_data,
        "cmi.launch_data": part.data,
        "cmi.scaled_passing_score": part.mastery,
        "cmi.completion_threshold": part.completion,
        "cmi.score.scaled": _plain(before.scaled),
        **_score("cmi.score", before),
        **before.more,
    }


def _score(name: str, before: Report) -> Mapping[str, str]:
    return {
        f"{name}.raw": _plain(before.raw),
        f"{name}.min": _plain(before.lowest),
        f"{name}.max": _plain(before.highest),
    }


def _plain(number: object) -> str:
    """Without the noughts that the database adds."""
    text = "" if number is None else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
