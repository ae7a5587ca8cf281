"""`manage.py import_codes FILE --campaign UUID --sku SKU --name NAME --points N --by EMAIL`: codes made elsewhere."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.models import Campaign, CodeBatch, Product
from campaigns.services import importing
from common.refusals import Refused
from participants.models import User


class Command(BaseCommand):
    """Receive a text file of codes, one to a line, of any length; jobs load it. `-` reads what is piped in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        for name in ("campaign", "sku", "name", "by"):
            parser.add_argument(f"--{name}", required=True)
        parser.add_argument("--points", type=int, required=True)
        parser.add_argument("--credits", type=int, default=0)
        parser.add_argument("--valid-from", type=date.fromisoformat)
        parser.add_argument("--valid-until", type=date.fromisoformat)

    def handle(self, *args: Any, **told: Any) -> None:
        try:
            batch, by = _batch(told), User.objects.get(email=told["by"])
            with _opened(told["file"]) as lines:
                importing.receive(batch=batch, lines=lines, by=by, now=timezone.now())
        except (Refused, Campaign.DoesNotExist, Product.DoesNotExist, User.DoesNotExist, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{batch.count} codes received as batch {batch.uuid}")


def _batch(told: dict[str, Any]) -> CodeBatch:
    campaign = Campaign.objects.select_related("program").get(uuid=told["campaign"])
    product = Product.objects.get(program=campaign.program, sku=told["sku"])
    names = ("name", "points", "credits", "valid_from", "valid_until")
    return CodeBatch(campaign=campaign, product=product, **{name: told[name] for name in names})


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    with open(name, encoding="utf-8-sig") as file:
        yield file
