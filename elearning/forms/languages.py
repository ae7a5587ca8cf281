"""Words in each language in which a course is offered, side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from elearning.content import Texts

Words = str | Promise
LONGEST = 300
LONGEST_TEXT = 60_000


def language_name(code: str) -> str:
    """As its speakers would look for it here; the code where it is none of ours."""
    return str(dict(settings.LANGUAGES).get(code, code))


class InLanguages(forms.Form):
    """A form in which the same thing can be said in several languages. Words in others stay as they were."""

    def __init__(self, *args: Any, languages: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = tuple(languages)
        self.given: dict[str, Texts] = {}

    def ask(
        self, name: str, label: Words, given: Texts, *, rows: int = 0, most: int = LONGEST, help_text: Words = ""
    ) -> None:
        """A field for each language, of so many `rows`; 0: one line."""
        self.given[name] = given
        for language in self.languages:
            self.fields[f"{name}-{language}"] = forms.CharField(
                label=f"{label} ({language_name(language)})" if len(self.languages) > 1 else str(label),
                initial=given.get(language, ""),
                required=False,
                max_length=most,
                help_text=str(help_text),
                widget=_widget(rows, language),
            )

    def said(self, name: str) -> Texts:
        """What was typed, by language; nothing stands where nothing was."""
        typed = {one: self.cleaned_data.get(f"{name}-{one}", "") for one in self.languages}
        kept = {one: text for one, text in self.given[name].items() if one not in typed}
        return kept | {one: text for one, text in typed.items() if text}

    def group(self, name: str) -> list[forms.BoundField]:
        """The fields of one thing, to stand side by side."""
        return [self[f"{name}-{language}"] for language in self.languages]

    @property
    def title_group(self) -> list[forms.BoundField]:
        """The title in all languages."""
        return self.group("title")

    @property
    def text_group(self) -> list[forms.BoundField]:
        """The text in all languages."""
        return self.group("text")

    @property
    def why_group(self) -> list[forms.BoundField]:
        """The explanation in all languages."""
        return self.group("why")


def _widget(rows: int, language: str) -> forms.Widget:
    if rows:
        return forms.Textarea({"rows": rows, "lang": language})
    return forms.TextInput({"lang": language})


def number_field(label: Words, given: int, *, most: int, least: int = 0, help_text: Words = "") -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=str(label), initial=given, min_value=least, max_value=most, help_text=str(help_text)
    )


def choice_field(
    label: Words, given: str, options: Sequence[tuple[str, str]], *, help_text: Words = ""
) -> forms.ChoiceField:
    """One of some materials, or none. One that is not there any more can stay chosen."""
    known = dict(options)
    missing = [(given, _("(not there any more)"))] if given and given not in known else []
    return forms.ChoiceField(
        label=str(label),
        initial=given,
        required=False,
        choices=[("", _("none")), *options, *missing],
        help_text=str(help_text),
    )
