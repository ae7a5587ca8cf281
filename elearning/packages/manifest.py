"""`imsmanifest.xml`: which standard a package follows, and which parts it is made of.

Sources: SCORM 1.2 Content Aggregation Model; SCORM 2004 4th Edition Content Aggregation Model. Sequencing rules are
read over, but for the mark to reach: our readers choose the parts themselves.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from elearning.packages.archive import Archive
from elearning.packages.standards import Standard
from elearning.refusals import PackageRefused

NAME = "imsmanifest.xml"
MOST_BYTES = 5_000_000
MOST_TAGS = 100_000
DEEPEST = 60
MOST_PARTS = 200
LONGEST_TITLE = 200
LONGEST_DATA = 4_000

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_OURS = "http://package.invalid/"
"""Stands for the package's folder while addresses are joined."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is opened by itself: `path` in the package and what follows it in the address. A part that is no `is_sco`
    says nothing of itself."""

    title: str
    path: str
    query: str = ""
    is_sco: bool = True
    mastery: str = ""
    completion: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the manifest says."""

    standard: Standard
    title: str
    parts: tuple[Part, ...]


def contents_of(archive: Archive) -> Contents:
    """Raises PackageRefused where the manifest lacks, is none, or names what is not there."""
    root = _parsed(_raw(archive))
    standard = _standard(root)
    organization = _organization(root)
    parts = tuple(_parts(organization, root, archive)) if organization is not None else ()
    if not parts:
        raise PackageRefused(_("The list of contents of this package names nothing that can be opened."))
    if len(parts) > MOST_PARTS:
        raise PackageRefused(_("This package has more than %(most)s parts.") % {"most": MOST_PARTS})
    title = _text(organization, "title") if organization is not None else ""
    return Contents(standard, title[:LONGEST_TITLE] or parts[0].title, parts)


def _raw(archive: Archive) -> bytes:
    name = archive.named(NAME)
    if name is None:
        if any(posixpath.basename(one).lower() == NAME for one in archive.names):
            raise PackageRefused(_("imsmanifest.xml lies in a folder. Zip what is in that folder, not the folder."))
        raise PackageRefused(_("There is no imsmanifest.xml. Publish the course as SCORM 1.2 or SCORM 2004."))
    if archive.names[name].file_size > MOST_BYTES:
        raise _unreadable()
    return archive.read(name, most=MOST_BYTES + 1)


def _parsed(raw: bytes) -> etree._Element:
    # Counting "<" costs nothing and bounds the memory of the tree before it is built.
    if raw.count(b"<") > MOST_TAGS * 2 or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise _unreadable()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as broken:
        raise _unreadable() from broken
    if root.getroottree().docinfo.doctype:
        raise _unreadable()
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise _unreadable()
    return root


def _unreadable() -> PackageRefused:
    return PackageRefused(_("imsmanifest.xml of this package cannot be read. Publish the course again."))


def _standard(root: etree._Element) -> Standard:
    said = " ".join(_text(metadata, "schemaversion") for metadata in _children(root, "metadata")).strip()
    spaces = {str(space) for element in root.iter() for space in element.nsmap.values()}
    if said.startswith(("2004", "CAM 1.3")) or any("adlcp_v1p3" in space for space in spaces):
        return Standard.SCORM_2004
    if said.startswith("1.2") or any("adlcp_rootv1p2" in space for space in spaces):
        return Standard.SCORM_12
    raise PackageRefused(_("This package is neither SCORM 1.2 nor SCORM 2004. Publish the course as one of them."))


def _organization(root: etree._Element) -> etree._Element | None:
    """The one that the manifest calls its usual one, else the first."""
    for organizations in _children(root, "organizations"):
        usual = organizations.get("default", "")
        found = list(_children(organizations, "organization"))
        return next((one for one in found if one.get("identifier") == usual), found[0] if found else None)
    return None


def _parts(organization: etree._Element, root: etree._Element, archive: Archive) -> Iterator[Part]:
    resources = {one.get("identifier", ""): (one, base) for one, base in _resources(root)}
    for item in organization.iter():
        if _name(item) != "item" or not item.get("identifierref") or item.get("isvisible") == "false":
            continue
        title = (_text(item, "title") or _("Part"))[:LONGEST_TITLE]
        found = resources.get(item.get("identifierref", ""))
        if found is None:
            raise PackageRefused(_("“%(title)s” leads nowhere in this package.") % {"title": title})
        resource, base = found
        path, query = _launch(title, resource, base, item.get("parameters", ""), archive)
        yield Part(
            title=title,
            path=path,
            query=query,
            is_sco=_local(resource, "scormtype").lower() == "sco",
            mastery=_mastery(item),
            completion=_completion(item),
            data=(_text(item, "datafromlms") or _text(item, "dataFromLMS"))[:LONGEST_DATA],
        )


def _resources(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every resource with the address below which its own is meant."""
    top = _joined(_OURS, root.get(_XML_BASE, ""))
    for resources in _children(root, "resources"):
        base = _joined(top, resources.get(_XML_BASE, ""))
        for resource in _children(resources, "resource"):
            yield resource, _joined(base, resource.get(_XML_BASE, ""))


def _joined(base: str, address: str) -> str:
    """What is no address leads nowhere."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _launch(title: str, resource: etree._Element, base: str, parameters: str, archive: Archive) -> tuple[str, str]:
    """The file to open, and what follows it in its address: it must lie in the package."""
    href = resource.get("href", "").strip().replace("\\", "/")
    address = urlsplit(_joined(base, href))
    if not href or f"{address.scheme}://{address.netloc}/" != _OURS:
        raise PackageRefused(_("“%(title)s” opens an address outside of this package.") % {"title": title})
    path = unquote(address.path).lstrip("/")
    real = None if ".." in path.split("/") else archive.named(path)
    if real is None:
        raise PackageRefused(
            _("“%(title)s” opens %(path)s, which is not in this package.") % {"title": title, "path": path[:100]}
        )
    return real, _query(address.query, address.fragment, parameters.strip())


def _query(query: str, fragment: str, parameters: str) -> str:
    """Address and parameters put together as SCORM says: parameters may bring a query or a fragment of their own."""
    if parameters.startswith("#"):
        fragment = fragment or parameters[1:]
    elif parameters:
        query = "&".join(part for part in (query, parameters.lstrip("?&")) if part)
    return (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _mastery(item: etree._Element) -> str:
    """The mark to reach: of 100 in SCORM 1.2, a share of 1 in SCORM 2004."""
    if said := _text(item, "masteryscore"):
        return _number(said)
    for sequencing in _children(item, "sequencing"):
        for objectives in _children(sequencing, "objectives"):
            for primary in _children(objectives, "primaryObjective"):
                if primary.get("satisfiedByMeasure") in {"true", "1"}:
                    return _number(_text(primary, "minNormalizedMeasure") or "1")
    return ""


def _completion(item: etree._Element) -> str:
    for threshold in _children(item, "completionThreshold"):
        if threshold.get("completedByMeasure") in {"true", "1"}:
            return _number(threshold.get("minProgressMeasure", "1"))
        return _number((threshold.text or "").strip())
    return ""


def _number(said: str) -> str:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return ""
    return str(number) if number.is_finite() and abs(number) <= 100 else ""  # per cent


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _name(child) == name)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: etree._Element, name: str) -> str:
    return next((" ".join("".join(one.itertext()).split()) for one in _children(element, name)), "")


def _local(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname.lower() == name), "")
