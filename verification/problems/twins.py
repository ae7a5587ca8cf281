"""Problems of a document that was claimed more than once.

A near-same picture accuses nobody by itself: invoices of one printer look alike, more so on one day. It needs the same
number or the same total in both claims.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from verification.problems.facts import ClaimFacts
from verification.problems.making import problem
from verification.problems.values import BLOCKING, Problem, Twin

CONFIRMING = frozenset({"document_number", "total"})


def _twins(facts: ClaimFacts) -> Iterator[Problem]:
    for twin in facts.twins:
        if twin.by != "picture":
            yield _same(twin)
        elif CONFIRMING & set(twin.agrees):
            text = _("Claim %(number)s has a very similar picture, and %(facts)s are the same.")
            told = {"number": twin.number, "facts": ", ".join(_words(twin))}
            yield problem("like-picture", text % told, twin.agrees, twin=twin)


def _words(twin: Twin) -> list[str]:
    words = {"document_number": _("number"), "total": _("total"), "issue_date": _("date")}
    return [words[name] for name in twin.agrees]


def _same(twin: Twin) -> Problem:
    told = {"number": twin.number}
    if twin.is_verified and twin.by in {"identity", "fiscal"}:
        text = _("This document is paid for already: %(number)s.") % told
        return problem("same-document", text, points=BLOCKING, twin=twin)
    if twin.is_same_person:
        return problem("sent-before", _("The same person claimed this document before: %(number)s.") % told, twin=twin)
    if twin.is_colleague:
        text = _("Somebody of the same firm claimed this document: %(number)s.") % told
        return problem("colleague-claimed", text, twin=twin)
    code = "same-file" if twin.by == "bytes" else "same-document"
    return problem(code, _("Somebody else claimed this document: %(number)s.") % told, twin=twin)


FINDERS = (_twins,)
