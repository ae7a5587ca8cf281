"""course.json: the content of a version, and the list of the materials beside it. Pure."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.content import BadContent, Choose, Content, Match, Order, from_json, to_json
from elearning.exchange.refusing import BadFile, Fault

FORMAT = "kwit-course"
VERSION = 1
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
MATERIAL_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")
WEB = re.compile(r"https?://[^\s<>\"']{1,500}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A material as the list names it."""

    key: str
    kind: str
    media_type: str
    name: str


def written(content: Content, listed: Sequence[Listed]) -> bytes:
    """The same content and list give the same bytes."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "content": to_json(content),
        "materials": [
            {"key": one.key, "kind": one.kind, "media_type": one.media_type, "name": one.name}
            for one in sorted(listed, key=lambda one: one.key)
        ],
    }
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read(told: bytes, *, languages: Sequence[str]) -> tuple[Content, tuple[Listed, ...]]:
    """The content and its list. Raises BadFile."""
    manifest = _json(told)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BadFile(Fault.NOT_COURSE)
    version = manifest.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadFile(Fault.NEWER, version)
    if version != VERSION:
        raise BadFile(Fault.NOT_COURSE)
    if unknown := sorted(set(manifest) - {"format", "version", "content", "materials"}):
        raise BadFile(Fault.UNREADABLE, ", ".join(unknown))
    try:
        content = from_json(manifest.get("content"))
    except (BadContent, RecursionError) as bad:
        raise BadFile(Fault.UNREADABLE, bad) from bad
    _check(content, languages)
    return content, tuple(_listed(manifest.get("materials", [])))


def _json(told: bytes) -> Any:
    try:
        text = told.decode("utf-8")
        manifest = json.loads(text, object_pairs_hook=_once)
        # Neither can be kept by a database, nor shown.
        if "\\u0000" in json.dumps(manifest):
            raise ValueError("a sign that is none (\\u0000)")
        json.dumps(manifest, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as bad:
        raise BadFile(Fault.NOT_JSON, bad) from bad
    return manifest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = Counter(name for name, _value in pairs)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"{twice[0]!r} stands twice")
    return dict(pairs)


def _listed(told: Any) -> Iterator[Listed]:
    if not isinstance(told, list):
        raise BadFile(Fault.UNREADABLE, "materials")
    seen: set[str] = set()
    for place, one in enumerate(told):
        if not isinstance(one, dict) or set(one) != {"key", "kind", "media_type", "name"}:
            raise BadFile(Fault.UNREADABLE, f"materials[{place}]")
        if not all(isinstance(value, str) for value in one.values()):
            raise BadFile(Fault.UNREADABLE, f"materials[{place}]")
        if not MATERIAL_KEY.fullmatch(one["key"]) or one["key"] in seen:
            raise BadFile(Fault.KEYS, one["key"])
        seen.add(one["key"])
        yield Listed(**one)


def _check(content: Content, languages: Sequence[str]) -> None:
    for language in content.languages:
        if language not in languages:
            raise BadFile(Fault.LANGUAGE, language)
    if not content.languages or len(set(content.languages)) < len(content.languages):
        raise BadFile(Fault.LANGUAGE, "–")
    for keys in _keys(content):
        for key, count in Counter(keys).items():
            if count > 1 or not KEY.fullmatch(key):
                raise BadFile(Fault.KEYS, key)
    for lesson in content.lessons():
        if lesson.video and lesson.video.address and not WEB.fullmatch(lesson.video.address):
            raise BadFile(Fault.ADDRESS, lesson.video.address)


def _keys(content: Content) -> Iterator[list[str]]:
    """Keys that have to differ from each other, together."""
    pools = content.quiz.pools if content.quiz else ()
    parts = [*content.modules, *content.lessons(), *pools, *(one for pool in pools for one in pool.questions)]
    yield [part.key for part in parts]
    for question in content.quiz.questions() if content.quiz else ():
        match question:
            case Choose(options=things) | Order(items=things):
                yield [one.key for one in things]
            case Match(pairs=pairs):
                yield [one.key for one in pairs]
                yield [one.right_key for one in pairs]
