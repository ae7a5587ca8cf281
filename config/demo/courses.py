"""The demo's courses."""

from datetime import datetime
from typing import Any

from programs.models import Program


def load_courses(program: Program, told: list[dict[str, Any]], *, now: datetime) -> None:
    """Courses as the campaign admin would write them."""
