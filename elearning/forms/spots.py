"""A question that is answered by touching a picture: its right places, drawn by hand or typed in per cent."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.content import Area
from elearning.forms.languages import choice_field
from elearning.forms.parts import Kind
from elearning.forms.questions import (
    WHOLE,
    ChooseForm,
    DecimalField,
    MatchForm,
    NumberForm,
    OrderForm,
    QuestionForm,
    plain,
)

SIDES = {
    "left": gettext_lazy("From the left, per cent"),
    "top": gettext_lazy("From the top, per cent"),
    "width": gettext_lazy("Wide, per cent"),
    "height": gettext_lazy("High, per cent"),
}


class SpotForm(QuestionForm):
    """A picture, and the areas in which a touch is right."""

    row_words = gettext_lazy("Right place")

    def ask_kind(self) -> None:
        self.fields["picture"] = choice_field(_("Picture"), self.question.picture, self.offered[Kind.PICTURE])
        self.ask(
            "shows",
            _("What the picture shows"),
            self.question.shows,
            help_text=_("Read out to those who do not see it; it must not give the answer away."),
        )

    @property
    def shown_picture(self) -> str:
        """The key of the chosen picture, if it is there."""
        chosen = str(self["picture"].value() or "")
        return chosen if chosen in dict(self.offered[Kind.PICTURE]) else ""

    def filled(self) -> Sequence[Area]:
        return self.question.areas  # type: ignore[no-any-return]

    def ask_row(self, number: int, given: Area | None) -> None:
        for side, label in SIDES.items():
            self.fields[f"{number}-{side}"] = DecimalField(
                label=label,
                required=False,
                max_length=12,
                initial=plain(getattr(given, side) * WHOLE) if given else "",
                widget=forms.TextInput({"inputmode": "decimal", "data-side": side}),
            )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(self.count):
            sides = [told.get(f"{number}-{side}") for side in SIDES]
            if any(side is not None for side in sides) and (words := _wrong(sides)):
                self.add_error(f"{number}-left", words)
        return told

    def kind_value(self) -> dict[str, Any]:
        rows = ([self.cleaned_data[f"{number}-{side}"] for side in SIDES] for number in range(self.count))
        areas = tuple(Area(*(side / WHOLE for side in sides)) for sides in rows if None not in sides)
        return {"picture": self.cleaned_data["picture"], "shows": self.said("shows"), "areas": areas}

    def singles(self) -> list[forms.BoundField]:
        return [self["picture"]]

    def groups(self) -> list[list[forms.BoundField]]:
        return [self.group("shows")]


def _wrong(sides: Sequence[Decimal | None]) -> str:
    left, top, width, height = sides
    if left is None or top is None or width is None or height is None:
        return _("Fill in all four numbers, or none.")
    if min(left, top) < 0 or min(width, height) <= 0 or max(left + width, top + height) > WHOLE:
        return _("This place does not lie within the picture: from 0 to 100 per cent each way.")
    return ""


FORMS: dict[str, type[QuestionForm]] = {
    "choose": ChooseForm,
    "order": OrderForm,
    "match": MatchForm,
    "number": NumberForm,
    "spot": SpotForm,
}
"""By kind."""
