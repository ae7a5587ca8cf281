"""`manage.py write_reference`: writes the reference pages that are made from the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.reference import pages


class Command(BaseCommand):
    """The made pages of docs/."""

    help = "Writes the pages of docs/ that are made from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each page."""
        for path, text in pages(settings.BASE_DIR / "docs").items():
            path.write_text(text)
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}")
