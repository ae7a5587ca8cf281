"""`manage.py forget`: takes away personal data past its keeping time, as the daily job does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from claims.services import storing
from config import keeping


class Command(BaseCommand):
    """For whoever wants to see it before the clock does it, or to do it now."""

    help = "Deletes or empties personal data past its keeping time, and says how much; docs/personal-data.md lists it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look only."""
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each duty."""
        now, is_dry = timezone.now(), options["dry_run"]
        for duty, count in keeping.overdue(now=now) if is_dry else keeping.enforce(now=now):
            self.stdout.write(f"{count:>8}  {duty.what} ({duty.term.code}: {keeping.days(duty.term)} days)")
        files = storing.loose(now=now).count() if is_dry else storing.sweep(now=now)
        self.stdout.write(f"{files:>8}  stored files that nothing names (an hour)")
        if is_dry:
            self.stdout.write("Nothing was changed.")
