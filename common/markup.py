"""Text written in Markdown, as safe HTML."""

from collections.abc import Callable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
OWN = "material:"
"""Begins the address of a picture that is kept with the text."""


def as_html(text: str, pictures: Callable[[str], str] | None = None) -> SafeString:
    """HTML of a Markdown text; what could run, or load from elsewhere, is left out.

    `pictures` gives the address of a kept picture by its name, or nothing. Pictures at other addresses tell strangers
    who reads when, so they lose theirs.
    """

    def checked(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) != ("img", "src"):
            return value
        return (pictures(value.removeprefix(OWN)) or None) if pictures and value.startswith(OWN) else None

    html = nh3.clean(
        _MARKDOWN.render(text),
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https", "mailto", "tel", OWN.removesuffix(":")},
        attribute_filter=checked,
    )
    return mark_safe(html)  # noqa: S308 - cleaned
