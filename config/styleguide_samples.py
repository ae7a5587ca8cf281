"""What the styleguide shows: made-up people, papers and figures, the same on every visit."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.templatetags.static import static

from common.widgets import LongSelect

TODAY = date(2026, 11, 21)
DUE = date(2026, 11, 24)

PLACES: dict[str, tuple[float, float, float, float]] = {
    "issuer": (0.07, 0.055, 0.5, 0.088),
    "number": (0.74, 0.096, 0.93, 0.114),
    "date": (0.62, 0.118, 0.93, 0.136),
    "buyer": (0.07, 0.21, 0.36, 0.25),
    "line1": (0.07, 0.356, 0.93, 0.378),
    "line2": (0.07, 0.391, 0.93, 0.413),
    "line3": (0.07, 0.425, 0.93, 0.448),
    "total": (0.62, 0.592, 0.93, 0.618),
}
SHARES = (0.18, 0.15, None, 0.11, 0.12, 0.08, 0.07)
TABS = [
    {"label": "Waiting", "href": "#", "current": True, "count": 23},
    {"label": "Answered", "href": "#", "count": 1240},
    {"label": "Refused", "href": "#"},
]
LABELS = {
    "issuer": "Distributor",
    "number": "Number",
    "date": "Date",
    "buyer": "Buyer",
    "line1": "Elbow",
    "line2": "Valve",
    "line3": "Pipe",
    "total": "Total",
}
UNSURE = ("total", "line2")


PRODUCTS = {1: "Ball valve ½ inch, brass", 2: "Elbow 20 mm", 3: "Łącznik zaciskowy 16 mm", 4: "Pipe PEX 20 × 2, 50 m"}
FOUND_BY = {1: "RP-V15 05901234123457 ZAWÓR KUL.", 2: "RP-E20 KOLANO 20", 3: "RP-L16", 4: "RP-P20"}


class SampleForm(forms.Form):
    """One field of each kind."""

    number = forms.CharField(label="Invoice number", initial="FV/2026/11/0457")
    issued_on = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}), initial="2026-11-04")
    total = forms.CharField(label="Total", initial="1 284,50", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    email = forms.EmailField(label="E-mail", help_text="We send a code to it. Nothing else without your consent.")
    product = forms.IntegerField(label="Product", widget=LongSelect(PRODUCTS, empty="Choose a product", words="words"))
    note = forms.CharField(label="Note for the shop", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    terms = forms.BooleanField(label="I accept the terms of the program")
    reason = forms.ChoiceField(
        label="Reason",
        widget=forms.RadioSelect,
        choices=[("date", "Bought before the program began"), ("other", "Another reason")],
    )


def page() -> SimpleNamespace:
    """The sample invoice's only page."""
    return SimpleNamespace(url=static("sample-paper.svg"), width=800, height=1100, number=1)


def boxes() -> list[dict[str, Any]]:
    """A box per fact, the unsure ones standing out."""
    return [
        {"fact": fact, "label": LABELS[fact], "page": 1, "box": box, "tone": "look" if fact in UNSURE else ""}
        for fact, box in PLACES.items()
    ]


def with_problems() -> SampleForm:
    """The form as it comes back with problems."""
    form = SampleForm({"number": "", "email": "marek@", "total": "12o4", "reason": ""})
    form.add_error("total", "Write the total in digits, as 1284,50.")
    return form


def steps() -> list[dict[str, str]]:
    """A claim's way, under way."""
    return [
        {"state": "done", "text": "Sent", "when": "4 Nov, 14:05"},
        {"state": "done", "text": "Seen by Hurtownia Alfa", "when": "4 Nov, 15:40"},
        {"state": "now", "text": "Answer by Tuesday, 24 November", "note": "Most answers come within a day."},
        {"state": "todo", "text": "Points"},
    ]


def refused_steps() -> list[dict[str, str]]:
    """A claim's way that ended badly."""
    note = "Bought on 28 February; the program began on 1 March."
    return [
        {"state": "done", "text": "Sent", "when": "4 Nov, 14:05"},
        {"state": "refused", "text": "Refused: bought before the program began", "when": "5 Nov, 9:12", "note": note},
    ]


def context() -> dict[str, Any]:
    """Everything the styleguide's templates use."""
    per_day = [3, 5, 8, 4, 0, 2, 9, 12, 11, 7, 6, 1, 3, 14]
    rows = [
        ["Marek Nowak, Instalacje Sanitarne i Grzewcze", 12, Decimal("15420.50")],
        ["Anna Kowalska", 7, Decimal("8211.00")],
        ["Piotr Wiśniewski", 1, Decimal("99.90")],
    ]
    return {
        "today": TODAY,
        "due_on": DUE,
        "tones": ("look", "done", "refused"),
        "form": SampleForm(),
        "found_by": FOUND_BY.items(),
        "problem_form": with_problems(),
        "paper": page(),
        "papers": [page()],
        "boxes": boxes(),
        "places": PLACES,
        "where": {"text": "Read from the code on the document. Certain (100%)."},
        "steps": steps(),
        "refused_steps": refused_steps(),
        "total": Decimal("1284.50"),
        "quantities": {"elbow": Decimal("12"), "valve": Decimal("4"), "pipe": Decimal("2.5")},
        "per_day": [(f"{day} Nov", number) for day, number in enumerate(per_day, start=1)],
        "per_week": [(f"Week {number}", part, "", "#") for number, part in enumerate(SHARES, start=1)],
        "columns": ["Participant", ("Claims", "number"), ("Bought for", "number")],
        "table_rows": rows,
        "tabs": TABS,
        "codes": ("draft", "submitted", "queried", "verified", "refused", "withdrawn", "reversed"),
        "reading_codes": ("waiting", "reading", "read", "unreadable"),
        "course_codes": ("open", "passed", "failed", "unused", "redeemed", "expired", "sure", "unsure", "differs"),
        "place": "claims",
        "claims_url": "#",
        "points_url": "#points",
        "learn_url": "#learn",
        "sign_up_steps": ["E-mail", "Code", "Terms"],
    }
