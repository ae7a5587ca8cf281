"""Registers the app, for its template tags."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """What every app stands on. No models, no rules."""

    name = "common"
