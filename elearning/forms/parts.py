"""What a course is called, its modules, lessons and pools, and how its quiz is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.content import Captions, Content, Lesson, Module, Pool, Quiz, Video
from elearning.forms.languages import LONGEST_TEXT, InLanguages, choice_field, language_name, number_field
from elearning.models import Material

Offered = Mapping[str, Sequence[tuple[str, str]]]
"""Materials by kind, each with its key and name."""

Kind = Material.Kind


class AboutForm(InLanguages):
    """Title, summary, cover, and the languages in which the course is offered."""

    def __init__(self, *args: Any, content: Content, offered: Offered, **more: Any) -> None:
        super().__init__(*args, languages=content.languages, **more)
        self.content = content
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Offered in"),
            choices=settings.LANGUAGES,
            initial=list(content.languages),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Fields for one more language appear once this is saved."),
        )
        self.ask("title", _("Title"), content.title, most=200)
        self.ask("summary", _("Summary"), content.summary, rows=3, most=1000)
        self.fields["cover"] = choice_field(_("Cover picture"), content.cover, offered[Kind.PICTURE])

    def value(self, content: Content) -> Content:
        """The content with these words."""
        chosen = self.cleaned_data["languages"]
        # The order tells which language stands in for others, so what stood first stays first.
        languages = [one for one in content.languages if one in chosen]
        languages += [one for one in chosen if one not in languages]
        return replace(
            content,
            languages=tuple(languages),
            title=self.said("title"),
            summary=self.said("summary"),
            cover=self.cleaned_data["cover"],
        )


class GroupForm(InLanguages):
    """A module, or a pool of questions."""

    def __init__(self, *args: Any, group: Module | Pool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.group_ = group
        self.ask("title", _("Title"), group.title, most=200)
        if isinstance(group, Pool):
            self.fields["draw"] = number_field(
                _("Questions drawn for each attempt"),
                group.draw,
                most=200,
                help_text=_("0: all of them are asked."),
            )

    def value(self) -> Module | Pool:
        """The group with what was typed."""
        if isinstance(self.group_, Pool):
            return replace(self.group_, title=self.said("title"), draw=self.cleaned_data["draw"])
        return replace(self.group_, title=self.said("title"))


class LessonForm(InLanguages):
    """One lesson. What it holds besides, such as a package, stays."""

    def __init__(self, *args: Any, lesson: Lesson, offered: Offered, **more: Any) -> None:
        super().__init__(*args, **more)
        self.lesson = lesson
        video = lesson.video or Video()
        captions = {one.language: one.material for one in video.captions}
        self.ask("title", _("Title"), lesson.title, most=200)
        self.fields["minutes"] = number_field(_("Minutes it takes"), lesson.minutes, most=600)
        self.ask("text", _("Text"), lesson.text, rows=16, most=LONGEST_TEXT)
        self.fields["film"] = choice_field(_("Film"), video.material, offered[Kind.VIDEO])
        self.fields["address"] = forms.URLField(
            label=_("Film at another address"),
            initial=video.address,
            required=False,
            assume_scheme="https",
            validators=[URLValidator(["http", "https"])],
            help_text=_("Participants leave for that site when they watch it."),
        )
        for language in self.languages:
            label = _("Captions in %(language)s") % {"language": language_name(language)}
            self.fields[f"captions-{language}"] = choice_field(
                label, captions.get(language, ""), offered[Kind.CAPTIONS]
            )
        self.fields["file"] = choice_field(_("File to take along"), lesson.file, offered[Kind.FILE])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("film") and told.get("address"):
            self.add_error("address", _("Choose a film that is kept here, or an address elsewhere, not both."))
        return told

    def value(self) -> Lesson:
        """The lesson with what was typed."""
        told = self.cleaned_data
        captions = tuple(
            Captions(language, told[f"captions-{language}"])
            for language in self.languages
            if told[f"captions-{language}"]
        )
        others = (one for one in (self.lesson.video or Video()).captions if one.language not in self.languages)
        video = Video(told["film"], told["address"], (*captions, *others))
        return replace(
            self.lesson,
            title=self.said("title"),
            minutes=told["minutes"],
            text=self.said("text"),
            video=video if video.material or video.address else None,
            file=told["file"],
        )

    @property
    def media_fields(self) -> list[forms.BoundField]:
        """Film, its captions, and the file."""
        captions = (f"captions-{language}" for language in self.languages)
        return [self[name] for name in ("film", *captions, "address", "file")]


class QuizForm(forms.Form):
    """How the quiz is taken."""

    pass_mark = forms.IntegerField(
        label=gettext_lazy("Per cent of the points to pass with"), min_value=1, max_value=100
    )
    attempts = forms.IntegerField(
        label=gettext_lazy("Attempts in a row"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Then there is a pause. 0: as many as one likes."),
    )
    pause_hours = forms.IntegerField(label=gettext_lazy("Hours of pause"), min_value=0, max_value=24 * 90)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for one attempt"),
        min_value=0,
        max_value=600,
        help_text=gettext_lazy("0: as long as one likes."),
    )
    shuffles = forms.BooleanField(
        label=gettext_lazy("Questions and answers stand in another order each time"), required=False
    )

    def __init__(self, data: Any = None, *, quiz: Quiz) -> None:
        initial = {
            "pass_mark": quiz.pass_mark,
            "attempts": quiz.attempts,
            "pause_hours": quiz.pause_minutes // 60,
            "minutes": quiz.minutes,
            "shuffles": quiz.shuffles,
        }
        super().__init__(data, initial=initial)
        self.quiz = quiz

    def value(self) -> Quiz:
        """The quiz taken so; its questions stay. A pause that was no whole hours stays as it was, if untouched."""
        told = dict(self.cleaned_data)
        hours = told.pop("pause_hours")
        same = hours == self.quiz.pause_minutes // 60
        return replace(self.quiz, **told, pause_minutes=self.quiz.pause_minutes if same else hours * 60)
