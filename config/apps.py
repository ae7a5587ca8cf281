"""Registers the app, for its management commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The only place that knows every app."""

    name = "config"
