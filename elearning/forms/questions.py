"""A question of each kind, with rows for its answers: what stays empty is left out, and there is always one more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.content import Choose, Match, Number, Option, Order, Pair, Spot, new_key
from elearning.content.questions import Question
from elearning.forms.languages import InLanguages, Words, number_field
from elearning.forms.parts import Offered
from elearning.quizzes.scoring import as_number

WHOLE = 100
MOST_ROWS = 30
FEWEST_ROWS = 3

KINDS: Mapping[str, tuple[Words, Callable[[str], Question]]] = {
    "choose": (gettext_lazy("Choose one or several answers"), lambda key: Choose(key=key, text={}, options=())),
    "order": (gettext_lazy("Put things in order"), lambda key: Order(key=key, text={}, items=())),
    "match": (gettext_lazy("Match what belongs together"), lambda key: Match(key=key, text={}, pairs=())),
    "number": (gettext_lazy("Type a number"), lambda key: Number(key=key, text={}, value=Decimal(0))),
    "spot": (
        gettext_lazy("Touch a place on a picture"),
        lambda key: Spot(key=key, text={}, picture="", shows={}, areas=()),
    ),
}
"""The kinds of questions: what they are called, and how one begins."""


def kind_of(question: Question) -> str:
    """By name, as in KINDS."""
    return type(question).__name__.lower()


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its number, its fields in groups of languages, and those that stand alone."""

    number: int
    groups: list[list[forms.BoundField]]
    singles: list[forms.BoundField]
    key: forms.BoundField | None = None


class DecimalField(forms.CharField):
    """A number as people type it, with comma or point."""

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        number = as_number(typed)
        if number is None:
            raise forms.ValidationError(_("Write a number, such as 12,5."))
        return number


class QuestionForm(InLanguages):
    """What all kinds have; the rows of answers are those of the kind."""

    row_words: Words = ""

    def __init__(self, *args: Any, question: Any, offered: Offered, rows: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.question = question
        self.offered = offered
        self.ask("text", _("Question"), question.text, rows=2, most=1000)
        self.ask_kind()
        filled = list(self.filled())
        self.count = min(MOST_ROWS, max(rows, len(filled) + 1, FEWEST_ROWS)) if self.row_words else 0
        for number in range(self.count):
            self.ask_row(number, filled[number] if number < len(filled) else None)
        self.ask("why", _("Explanation, told after passing"), question.why, rows=2, most=2000)
        self.fields["points"] = number_field(_("Points"), question.points, most=100)
        if self.row_words and not isinstance(question, Spot):
            self.fields["partial"] = forms.BooleanField(
                label=_("Give a part of the points for a part of the answer"),
                required=False,
                initial=question.partial,
            )

    def ask_kind(self) -> None:
        """Fields of this kind that are no rows."""

    def filled(self) -> Sequence[Any]:
        """The rows that there are."""
        return ()

    def ask_row(self, number: int, given: Any) -> None:
        """Fields of one row."""

    def kind_value(self) -> dict[str, Any]:
        """What this kind has besides."""
        return {}

    def value(self) -> Question:
        """The question with what was typed."""
        changed: Question = replace(
            self.question,
            text=self.said("text"),
            why=self.said("why"),
            points=self.cleaned_data["points"],
            partial=self.cleaned_data.get("partial", self.question.partial),
            **self.kind_value(),
        )
        return changed

    def key(self, number: int, given: str) -> None:
        """The key of a row goes along, so that it stays the same thing wherever it stands."""
        self.fields[f"{number}-key"] = forms.SlugField(
            required=False, max_length=40, initial=given, widget=forms.HiddenInput
        )

    def key_of(self, number: int, name: str = "key") -> str:
        """The key of a row; a new one has none yet."""
        return self.cleaned_data.get(f"{number}-{name}") or new_key()

    def rows(self) -> Iterator[Row]:
        """All rows as they are shown."""
        for number in range(self.count):
            names = [name for name in self.fields if name.startswith(f"{number}-")]
            texts = [name for name in self.given if name.startswith(f"{number}-")]
            grouped = {f"{text}-{language}" for text in texts for language in self.languages}
            hidden = [name for name in names if self[name].is_hidden]
            singles = [self[name] for name in names if name not in grouped and name not in hidden]
            yield Row(number + 1, [self.group(name) for name in texts], singles, self[hidden[0]] if hidden else None)

    def singles(self) -> list[forms.BoundField]:
        """Fields of the kind that stand alone, above the rows."""
        return []

    def groups(self) -> list[list[forms.BoundField]]:
        """Groups of the kind that stand above the rows."""
        return []


class ChooseForm(QuestionForm):
    """One or several right answers; each may say something to whoever chose it."""

    row_words = gettext_lazy("Answer")

    def filled(self) -> Sequence[Option]:
        return self.question.options  # type: ignore[no-any-return]

    def ask_row(self, number: int, given: Option | None) -> None:
        given = given or Option("", {})
        self.key(number, given.key)
        self.ask(f"{number}-text", _("Answer"), given.text)
        self.fields[f"{number}-right"] = forms.BooleanField(
            label=_("This is right"), required=False, initial=given.is_right
        )
        self.ask(f"{number}-feedback", _("Said to who chose it"), given.feedback, most=600)

    def kind_value(self) -> dict[str, Any]:
        options = (
            Option(self.key_of(number), text, self.cleaned_data[f"{number}-right"], self.said(f"{number}-feedback"))
            for number in range(self.count)
            if (text := self.said(f"{number}-text"))
        )
        return {"options": tuple(options)}


class OrderForm(QuestionForm):
    """Things as they should stand; the number tells the place."""

    row_words = gettext_lazy("Thing")

    def filled(self) -> Sequence[Option]:
        return self.question.items  # type: ignore[no-any-return]

    def ask_row(self, number: int, given: Option | None) -> None:
        given = given or Option("", {})
        self.key(number, given.key)
        self.fields[f"{number}-place"] = number_field(_("Place"), number + 1, least=1, most=MOST_ROWS)
        self.ask(f"{number}-text", _("Thing"), given.text)

    def kind_value(self) -> dict[str, Any]:
        items = [
            (self.cleaned_data[f"{number}-place"], number, Option(self.key_of(number), text))
            for number in range(self.count)
            if (text := self.said(f"{number}-text"))
        ]
        return {"items": tuple(item for _place, _number, item in sorted(items, key=lambda one: one[:2]))}


class MatchForm(QuestionForm):
    """Pairs; the right sides are mixed when they are shown."""

    row_words = gettext_lazy("Pair")

    def filled(self) -> Sequence[Pair]:
        return self.question.pairs  # type: ignore[no-any-return]

    def ask_row(self, number: int, given: Pair | None) -> None:
        given = given or Pair("", "", {}, {})
        self.key(number, given.key)
        self.ask(f"{number}-left", _("Left"), given.left)
        self.ask(f"{number}-right", _("belongs to"), given.right)

    def kind_value(self) -> dict[str, Any]:
        known = {pair.key: pair.right_key for pair in self.question.pairs}
        pairs = []
        for number in range(self.count):
            left, right, key = self.said(f"{number}-left"), self.said(f"{number}-right"), self.key_of(number)
            if left or right:
                pairs.append(Pair(key, known.get(key) or new_key(), left, right))
        return {"pairs": tuple(pairs)}


class NumberForm(QuestionForm):
    """A number, right within a tolerance on either side."""

    def ask_kind(self) -> None:
        given: Number = self.question
        self.fields["value"] = DecimalField(label=_("Right number"), initial=plain(given.value), max_length=30)
        self.fields["tolerance"] = DecimalField(
            label=_("May be off by"),
            initial=plain(given.tolerance),
            max_length=30,
            help_text=_("On either side. 0: exactly this number."),
        )
        self.ask("unit", _("Unit"), given.unit, most=40)

    def kind_value(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"value": told["value"], "tolerance": told["tolerance"], "unit": self.said("unit")}

    def clean_tolerance(self) -> Decimal:
        """Below nothing no answer could be right."""
        tolerance: Decimal = self.cleaned_data["tolerance"]
        if tolerance < 0:
            raise forms.ValidationError(_("0 or more."))
        return tolerance

    def singles(self) -> list[forms.BoundField]:
        return [self["value"], self["tolerance"]]

    def groups(self) -> list[list[forms.BoundField]]:
        return [self.group("unit")]


def plain(number: Decimal) -> str:
    """As it is typed: without needless zeros."""
    return f"{number.normalize():f}" if number else "0"
