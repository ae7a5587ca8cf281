"""A short way to write an XML tree: nested tuples of tag and content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from lxml import etree

Branch: TypeAlias = tuple[Any, ...]
"""Tag, content, and maybe a dictionary of attributes. Content is text or a list of branches."""


def document(root: Branch, namespaces: Mapping[Any, str]) -> bytes:
    """The file. A tag `prefix:name` is in that namespace, one without prefix in the default one. None is left out."""
    element = _element(root, namespaces)
    etree.indent(element, "  ")
    written: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _element(branch: Branch, namespaces: Mapping[Any, str]) -> etree._Element:
    tag, content, *more = branch
    prefix, _, name = tag.rpartition(":")
    attributes: Mapping[str, str] = more[0] if more else {}
    space = namespaces[prefix or None]
    element = etree.Element(f"{{{space}}}{name}", dict(attributes), nsmap=dict(namespaces))
    if isinstance(content, str):
        element.text = content
    else:
        element.extend(_element(child, namespaces) for child in content if child is not None)
    return element
