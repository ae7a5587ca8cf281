"""Codes that another system made: any letters and digits, GS1 elements with a serial number, Digital Links. Pure.

Each has one form that is digested, whatever way it was printed or typed. It has no check sign of ours, so a slip of the
finger cannot be told from a guess.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_messages import GS1Message
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from campaigns.codes import NotACode, plain

SHORTEST, LONGEST = 6, 40
"""Signs of a code without GS1 structure: fewer would be guessed, more is no code."""

_LINK = re.compile(r"^https?://", re.IGNORECASE)
_ELEMENTS = re.compile(r"^(\][a-zA-Z]\d)?\x1d?(?P<elements>\(01\)\d{14}|01\d{14})")
_PLAIN = re.compile(r"[0-9A-Z]+")


def has_structure(text: str) -> bool:
    """Whether it is a link or begins with a GTIN."""
    text = text.strip()
    return bool(_LINK.match(text) or _ELEMENTS.match(text))


class Fault(TextChoices):
    """Why a line of a file is no code."""

    LINK = "link", _("a link of a host that the program does not name, or without GTIN and serial number")
    ELEMENTS = "elements", _("GS1 elements without GTIN (01) and serial number (21)")
    SIGNS = "signs", _("not 6 to 40 letters and digits")


def fault_of(text: str) -> Fault:
    """What is wrong with a text for which `form_of` raised NotACode."""
    text = text.strip()
    if _LINK.match(text):
        return Fault.LINK
    return Fault.ELEMENTS if _ELEMENTS.match(text) else Fault.SIGNS


def form_of(text: str, *, hosts: Iterable[str]) -> str:
    """What is digested: `(01)05909999300250(21)ABC1`, or the plain signs; raises NotACode.

    Digital Links count of the named hosts only; nothing is ever fetched. GTIN and serial number are what counts, in
    whatever order and with whatever else they come.
    """
    text = text.strip()
    if _LINK.match(text):
        return _linked(text, frozenset(hosts))
    if structured := _ELEMENTS.match(text):
        return _serialised(text[structured.start("elements") :])
    signs = plain(text)
    if not SHORTEST <= len(signs) <= LONGEST or not _PLAIN.fullmatch(signs):
        raise NotACode(text)
    return signs


def _linked(text: str, hosts: frozenset[str]) -> str:
    try:
        if urlsplit(text).hostname not in hosts:
            raise NotACode(text)
        return _joined(GS1DigitalLinkURI.parse(text).element_strings, text)
    except (ParseError, ValueError) as wrong:
        raise NotACode(text) from wrong


def _serialised(text: str) -> str:
    try:
        message = GS1Message.parse_hri(text) if text.startswith("(") else GS1Message.parse(text)
    except (ParseError, ValueError) as wrong:
        raise NotACode(text) from wrong
    return _joined(message.element_strings, text)


def _joined(elements: Iterable[object], text: str) -> str:
    values = {element.ai.ai: element.value for element in elements}  # type: ignore[attr-defined]
    if not values.get("01") or not values.get("21"):
        raise NotACode(text)
    return f"(01){values['01'].zfill(14)}(21){values['21']}"
