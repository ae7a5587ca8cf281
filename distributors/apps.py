"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistributorsConfig(AppConfig):
    """Distributors."""

    name = "distributors"
    verbose_name = _("Distributors")
