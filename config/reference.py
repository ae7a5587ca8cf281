"""Reference pages that are made from the code, so that they cannot grow old."""

from pathlib import Path

from django.utils import translation

from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason
from claims.states import TRANSITIONS, Status
from config import personal_data_page
from verification.problems import KINDS, Kind
from verification.problems.values import weight_of

MADE = "Made by `manage.py write_reference`; a test compares it with the code.\n"


def pages(docs: Path) -> dict[Path, str]:
    """Every made page with its text, in English."""
    with translation.override("en"):
        return {
            docs / "problems.md": _problems(),
            docs / "reasons.md": _reasons(),
            docs / "workflow.md": _workflow(),
            docs / "personal-data.md": personal_data_page.page(MADE),
        }


def _problems() -> str:
    head = """# Problems

What can stand against a claim. Each problem has a code, a weight, a sentence with the facts in the language of the
reader, and
the evidence for it. Notes weigh 0 to 9, doubts 10 to 99, blocks 100. A claim weighs what its doubts and blocks weigh
together; by that weight the campaign sends it to the distributor's queue or to the organizer.
"""
    columns = ["| code | weight | when | shown | what can be done |", "|---|---|---|---|---|"]
    return "\n".join([head, MADE, *columns, *(_problem(kind) for kind in KINDS.values()), "", _PROBLEM_SIGNS, ""])


def _problem(kind: Kind) -> str:
    signs = (" ¹" * kind.is_settled_by_sale) + (" ²" * kind.is_liftable) + (" ³" * kind.is_for_organizer)
    weight = f"{kind.points}, {weight_of(kind.points).value}{signs}"
    return f"| `{kind.code}` | {weight} | {kind.means} | {kind.shows} | {kind.act} |"


_PROBLEM_SIGNS = """¹ Only a note where the distributor's own sale proves the claim.
² The organizer may confirm past it, and says why.
³ Told to the organizer only.

What reading says of a file (`reading-…`) has the code of its warning; those without a row are `reading`."""


def _reasons() -> str:
    rows = [f"| `{reason.value}` | {reason.label} | {_uses(reason)} |" for reason in Reason]
    head = "# Reasons\n\nWhy a claim was refused, questioned or taken back. Codes are kept for good.\n"
    return "\n".join([head, MADE, "| code | what the participant reads | used to |", "|---|---|---|", *rows, ""])


def _uses(reason: Reason) -> str:
    uses = {"refuse": REFUSALS, "ask": QUESTIONS, "reverse": REVERSALS}
    return ", ".join(name for name, reasons in uses.items() if reason in reasons)


def _workflow() -> str:
    arrows = [f"    {was.value} --> {to.value}" for was in Status for to in sorted(TRANSITIONS[was])]
    drawing = ["```mermaid", "stateDiagram-v2", "    [*] --> draft", *arrows, "```"]
    words = [f"| `{status.value}` | {status.label} | {_followers(status)} |" for status in Status]
    head = "# The way of a claim\n\nThe only ways from one status to another; each is written with its history line.\n"
    table = ["| status | what people read | can become |", "|---|---|---|", *words, ""]
    return "\n".join([head, MADE, *drawing, "", *table])


def _followers(status: Status) -> str:
    return ", ".join(f"`{to}`" for to in sorted(TRANSITIONS[status])) or "nothing: it is decided for good"
