"""Packages come in: checked as a whole before anything is kept, and there only when all of their files are."""

import io
import struct
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from common.files import WholeFiles
from elearning.models import Material, Package, Unpacking
from elearning.packages import archive as archives
from elearning.refusals import PackageRefused
from elearning.services import packages
from tests.builders.elearning import a_course
from tests.builders.packages import LIKE_STORYLINE, READ, a_package, a_zip, files_12, files_2004, uploaded
from tests.builders.programs import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def added(content: bytes, name="package.zip"):
    return packages.add(course=a_course(), upload=uploaded(content, name), by=None, now=NOON)


def refusal(content: bytes) -> str:
    """What is said; nothing of it may be kept."""
    course = a_course()
    with pytest.raises(PackageRefused) as said:
        packages.add(course=course, upload=uploaded(content), by=None, now=NOON)
    assert not Material.objects.exists() and not Unpacking.objects.exists()
    return str(said.value)


def with_entry(name: str, content: str = "x", **changes: object) -> bytes:
    """A good package with one entry more, changed in a way that no tool would."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, text in files_12().items():
            archive.writestr(one, text)
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for attribute, value in changes.items():
            setattr(info, attribute, value)
        archive.writestr(info, content)
    return out.getvalue()


def test_a_scorm_12_package_is_kept_with_what_lies_in_it():
    kept = added(a_zip(files_12()), "C:\\mine\\press.zip")

    assert (kept.kind, kept.name, kept.media_type) == ("package", "press.zip", "application/zip")
    package = kept.contents
    assert (package.standard, package.title, package.files) == ("1.2", "Pressing pipes", 3)
    (part,) = packages.parts_of(package)
    assert (part.title, part.path, part.query) == ("Pressing", "scormcontent/story/index_lms.html", "?mode=lms")
    assert (part.mastery, part.data, part.is_sco) == ("80", "colour=blue", True)
    with default_storage.open(packages.file_key(kept.storage_key, "Scormcontent/STORY/deep.html")) as file:
        assert file.read().decode() == READ
    with default_storage.open(kept.storage_key) as whole:
        assert whole.read() == a_zip(files_12()), "the file itself stays, for taking the course elsewhere"


def test_a_scorm_2004_package_has_several_parts():
    package = a_package(a_course(), files_2004()).contents

    cutting, bending, reading = packages.parts_of(package)
    assert package.standard == "2004"
    assert (cutting.path, cutting.query, cutting.mastery, cutting.data) == (
        "cut/sco.html",
        "?lang=en",
        "0.7",
        "level=2",
    )
    assert (bending.query, bending.completion) == ("?page=2", "0.5")
    assert not reading.is_sco


@pytest.mark.parametrize("edition", ["2004 3rd Edition", "CAM 1.3"])
def test_earlier_editions_of_2004_are_known(edition):
    files = files_2004()
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace("2004 4th Edition", edition)

    assert a_package(a_course(), files).contents.standard == "2004"


def test_the_same_package_once_more_is_the_same_material():
    assert added(a_zip(files_12())) == added(a_zip(files_12()))
    assert Package.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../evil.html",
            "a/../../evil.html",
            "/etc/passwd",
            "C:/evil.html",
            "..\\evil.html",
            "a/./b.html",
            "a//b.html",
        ),
        *("x" * 241, "/".join("a" * 21), "bell\a.html", " .. /x.html"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name):
    assert "has a name that cannot be kept" in refusal(with_entry(name))


@pytest.mark.parametrize("name", ["run.php", "a/Shell.PHTML", "x.asp", "x.jsp", "x.cgi", "x.py", ".htaccess", "x.exe"])
def test_programs_for_servers_are_refused(name):
    assert f"{name} is a program for a server" in refusal(with_entry(name))


def test_links_are_refused():
    link = 0o120777 << 16
    assert "is a link to another file" in refusal(with_entry("link.html", "/etc/passwd", external_attr=link))


def test_two_files_of_one_name_are_refused():
    assert "Two files of this package" in refusal(with_entry("SCORMCONTENT/story/Deep.html"))


def test_a_locked_file_is_refused():
    locked = bytearray(with_entry("secret.html"))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = locked.rfind(sign)
        locked[at + place] |= 1
    assert "locked by a password" in refusal(bytes(locked))


def test_a_bomb_is_refused_by_what_it_says(monkeypatch):
    assert "unpacks to far more" in refusal(with_entry("big.html", "0" * 30_000_000))
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    assert "larger than 0 MB" in refusal(with_entry("big.html", "0" * 2000))


def test_a_bomb_that_lies_about_its_size_is_refused():
    whole = with_entry("big.html", "0" * 30_000_000)
    at = whole.rfind(b"PK\x01\x02")
    assert "damaged" in refusal(whole[: at + 24] + struct.pack("<I", 10) + whole[at + 28 :])


def test_too_many_files_are_refused_before_they_are_listed(monkeypatch):
    whole = a_zip(files_12())
    at = whole.rfind(b"PK\x05\x06")
    assert "more than 5000 files" in refusal(whole[: at + 12] + struct.pack("<I", 100_000_000) + whole[at + 16 :])
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    assert "more than 2 files" in refusal(whole)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 1000)
    assert "larger than 0 MB" in refusal(a_zip(files_12()) + b"0" * 1000)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"0" * 100_000, a_zip(files_12())[:-30]])
def test_what_is_no_zip_file_is_refused(content):
    assert "This is no ZIP file" in refusal(content)


def test_a_way_of_packing_that_no_tool_uses_is_refused():
    assert "unusual way" in refusal(with_entry("x.html", compress_type=zipfile.ZIP_LZMA))


def test_a_damaged_file_is_refused():
    whole = bytearray(a_zip(files_12()))
    whole[60:80] = b"\0" * 20
    assert "damaged" in refusal(bytes(whole))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "There is no imsmanifest.xml"),
        ("<manifest", "cannot be read"),
        ("not xml", "cannot be read"),
        ('<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>', "cannot be read"),
        ('<!DOCTYPE m SYSTEM "file:///etc/passwd"><manifest/>', "cannot be read"),
        ("<manifest>" + "<a>" * 100 + "</a>" * 100 + "</manifest>", "cannot be read"),
        ("<manifest>" + "<a/>" * 250_000 + "</manifest>", "cannot be read"),
        (" " * 5_000_001, "cannot be read"),
        ("<manifest/>", "neither SCORM 1.2 nor SCORM 2004"),
        (LIKE_STORYLINE.replace("identifierref", "ref"), "names nothing that can be opened"),
        (LIKE_STORYLINE.replace('identifier="r1"', 'identifier="r9"'), "“Pressing” leads nowhere"),
        (LIKE_STORYLINE.replace("Index_LMS.html", "gone.html"), "opens scormcontent/story/gone.html, which is not"),
        (LIKE_STORYLINE.replace('href="Index_LMS.html"', 'href="https://evil.example/x"'), "an address outside"),
        (LIKE_STORYLINE.replace('href="Index_LMS.html"', 'href="//evil.example/x"'), "an address outside"),
        (LIKE_STORYLINE.replace('href="Index_LMS.html"', 'href="javascript:alert(1)"'), "an address outside"),
        (LIKE_STORYLINE.replace('href="Index_LMS.html"', 'href="http://["'), "an address outside"),
        (LIKE_STORYLINE.replace('href="Index_LMS.html"', ""), "an address outside"),
        (LIKE_STORYLINE.replace('xml:base="story/"', 'xml:base="https://evil.example/"'), "an address outside"),
        (LIKE_STORYLINE.replace("Index_LMS.html", "%2e%2e/%2e%2e/x.html"), "is not in this package"),
    ],
)
def test_a_list_of_contents_that_lacks_or_lies_is_refused(manifest, said):
    files = files_12()
    if manifest is None:
        del files["imsmanifest.xml"]
    else:
        files["imsmanifest.xml"] = manifest
    assert said in refusal(a_zip(files))


def test_entities_do_not_hide_behind_another_encoding():
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE m [<!ENTITY a "aaaa">]><manifest>&a;</manifest>'
    files: dict[str, str | bytes] = {**files_12(), "imsmanifest.xml": bomb.encode("utf-16")}

    assert "cannot be read" in refusal(a_zip(files))


def test_a_folder_in_a_zip_file_is_named():
    files = {f"course/{name}": content for name, content in files_12().items()}

    assert "lies in a folder" in refusal(a_zip(files))


def test_what_a_computer_adds_by_itself_is_left_out():
    files = files_12(**{"__MACOSX/._index.html": "x", ".DS_Store": "x", "a/Thumbs.db": "x"})

    assert a_package(a_course(), files).contents.files == 3


class Killed(BaseException):
    """As the kernel does it."""


def test_a_process_that_dies_half_way_leaves_nothing_that_counts(monkeypatch):
    kept_at_once, kept = WholeFiles._save, []

    def dying(store, name, content):
        if len(kept) == 2:
            raise Killed
        kept.append(name)
        return kept_at_once(store, name, content)

    if not isinstance(default_storage, WholeFiles):
        pytest.skip("the store itself keeps files whole")
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(WholeFiles, "_save", dying)
        added(a_zip(files_12()))
    assert not Material.objects.exists()
    assert packages.sweep(now=NOON + timedelta(hours=2)) == 0, "it may still be under way"

    assert packages.sweep(now=NOON + timedelta(hours=4)) == 1
    assert [name for name in kept if default_storage.exists(name)] == []
    assert not Unpacking.objects.exists()


def test_what_was_left_behind_is_taken_up_by_the_same_package_sent_again():
    whole = a_zip(files_12())
    kept = added(whole)
    key = kept.storage_key
    Material.objects.all().delete()
    Unpacking.objects.create(storage_key=key, files=[key], since=NOON - timedelta(days=1))

    assert added(whole).contents.files == 3
    assert packages.sweep(now=NOON + timedelta(days=1)) == 0
    assert default_storage.exists(key)


def test_files_that_are_being_deleted_are_not_taken_up():
    whole = a_zip(files_12())
    key = added(whole).storage_key
    Material.objects.all().delete()
    Unpacking.objects.create(storage_key=key, files=[key], since=NOON, is_going=True)

    with pytest.raises(PackageRefused, match="send it again in a minute"):
        added(whole)
    assert not Material.objects.exists()


def test_the_sweep_leaves_what_somebody_named_meanwhile():
    key = added(a_zip(files_12())).storage_key
    Unpacking.objects.create(storage_key=key, files=[key], since=NOON)

    assert packages.sweep(now=NOON + timedelta(days=1)) == 0
    assert default_storage.exists(key) and not Unpacking.objects.exists()


def test_a_file_of_another_kind_is_no_package():
    with pytest.raises(PackageRefused):
        packages.add(course=a_course(), upload=ContentFile(b"\xff\xd8\xff", name="x.jpg"), by=None, now=NOON)
