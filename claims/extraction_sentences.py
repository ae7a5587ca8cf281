"""What extraction says about e-invoices and fiscal codes, marked for translation and said in the reader's language.

Extraction knows no Django, so a Reading keeps its sentences in plain English. Those of `extraction/sentences.py` are
marked for translation where they stand. The others are made inside the readers of the formats, many with a value in
them; they stand here once more, with a name in the place of each value. A test compares the two.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from extraction.sentences import who_disagrees

PLAIN = (
    gettext_noop("The code comes from a test system, not from a real sale."),
    gettext_noop("This is the print form of an electronic receipt, without the till's signature."),
    gettext_noop("The till's signature under this receipt does not hold."),
    gettext_noop("The lines do not add up to the total of the receipt."),
    gettext_noop("The lines do not add up to the sum that the document states."),
    gettext_noop("Net amount and tax do not add up to the total."),
    gettext_noop("The invoice was made out for goods that are already on a till receipt."),
    gettext_noop("The invoice settles advance invoices; its total is only what was left to pay."),
    gettext_noop("The XML of this e-invoice is damaged. Ask the seller to send it again."),
    gettext_noop("This XML carries a document type declaration. Such files are not accepted."),
    gettext_noop("This XML file is too large for an invoice. Send a file of at most 5 MB."),
    gettext_noop("This XML is nested too deeply for an invoice. Ask the seller for another file."),
    gettext_noop("This file is too large for a receipt. Send a file of at most 5 MB."),
)

WITH_VALUES = (
    gettext_noop("The code says that this is %(what)s, not a purchase."),
    gettext_noop("This file is %(what)s, not an invoice. Send the invoice itself."),
    gettext_noop("The check digit of the %(whose)s's tax number %(number)s does not fit."),
    gettext_noop("A check of the code on the document failed (%(check)s). Compare it with the paper."),
    gettext_noop("The document refers to invoice %(number)s."),
    gettext_noop("The document corrects invoice %(number)s."),
    gettext_noop("The file holds %(count)s invoices; only the first was read."),
    gettext_noop("This invoice has more than %(most)s lines. Ask the seller to split it."),
)

WORDS = (
    gettext_noop("issuer"),
    gettext_noop("buyer"),
    gettext_noop("an order"),
    gettext_noop("an answer to an order"),
    gettext_noop("an answer to an invoice"),
    gettext_noop("a confirmation of receipt"),
    gettext_noop("a delivery note"),
    gettext_noop("a despatch note"),
    gettext_noop("a transport document"),
    gettext_noop("a cancelled document"),
    gettext_noop("a pro-forma document"),
    gettext_noop("a pro-forma receipt"),
    gettext_noop("a copy of a receipt"),
    gettext_noop("a training receipt"),
    gettext_noop("a start or zero receipt"),
    gettext_noop("a purchase by the shop"),
    gettext_noop("a till record of the kind %(kind)s"),
    gettext_noop("signature"),
    gettext_noop("check digit"),
    gettext_noop("length"),
)

_HOLE = re.compile(r"%\((\w+)\)s")
# Only these values are words of ours; the others are numbers from the document and stay as they are.
_OURS = frozenset({"what", "whose", "check"})


def _pattern(template: str) -> re.Pattern[str]:
    """Finds the sentences that were made from the template."""
    parts = _HOLE.split(template)
    named = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named), re.DOTALL)


_PATTERNS = {template: _pattern(template) for template in (*WITH_VALUES, *WORDS) if "%(" in template}


def template_of(sentence: str) -> str:
    """The marked sentence that this one is, or was made from; empty if there is none."""
    if sentence in PLAIN or sentence in WORDS:
        return sentence
    return next((template for template, pattern in _PATTERNS.items() if pattern.fullmatch(sentence)), "")


def on_page(sentence: str, page: int | None) -> str:
    """The sentence in the language of the moment, with the page it is about if that matters."""
    told = translated(sentence)
    return gettext("Page %(page)s: %(sentence)s") % {"page": page, "sentence": told} if page else told


def translated(sentence: str) -> str:
    """The sentence in the language of the moment; as it is where no translation knows it."""
    template = template_of(sentence)
    found = _PATTERNS[template].fullmatch(sentence) if template in _PATTERNS else None
    if not found:
        return gettext(sentence)
    values = found.groupdict()
    return gettext(template) % {name: translated(value) if name in _OURS else value for name, value in values.items()}


def plain_text(warning: Mapping[str, Any]) -> str:
    """A warning's sentence to be translated, without the values that pages show beside their fields."""
    if values := warning.get("values"):
        return who_disagrees(one["source"] for one in values)
    return str(warning["text"])
