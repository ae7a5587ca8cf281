"""A course as one file: the same bytes for the same version, and back again; hostile files are refused by name."""

import io
import json
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.content import to_json
from elearning.content.renaming import named_materials, renamed
from elearning.exchange import BadFile, Fault, Kept, Listed, pack, unpack
from tests.builders.contents import contents
from tests.builders.elearning import a_content

LANGUAGES = ["en", "pl"]
PICTURE = b"\xff\xd8\xff a drawing"


def packed(content, **materials):
    target = io.BytesIO()
    pack(target, content, [a_kept(key, told) for key, told in materials.items()])
    return target.getvalue()


def a_kept(key, told):
    return Kept(Listed(key, "picture", "image/jpeg", f"{key}.jpg"), len(told), lambda: io.BytesIO(told))


def a_manifest(**changed):
    told = {"format": "kwit-course", "version": 1, "content": to_json(a_content()), "materials": []}
    return json.dumps(told | changed)


def a_zip(*parts, compression=zipfile.ZIP_STORED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name, told in parts:
            file.writestr(name, told)
    return target.getvalue()


def unpacked(told):
    return unpack(io.BytesIO(told), languages=LANGUAGES)


def fault(told):
    with pytest.raises(BadFile) as refused:
        found = unpacked(told)
        for one in found.listed:
            list(found.chunks(one))
    assert "%(" not in str(refused.value)
    return refused.value.fault


@settings(max_examples=60, deadline=None)
@given(contents())
def test_packed_and_unpacked_it_is_the_same(content):
    told = packed(content, photo=PICTURE)

    found = unpacked(told)

    assert found.content == content
    assert [b"".join(found.chunks(one)) for one in found.listed] == [PICTURE]
    assert packed(found.content, photo=PICTURE) == told


@settings(max_examples=60, deadline=None)
@given(contents())
def test_renamed_there_and_back_it_is_the_same(content):
    there = {key: f"new{number}" for number, key in enumerate(sorted(named_materials(content)))}
    back = {new: old for old, new in there.items()}

    moved = renamed(content, there)

    assert named_materials(moved) == set(there.values())
    assert renamed(moved, back) == content


def test_the_order_of_materials_changes_no_byte():
    one, two = a_kept("a", PICTURE), a_kept("b", PICTURE + b"2")
    targets = [io.BytesIO(), io.BytesIO()]
    pack(targets[0], a_content(), [one, two])
    pack(targets[1], a_content(), [two, one])

    assert targets[0].getvalue() == targets[1].getvalue()


def with_attributes(name, attributes):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, attributes << 16
    return info


def locked():
    told = bytearray(a_zip(("course.json", a_manifest())))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", told, told.find(mark) + place, 1)
    return bytes(told)


def damaged():
    told = packed(a_content(), photo=PICTURE)
    return told.replace(PICTURE, PICTURE.replace(b"drawing", b"drawinG"))


def lying_about_its_size():
    """The directory says three bytes, the part holds a million."""
    told = bytearray(a_zip(("course.json", a_manifest()), ("materials/x", b"0" * 1_000_000), compression=8))
    entry = told.rfind(b"PK\x01\x02")
    struct.pack_into("<I", told, entry + 24, 3)
    return bytes(told)


LISTED = [{"key": "x", "kind": "picture", "media_type": "image/jpeg", "name": "x.jpg"}]
GOOD = ("course.json", a_manifest())
HOSTILE = {
    "no zip": (b"MZ this is a program", Fault.NOT_ZIP),
    "empty": (b"", Fault.NOT_ZIP),
    "half a zip": (a_zip(GOOD)[:-30], Fault.NOT_ZIP),
    "up": (a_zip(GOOD, ("materials/../../x", b"x")), Fault.PATH),
    "absolute": (a_zip(GOOD, ("/etc/passwd", b"x")), Fault.PATH),
    "a drive": (a_zip(GOOD, ("C:x", b"x")), Fault.PATH),
    "backslashes": (a_zip(GOOD, ("materials\\..\\x", b"x")), Fault.PATH),
    "link": (a_zip(GOOD, (with_attributes("materials/x", 0o120777), b"/etc/passwd")), Fault.LINK),
    "a script": (a_zip(GOOD, ("run.php", b"<?php")), Fault.STRANGE),
    "a folder in it": (a_zip(GOOD, ("materials/a/b", b"x")), Fault.STRANGE),
    "many": (a_zip(GOOD, *((f"materials/{number}", b"") for number in range(501))), Fault.TOO_MANY),
    "bomb": (a_zip(GOOD, ("materials/x", b"0" * 30_000_000), compression=8), Fault.BOMB),
    "large manifest": (a_zip(("course.json", b" " * 6_000_000)), Fault.BOMB),
    "locked": (locked(), Fault.LOCKED),
    "damaged": (damaged(), Fault.DAMAGED),
    "no manifest": (a_zip(("materials/x", b"x")), Fault.NO_MANIFEST),
    "no json": (a_zip(("course.json", b"{")), Fault.NOT_JSON),
    "no text": (a_zip(("course.json", b"\xff\xfe{}")), Fault.NOT_JSON),
    "deep": (a_zip(("course.json", b"[" * 200_000)), Fault.NOT_JSON),
    "a name twice": (a_zip(("course.json", b'{"format": "kwit-course", "format": 1}')), Fault.NOT_JSON),
    "zero byte": (a_zip(("course.json", a_manifest(format="a\0"))), Fault.NOT_JSON),
    "half a sign": (a_zip(("course.json", a_manifest(format="\ud800"))), Fault.NOT_JSON),
    "long number": (a_zip(("course.json", b'{"version": ' + b"9" * 10_000 + b"}")), Fault.NOT_JSON),
    "something else": (a_zip(("course.json", b'{"format": "scorm"}')), Fault.NOT_COURSE),
    "a list": (a_zip(("course.json", b"[]")), Fault.NOT_COURSE),
    "newer": (a_zip(("course.json", a_manifest(version=2))), Fault.NEWER),
    "older": (a_zip(("course.json", a_manifest(version=0))), Fault.NOT_COURSE),
    "unknown field": (a_zip(("course.json", a_manifest(price=0))), Fault.UNREADABLE),
    "no content": (a_zip(("course.json", a_manifest(content=None))), Fault.UNREADABLE),
    "absent": (a_zip(("course.json", a_manifest(materials=LISTED))), Fault.ABSENT),
    "unlisted": (a_zip(GOOD, ("materials/x", b"x")), Fault.UNLISTED),
    "listed twice": (a_zip(("course.json", a_manifest(materials=LISTED * 2)), ("materials/x", b"x")), Fault.KEYS),
    "strange list": (a_zip(("course.json", a_manifest(materials=[{"key": "x"}]))), Fault.UNREADABLE),
    "list of numbers": (a_zip(("course.json", a_manifest(materials=7))), Fault.UNREADABLE),
    "size is a lie": (lying_about_its_size(), Fault.UNLISTED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_by_name(name):
    told, expected = HOSTILE[name]

    assert fault(told) == expected


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused():
    assert fault(a_zip(GOOD, ("materials/x", b"1"), ("materials/x", b"2"))) == Fault.TWICE


def test_a_part_never_gives_more_than_it_says():
    told = bytearray(lying_about_its_size())
    manifest = json.dumps(json.loads(a_manifest()) | {"materials": LISTED})
    other = a_zip(("course.json", manifest), ("materials/x", b"0" * 1_000_000), compression=8)
    told = bytearray(other)
    struct.pack_into("<I", told, told.rfind(b"PK\x01\x02") + 24, 3)

    assert fault(bytes(told)) == Fault.DAMAGED


def changed(**more):
    return a_zip(("course.json", a_manifest(content=to_json(a_content()) | more)))


LESSON = {"key": "l1", "title": {"en": "L"}}


def lessons(*told):
    return changed(modules=[{"key": "m", "title": {}, "lessons": list(told)}])


def asking(**more):
    question = {"key": "q", "text": {}} | more
    return changed(quiz={"pools": [{"key": "p", "title": {}, "questions": [question]}]})


ALIKE = [{"key": "a", "text": {}}, {"key": "a", "text": {}}]
CONTENTS = {
    "unknown field": (changed(colour="red"), Fault.UNREADABLE, "colour"),
    "field in a lesson": (lessons(LESSON | {"script": "x"}), Fault.UNREADABLE, "lessons[0]"),
    "no languages": (changed(languages=[]), Fault.LANGUAGE, "–"),
    "other language": (changed(languages=["xx"]), Fault.LANGUAGE, "xx"),
    "key twice": (lessons(LESSON, LESSON), Fault.KEYS, "l1"),
    "key with a path": (changed(modules=[{"key": "../m", "title": {}}]), Fault.KEYS, "../m"),
    "key without end": (changed(modules=[{"key": "m" * 41, "title": {}}]), Fault.KEYS, "m"),
    "film that runs": (lessons(LESSON | {"video": {"address": "javascript:alert(1)"}}), Fault.ADDRESS, "javascript"),
    "minutes below 0": (lessons(LESSON | {"minutes": -1}), Fault.UNREADABLE, "minutes"),
    "endless number": (asking(kind="number", value="1e999999"), Fault.UNREADABLE, "value"),
    "unknown kind": (asking(kind="essay"), Fault.UNREADABLE, "questions[0]"),
    "options alike": (asking(kind="choose", options=ALIKE), Fault.KEYS, "a"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents_that_are_none_are_refused_with_their_place(name):
    told, expected, word = CONTENTS[name]
    with pytest.raises(BadFile, match=word.replace("[", r"\[").replace("/", ".")) as refused:
        unpacked(told)

    assert refused.value.fault == expected


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_broken_bytes_are_refused_and_break_nothing(noise, place):
    told = packed(a_content(), photo=PICTURE)
    try:
        found = unpacked(told[:place] + noise + told[place + len(noise) :])
        for one in found.listed:
            list(found.chunks(one))
    except BadFile:
        pass
