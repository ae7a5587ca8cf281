"""`manage.py dispatch`: the dispatcher as a process of its own, for installations with many workers."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jobs import dispatcher, services


class Command(BaseCommand):
    """Tells the broker of due jobs until it is stopped."""

    help = "Tells the broker of due jobs until it is stopped. Any number may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` for a cron job or a look."""
        parser.add_argument("--once", action="store_true", help="Do it once and say how many were due.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop, or one sweep."""
        if options["once"]:
            dispatcher.start_periodic(now=timezone.now())
            self.stdout.write(f"{services.sweep(now=timezone.now())} jobs published")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        dispatcher.run_forever(stop)
