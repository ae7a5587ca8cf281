"""The reference page of personal data, made from the list."""

from collections.abc import Iterator

from common.keeping import Kept, NotPersonal, Term
from config.keeping import KEPT, NOT_PERSONAL, TERMS

HEAD = """# Personal data

Every field that may say something about a person: what for, on which ground, how long, and how it ends. The list
stands in the code, in each app's `personal_data.py`; a test fails for a field that is neither in it nor named as not
personal.

A daily job takes away what is past its time; `manage.py forget --dry-run` says what it would take, `manage.py forget`
takes it now. An installation sets its own times by `KEEPING_DAYS`, for instance
`KEEPING_DAYS=evidence=400,wrong-codes=14`; a name that is not in the table below stops the start.

Legal grounds are those of article 6 of the GDPR. The times are sensible defaults for Poland, not legal advice: the
organizer, who answers for the data, should have them looked at.

A participant can take a copy of all own data along and leave, both from the details page. Who leaves loses name,
account and points at once, and so does everything that gave nothing; what stays hangs on a nameless row and ends by
the times below. Backups are not reached by any of this: keep them no longer than you must, and run `manage.py forget`
after restoring one.
"""


def page(made: str) -> str:
    """The page's whole text."""
    parts = [HEAD, made, "## How long\n", *_terms(), "\n## What, and what for\n", *_kept(), "\n## Not personal\n"]
    return "\n".join([*parts, *_not_personal(), ""])


def _terms() -> Iterator[str]:
    yield "| name | kept | counted from | why |"
    yield "|---|---|---|---|"
    for term in TERMS:
        kept, since = _days(term), term.since
        yield f"| `{term.code}` | {kept} | {since} | {term.why} |"


def _days(term: Term) -> str:
    return f"{term.days} days" if term.days is not None else "until an event"


def _kept() -> Iterator[str]:
    yield "| where | fields | what for | ground | kept | then |"
    yield "|---|---|---|---|---|---|"
    yield from (_row(kept) for kept in KEPT)


def _row(kept: Kept) -> str:
    return (
        f"| `{kept.model}` | {_names(kept)} | {kept.purpose} | {kept.ground.value} | `{kept.term.code}` | {kept.end} |"
    )


def _not_personal() -> Iterator[str]:
    yield "| where | fields | why |"
    yield "|---|---|---|"
    yield from (f"| `{one.model}` | {_names(one)} | {one.why} |" for one in NOT_PERSONAL)


def _names(row: Kept | NotPersonal) -> str:
    return "all" if row.fields == ("*",) else ", ".join(f"`{name}`" for name in row.fields)
