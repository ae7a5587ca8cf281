"""What a lesson with a package shows around it: its parts, how far each is, its score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from elearning import package_links
from elearning.content import Lesson
from elearning.models import Enrolment, PackageState
from elearning.queries import percent
from elearning.services import package_states, packages


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part by its number; `percent` is its score."""

    number: int
    title: str
    is_done: bool
    percent: int | None

    @property
    def number_text(self) -> str:
        """As it stands in an address."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class PackagePage:
    """`player` is the address of the frame, "" where packages cannot be opened; `waits` is why it is not done yet."""

    player: str
    here: int
    parts: list[PartRow]
    percent: int | None
    waits: str


def package_page(enrolment: Enrolment, lesson: Lesson, *, wanted: str, now: datetime) -> PackagePage | None:
    """The part that was asked for, else the first that is not done. None for a lesson without a package."""
    if not lesson.package:
        return None
    package = package_states.package_of(enrolment, lesson)
    if package is None:
        return PackagePage("", 1, [], None, "")
    states = {state.part: state for state in PackageState.objects.filter(enrolment=enrolment, lesson=lesson.key)}
    rows = [_row(number, part.title, states.get(number)) for number, part in enumerate(packages.parts_of(package), 1)]
    undone = next((row.number for row in rows if not row.is_done), 1)
    return PackagePage(
        player=package_links.player(package.material.storage_key, now=now),
        here=int(wanted) if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(rows) else undone,
        parts=rows,
        percent=percent([state.scaled for state in states.values()]),
        waits=package_states.why_not_finish(enrolment, lesson),
    )


def _row(number: int, title: str, state: PackageState | None) -> PartRow:
    is_done = state is not None and state.done_at is not None
    return PartRow(number, title, is_done, percent([state.scaled] if state else []))
