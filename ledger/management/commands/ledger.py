"""`manage.py ledger check`: recomputes the books from their lines and says whether anything differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.checks import problems
from programs.models import Program


class Command(BaseCommand):
    """Prints each difference on a line of its own, as it is found; exit 0 only if there is none."""

    help = "Recomputes balances, lines and lots of the ledger from its transfers, in constant memory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check"], help="check: name every difference")
        parser.add_argument("--program", help="short name of one program; all if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for problem in problems(_program(options["program"])):
            self.stdout.write(str(problem))
            count += 1
        if count:
            raise CommandError(f"The ledger breaks its laws in {count} places.")
        self.stdout.write("The ledger holds its laws.")


def _program(slug: str | None) -> Program | None:
    if slug is None:
        return None
    try:
        return Program.objects.get(slug=slug)
    except Program.DoesNotExist:
        raise CommandError(f"There is no program {slug}.") from None
