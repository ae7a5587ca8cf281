"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElearningConfig(AppConfig):
    """E-learning."""

    name = "elearning"
    verbose_name = _("E-learning")

    def ready(self) -> None:
        """What the app tells those below it."""
        import_module("elearning.suggesting")
        import_module("elearning.telling")
