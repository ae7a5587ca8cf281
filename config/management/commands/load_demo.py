"""`manage.py load_demo`: puts the demo program into the service, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.demo import demo_sign_ins
from config.demo.loading import load


class Command(BaseCommand):
    """The demo program, through the real services."""

    help = "Loads the demo program, if it is not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say who can sign in."""
        program = load(now=timezone.now())
        self.stdout.write(f"{program} is loaded." if program else "The demo program is there already.")
        for line in demo_sign_ins():
            self.stdout.write(line, ending="")
