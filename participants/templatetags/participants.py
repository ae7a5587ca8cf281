"""What sign-up pages show of a program's wordings."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from common.markup import as_html
from participants.forms import wordings as wordings_of
from programs.models import Program

register = template.Library()


@register.simple_tag
def wordings(program: Program | None) -> dict[str, Any]:
    """The wordings in force: `.terms` and `.contact_terms`, each with title and text."""
    return wordings_of(program)


@register.filter
def as_text(text: str) -> SafeString:
    """A Markdown text as HTML."""
    return as_html(text)
