"""`manage.py balances EMAIL`: what the ledger holds for a participant."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.owners import participant_owner
from ledger import queries as ledger
from ledger.kinds import Unit
from participants.models import User
from participants.queries import participant_of


class Command(BaseCommand):
    """For support, and for whoever compares a page with the ledger."""

    help = "Prints a participant's points and training credits as JSON, from the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """One JSON object."""
        user = User.objects.filter(email=options["email"].lower()).first()
        participant = participant_of(user) if user else None
        if participant is None:
            raise CommandError(f"Nobody takes part under {options['email']}.")
        program, owner = participant.program, participant_owner(participant)
        held = {str(unit): ledger.balance(program=program, owner=owner, unit=unit) for unit in Unit}
        self.stdout.write(json.dumps(held))
