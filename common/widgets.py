"""Parts of forms that every app may use."""

from collections.abc import Mapping
from typing import Any

from django import forms


class LongSelect(forms.Widget):
    """A select of many options, made once for all lines of a page; a script makes it findable by typing.

    `words` is the id of a `components/choice_words.html` on the page: more words by which an option is found. The
    options of `likely` come first.
    """

    template_name = "components/choice.html"

    def __init__(self, options: Mapping[int, str], *, empty: object, words: str = "") -> None:
        super().__init__()
        self.options, self.empty, self.words = options, empty, words
        self.likely: tuple[int, ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        chosen = int(value) if str(value or "").isdigit() else 0
        likely = {option: self.options[option] for option in self.likely if option in self.options}
        own = {
            "options": (likely | dict(self.options)).items(),
            "chosen": chosen,
            "empty": self.empty,
            "words": self.words,
        }
        return context | own
