"""How a state looks: tone, icon and word by code, one table for all pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Look:
    """`tone` is one of done, look, refused, active, quiet; `word` is what people read."""

    tone: str
    icon: str
    word: str | Promise


UNKNOWN = Look("quiet", "circle", "")

LOOKS: dict[str, Look] = {
    # claims
    "draft": Look("quiet", "pencil", _("not sent yet")),
    "submitted": Look("active", "clock", _("waiting")),
    "queried": Look("look", "message-circle-question-mark", _("question for you")),
    "verified": Look("done", "check", _("confirmed")),
    "refused": Look("refused", "x", _("refused")),
    "withdrawn": Look("quiet", "undo-2", _("withdrawn")),
    "reversed": Look("refused", "history", _("taken back")),
    # reading of a document
    "waiting": Look("quiet", "hourglass", _("waiting to be read")),
    "reading": Look("active", "hourglass", _("being read")),
    "read": Look("done", "check", pgettext_lazy("a document", "read")),
    "columns": Look("look", "pencil", _("columns to be named")),
    "unreadable": Look("look", "triangle-alert", _("could not be read")),
    # facts and problems
    "sure": Look("done", "check", _("sure")),
    "unsure": Look("look", "eye", _("please check")),
    "differs": Look("look", "triangle-alert", _("differs")),
    "blocks": Look("refused", "circle-x", _("cannot pass")),
    # courses and codes
    "open": Look("active", "play", _("in progress")),
    "passed": Look("done", "award", _("passed")),
    "failed": Look("look", "rotate-cw", _("not passed yet")),
    "valid": Look("done", "award", pgettext_lazy("a certificate", "valid")),
    "revoked": Look("refused", "x", pgettext_lazy("a certificate", "revoked")),
    "unused": Look("quiet", "circle", _("not used")),
    "redeemed": Look("done", "check", _("used")),
    "expired": Look("quiet", "clock", _("expired")),
    # seats on dates
    "seated": Look("done", "check", _("you have a seat")),
    "waits": Look("look", "hourglass", _("waiting list")),
    "attended": Look("done", "clipboard-check", _("you were there")),
    "missed": Look("quiet", "circle", _("not there")),
    "cancelled": Look("refused", "x", pgettext_lazy("a date", "cancelled")),
    # tones of messages
    "done": Look("done", "circle-check", ""),
    "look": Look("look", "triangle-alert", ""),
    "info": Look("active", "info", ""),
    "success": Look("done", "circle-check", ""),
    "warning": Look("look", "triangle-alert", ""),
    "error": Look("refused", "circle-x", ""),
}


def look_of(code: object) -> Look:
    """The look for a code; a quiet one where the code is unknown."""
    return LOOKS.get(str(code), UNKNOWN)
