"""How long points last: after some days, to the end of a month, quarter or year, while somebody is active. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Lasts(StrEnum):
    """From when the days count: not at all, from the award, or anew from each later award."""

    NEVER = "never"
    DAYS = "days"
    IDLE = "idle"


class EndOf(StrEnum):
    """To the end of what the last day is moved."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def on_or_after(self, day: date) -> date:
        """The last day of the month, quarter or year that the day falls into."""
        months = {EndOf.DAY: 0, EndOf.MONTH: 1, EndOf.QUARTER: 3, EndOf.YEAR: 12}[self]
        if not months:
            return day
        month = (day.month - 1) // months * months + months
        return date(day.year, month, monthrange(day.year, month)[1])


@dataclass(frozen=True, slots=True)
class Lasting:
    """Without `days` points never end. `is_idle`: each award gives the earlier points as long again."""

    days: int | None = None
    end_of: EndOf = EndOf.DAY
    is_idle: bool = False

    def last_day(self, start: date) -> date | None:
        """The last day on which points of that day, or after an award of that day, can be spent; None for never."""
        return self.end_of.on_or_after(start + timedelta(days=self.days)) if self.days else None

    @property
    def stretch(self) -> str:
        """`90 month`: what a lot keeps of this if later awards stretch it; empty if they do not."""
        return f"{self.days} {self.end_of}" if self.is_idle and self.days else ""

    @classmethod
    def of_stretch(cls, told: str) -> "Lasting":
        """The policy that `stretch` told."""
        days, end_of = told.split()
        return cls(int(days), EndOf(end_of), is_idle=True)
