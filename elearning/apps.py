"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElearningConfig(AppConfig):
    """E-learning."""

    name = "elearning"
    verbose_name = _("E-learning")
