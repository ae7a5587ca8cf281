"""Reference pages that are made from the code, so that they cannot grow old."""

from pathlib import Path

from django.utils import translation

from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason
from claims.states import TRANSITIONS, Status
from config import personal_data_page

MADE = "Made by `manage.py write_reference`; a test compares it with the code.\n"


def pages(docs: Path) -> dict[Path, str]:
    """Every made page with its text, in English."""
    with translation.override("en"):
        return {
            docs / "reasons.md": _reasons(),
            docs / "workflow.md": _workflow(),
            docs / "personal-data.md": personal_data_page.page(MADE),
        }


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
