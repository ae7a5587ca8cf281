"""What is checked when a command starts: that the installation's own keeping times mean something."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register
def keeping_days(app_configs: Any, **options: Any) -> list[Error]:
    """KEEPING_DAYS names terms that exist, with whole numbers of days from 0 on."""
    # Loaded when asked: it knows every app's services, which would keep the start of the service waiting.
    keeping = import_module("config.keeping")
    unknown = [f"KEEPING_DAYS: there is no keeping time {code!r}." for code in keeping.unknown_terms()]
    negative = [f"KEEPING_DAYS: {code} is below zero." for code, days in settings.KEEPING_DAYS.items() if days < 0]
    return [Error(words, hint="docs/personal-data.md lists them.", id="kwit.E001") for words in unknown + negative]
