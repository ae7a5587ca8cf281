"""The form of one date of a course, by the program's clock, and the one that asks why it is cancelled."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from elearning.content import Content
from elearning.forms.languages import InLanguages, number_field
from elearning.models import CourseDate
from elearning.services.dates import Planned

MOST_SEATS = 5000


class DateForm(InLanguages):
    """When, where, who, how many. Moments are typed by the clock that is set while the form is used."""

    def __init__(self, *args: Any, content: Content, date: CourseDate | None = None, **more: Any) -> None:
        super().__init__(*args, languages=content.languages, **more)
        given: Any = date or CourseDate(seats=12)
        self.fields |= {
            "kind": forms.ChoiceField(label=_("Where"), choices=CourseDate.Kind.choices, initial=given.kind),
            "begins_at": _moment_field(_("Begins"), given.begins_at),
            "ends_at": _moment_field(_("Ends"), given.ends_at),
            "place": _text_field(_("Address"), given.place, 300, _("Street, town, and how to find the room.")),
            "link": _link_field(given.link),
            "trainer": _text_field(_("Trainer"), given.trainer, 150),
            "seats": number_field(_("Seats"), given.seats, most=MOST_SEATS, least=1),
            "closes_at": _moment_field(
                _("Seats can be taken until"), given.closes_at, required=False, help_text=_("Empty: until it begins.")
            ),
        }
        self.ask(
            "words",
            _("What else to know"),
            given.words,
            rows=3,
            most=1000,
            help_text=_("What to bring, where to park. Everybody who sees the course reads it."),
        )

    @property
    def words_group(self) -> list[forms.BoundField]:
        """What else to know in all languages."""
        return self.group("words")

    @property
    def singles(self) -> list[forms.BoundField]:
        """All that is said once, not in each language."""
        return [self[name] for name in self.fields if not name.startswith("words-")]

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        told = super().clean() or self.cleaned_data
        begins, ends, closes = (told.get(name) for name in ("begins_at", "ends_at", "closes_at"))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It ends after it begins."))
        if begins and closes and closes > begins:
            self.add_error("closes_at", _("This is after the beginning."))
        if told.get("kind") == CourseDate.Kind.ROOM and not told.get("place"):
            self.add_error("place", _("People have to know where to come."))
        if told.get("kind") == CourseDate.Kind.ONLINE and not told.get("link") and "link" not in self.errors:
            self.add_error("link", _("People need the link to come in."))
        return told

    def value(self) -> Planned:
        """What was typed; an online date has no address, one in a room no link."""
        told = self.cleaned_data
        is_room = told["kind"] == CourseDate.Kind.ROOM
        return Planned(
            kind=told["kind"],
            begins_at=told["begins_at"],
            ends_at=told["ends_at"],
            closes_at=told["closes_at"],
            place=told["place"] if is_room else "",
            link="" if is_room else told["link"],
            trainer=told["trainer"],
            seats=told["seats"],
            words=dict(self.said("words")),
        )


def _moment_field(label: str, given: Any, *, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
    return forms.DateTimeField(
        label=label, initial=given, required=required, help_text=help_text, widget=widget, input_formats=formats
    )


def _text_field(label: str, given: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, initial=given, required=False, max_length=most, help_text=help_text)


def _link_field(given: str) -> forms.CharField:
    return forms.CharField(
        label=_("Link"),
        initial=given,
        required=False,
        max_length=500,
        validators=[URLValidator(["http", "https"], message=_("A link begins with https://"))],
        help_text=_("Of an online date. Shown only to those who have a seat."),
    )
