"""Why a file is not taken as a course: one sentence for each fault."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elearning.refusals import LearningRefused


class Fault(StrEnum):
    """What can be wrong with a file."""

    TOO_LARGE = "too-large"
    NOT_ZIP = "not-zip"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MANY = "too-many"
    BOMB = "bomb"
    PATH = "path"
    LINK = "link"
    TWICE = "twice"
    STRANGE = "strange"
    NO_MANIFEST = "no-manifest"
    NOT_JSON = "not-json"
    NOT_COURSE = "not-course"
    NEWER = "newer"
    UNREADABLE = "unreadable"
    KEYS = "keys"
    LANGUAGE = "language"
    ADDRESS = "address"
    ABSENT = "absent"
    UNLISTED = "unlisted"
    NOT_WHAT_IT_SAYS = "not-what-it-says"


SENTENCES: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: _("The file is too large: at most %(what)s MB."),
    Fault.NOT_ZIP: _("This is no ZIP file. Choose one that was saved with “Save as a file”."),
    Fault.DAMAGED: _("The file is damaged at “%(what)s”. Save it anew where it came from."),
    Fault.LOCKED: _("The file is locked with a password. Save it without one."),
    Fault.TOO_MANY: _("There are too many parts in the file: at most %(what)s."),
    Fault.BOMB: _("“%(what)s” would become far too large when unpacked."),
    Fault.PATH: _("“%(what)s” would lead out of the file's own folder."),
    Fault.LINK: _("“%(what)s” is a link to another file; only files themselves are taken."),
    Fault.TWICE: _("“%(what)s” is in the file twice."),
    Fault.STRANGE: _("“%(what)s” does not belong in the file of a course."),
    Fault.NO_MANIFEST: _("There is no course.json in the file, so it is not known what the course says."),
    Fault.NOT_JSON: _("course.json cannot be read: %(what)s"),
    Fault.NOT_COURSE: _("course.json does not describe a course of Kwit."),
    Fault.NEWER: _("The file was made by a newer Kwit (format %(what)s). Update this one first."),
    Fault.UNREADABLE: _("course.json says something that a course does not have: %(what)s"),
    Fault.KEYS: _("The key “%(what)s” cannot be used: keys are letters, digits, - and _, and each stands once."),
    Fault.LANGUAGE: _("The course is offered in a language that is not spoken here: %(what)s."),
    Fault.ADDRESS: _("The film's address “%(what)s” is no web address."),
    Fault.ABSENT: _("“%(what)s” is listed in course.json but is not in the file."),
    Fault.UNLISTED: _("“%(what)s” is in the file but not listed in course.json."),
    Fault.NOT_WHAT_IT_SAYS: _("“%(what)s” is not what course.json says it is."),
}

LONGEST = 300


class BadFile(LearningRefused):
    """Nothing was taken. `fault` names why."""

    def __init__(self, fault: Fault, what: object = "") -> None:
        super().__init__(str(SENTENCES[fault]) % {"what": _printable(str(what))})
        self.fault = fault


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:LONGEST])
