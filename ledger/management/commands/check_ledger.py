"""`manage.py check_ledger`: says whether the ledger holds its laws."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.checks import check
from programs.models import Program


class Command(BaseCommand):
    """Prints each broken law on a line of its own; exit 0 only if there is none."""

    help = "Compares balances, lines and lots of the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--program", help="short name of one program; all if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = check(_program(options["program"]))
        for problem in problems:
            self.stdout.write(str(problem))
        if problems:
            raise CommandError(f"The ledger breaks its laws in {len(problems)} places.")
        self.stdout.write("The ledger holds its laws.")


def _program(slug: str | None) -> Program | None:
    if slug is None:
        return None
    try:
        return Program.objects.get(slug=slug)
    except Program.DoesNotExist:
        raise CommandError(f"There is no program {slug}.") from None
