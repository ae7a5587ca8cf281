"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """Claims."""

    name = "claims"
    verbose_name = _("Claims")
