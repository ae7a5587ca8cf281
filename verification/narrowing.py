"""The forms that narrow the queue and the list of answers; they travel in the address."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from distributors.models import Branch
from verification.answered import ANSWERS, Asked
from verification.desks import Desk
from verification.problem_words import WORDS
from verification.waiting import ORDERS, SURE_FIRST, Wanted


class _WordsForm(forms.Form):
    """How somebody calls a claim."""

    words = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/", "autocomplete": "off"}),
    )


class NarrowForm(_WordsForm):
    """How the queue is ordered and what of it is wanted; every field may be left empty."""

    problem = forms.ChoiceField(label=_("Problem"), required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    least = forms.DecimalField(label=_("Total from"), required=False, min_value=0, max_digits=12, decimal_places=2)
    most = forms.DecimalField(label=_("Total to"), required=False, min_value=0, max_digits=12, decimal_places=2)
    order = forms.ChoiceField(label=_("Within a day"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(WORDS.items(), key=lambda one: str(one[1]))
        self.fields["problem"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]
        self.branches = {str(branch.uuid): branch for branch in _branches_of(desk)}
        if not self.branches:
            del self.fields["branch"]
            return
        choices = [(uuid, branch.name) for uuid, branch in self.branches.items()]
        self.fields["branch"].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is wanted; a field that makes no sense narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        uuid = said.get("branch", "")
        return Wanted(
            order=said.get("order") or SURE_FIRST,
            branch=self.branches[uuid].pk if uuid else None,
            branch_uuid=uuid,
            least=said.get("least"),
            most=said.get("most"),
            problem=said.get("problem", ""),
            words=said.get("words", ""),
        )


class AnsweredForm(_WordsForm):
    """Which answers are looked for; both fields may be left empty."""

    answer = forms.ChoiceField(label=_("Answer"), required=False, choices=[("", _("all")), *ANSWERS])

    def asked(self) -> Asked:
        """What is looked for; a field that makes no sense narrows nothing."""
        self.is_valid()
        return Asked(self.cleaned_data.get("answer", ""), self.cleaned_data.get("words", ""))


def _branches_of(desk: Desk) -> list[Branch]:
    if desk.distributor is None:
        return []
    branches = Branch.objects.filter(distributor=desk.distributor).order_by("name")
    return list(branches.filter(pk__in=desk.branches) if desk.branches else branches)


def form_of(address: QueryDict, desk: Desk) -> NarrowForm:
    """The form as the address fills it in."""
    return NarrowForm(address, desk=desk)


def as_uuid(text: str) -> UUID | None:
    """The uuid that an address names, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
