"""Choosing one of many rows by typing: Django's autocomplete without its library, which our content policy refuses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.utils.translation import gettext as _


class _Typed:
    """A select that `admin_choose.js` turns into a field with suggestions, asked of the autocomplete view."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)  # type: ignore[misc]
        # The class and the theme are what Django's own script looks for.
        kept = {name: value for name, value in attrs.items() if name not in {"class", "data-theme"}}
        words = {"none": _("Nothing found"), "take": _("Take away"), "hint": _("Start typing…")}
        return kept | {"data-choose": "true"} | {f"data-text-{name}": text for name, text in words.items()}

    @property
    def media(self) -> forms.Media:
        script: Any = forms.Script("js/admin_choose.js", type="module")
        return forms.Media(js=[script])


class Choose(_Typed, AutocompleteSelect):
    """One row."""


class ChooseSeveral(_Typed, AutocompleteSelectMultiple):
    """Any number of rows."""
