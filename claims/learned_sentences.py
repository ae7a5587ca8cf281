"""What was learned about a seller's documents, as a sentence for the campaign admin."""

import re

from django.utils.translation import gettext as _

from extraction.memory import Kind
from extraction.memory.facts import GRID

_LABEL = re.compile(r"(?P<month>m/)?(?P<where>before|above|left(?P<order>\d+)):(?P<words>.*)")


def sentence_of(kind: str, value: str) -> str:
    """What a fact of this kind says, in the reader's language."""
    values = {"value": value}
    match Kind(kind):
        case Kind.CODE:
            return _("Documents with this till, key or account in their code: %(value)s") % values
        case Kind.HEAD:
            return _("A line of the head, letters only: %(value)s") % values
        case Kind.VALUE:
            return _("Confirmed: %(value)s") % values
        case Kind.MISPRINT:
            return _("Misread as: %(value)s") % values
        case Kind.SHAPE:
            return _("Built like %(value)s") % values
        case Kind.PLACE:
            return _place(value)
        case Kind.WRONG:
            words = value.partition(":")[2]
            return _("Was read wrongly beside the words “%(words)s”") % {"words": words}
        case Kind.LABEL:
            return _label(value)


def _place(value: str) -> str:
    across, down = (int((int(part) + 0.5) * 100 / GRID) for part in value.split(","))
    return _("Stands %(across)s%% of the page from the left and %(down)s%% from the top") % {
        "across": across,
        "down": down,
    }


def _label(value: str) -> str:
    found = _LABEL.fullmatch(value)
    if found is None:
        return value
    values = {"words": found["words"], "order": found["order"]}
    text = {
        "before": _("Stands behind the words “%(words)s”"),
        "above": _("Stands under the words “%(words)s”"),
    }.get(found["where"], _("Is value %(order)s to the right of the words “%(words)s”"))
    return text % values + (_(", month before day") if found["month"] else "")
