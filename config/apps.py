"""Registers the app, for its management commands, and with it the Celery app that every process publishes through."""

from importlib import import_module

from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """The only place that knows every app."""

    name = "config"

    def ready(self) -> None:
        """Checks are registered by being imported."""
        import_module("config.checks")
