"""What our templates of the admin need beyond Django's: cells that know their column's name, for lists on phones."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.filter
def named(field: BoundField, row: object = "") -> SafeString:
    """A field of a tabular inline, whose only visible label is its column's head."""
    words = f"{capfirst(field.label)} {row or ''}".strip()
    return field.as_widget(attrs={"aria-label": words})


@register.filter
def labelled(cells: Iterable[SafeString], heads: Iterable[dict[str, Any]]) -> Iterator[SafeString]:
    """`{% for cell in result|labelled:result_headers %}`: each `<td>` with its column's name as `data-label`."""
    for cell, head in zip(cells, heads, strict=False):
        is_box = "action-checkbox" in str(head.get("class_attrib", ""))
        label = format_html('<td data-label="{}"', "" if is_box else capfirst(head["text"]))
        yield mark_safe(cell.replace("<td", label, 1))  # noqa: S308 - Django's own cell, our escaped label
