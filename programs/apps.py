"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Programs."""

    name = "programs"
    verbose_name = _("Programs")
