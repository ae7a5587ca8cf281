"""XML from strangers, parsed without entities, DTD or network and bounded in size and depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

MOST_BYTES = 5 * 1024 * 1024
MOST_TAGS = 400_000
MOST_DEPTH = 60


class BrokenXml(Exception):
    """This XML cannot be read as an invoice. `code` is stable, the text is fit to show to people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Node:
    """An element addressed by local names, so that prefixes and schema versions do not matter."""

    element: etree._Element

    @property
    def name(self) -> str:
        """The local name."""
        return str(self.element.tag)

    def find(self, *paths: str) -> Node | None:
        """The first element that one of the paths leads to."""
        for path in paths:
            if (found := self.element.find(path)) is not None:
                return Node(found)
        return None

    def all(self, path: str) -> Iterator[Node]:
        """All elements that the path leads to, in order of the document."""
        return (Node(found) for found in self.element.iterfind(path))

    def text(self, *paths: str) -> str | None:
        """The first text that is not empty among the paths, tried left to right, without white space around it."""
        for path in paths:
            for found in self.element.iterfind(path):
                if text := " ".join("".join(found.itertext()).split()):
                    return text
        return None

    def texts(self, path: str) -> list[str]:
        """What stands at all elements of the path, empty ones left out."""
        found = (" ".join("".join(element.itertext()).split()) for element in self.element.iterfind(path))
        return [text for text in found if text]

    def attribute(self, name: str) -> str | None:
        """The attribute by its local name, None if it is absent or empty."""
        return (self.element.get(name) or "").strip() or None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its root by local names, the namespace of the root, and the bytes as received."""

    root: Node
    namespace: str
    raw: bytes


def parse(raw: bytes) -> Document:
    """The document in these bytes. Raises BrokenXml if it is ill-formed, too large, too deep or declares a DTD."""
    _refuse_oversize(raw)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as broken:
        raise BrokenXml(
            "broken-xml", "The XML of this e-invoice is damaged. Ask the seller to send it again."
        ) from broken
    if root.getroottree().docinfo.doctype:
        raise BrokenXml("xml-with-dtd", "This XML carries a document type declaration. Such files are not accepted.")
    namespace = etree.QName(root).namespace or ""
    _drop_namespaces(root)
    return Document(root=Node(root), namespace=namespace, raw=raw)


def _refuse_oversize(raw: bytes) -> None:
    # Counting "<" costs nothing and bounds the memory of the tree before it is built.
    if len(raw) > MOST_BYTES or raw.count(b"<") > MOST_TAGS:
        raise BrokenXml("xml-too-large", "This XML file is too large for an invoice. Send a file of at most 5 MB.")


def _drop_namespaces(root: etree._Element) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise BrokenXml(
                "xml-too-deep", "This XML is nested too deeply for an invoice. Ask the seller for another file."
            )
        if event == "start" and isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
