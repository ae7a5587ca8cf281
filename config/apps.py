"""Registers the app, for its management commands, and with it the Celery app that every process publishes through."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "KwitAdminConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """The only place that knows every app."""

    default = True  # of the two here, the one meant by "config"
    name = "config"

    def ready(self) -> None:
        """Checks are registered by being imported."""
        import_module("config.checks")


class KwitAdminConfig(admin.AdminConfig):
    """Django's admin with our site in place of its own."""

    default = False
    default_site = "config.admin_site.KwitAdminSite"
