"""Forms of signing up, joining and one's own details."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants import services
from participants.models import User
from programs.current import current_program
from programs.models import Program, Terms, terms_in_force


class JoinFields(forms.Form):
    """What a program asks of somebody who joins."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    company_name = forms.CharField(
        label=_("Your firm"),
        max_length=200,
        required=False,
        help_text=_("If you buy for a firm."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    company_tax_id = forms.CharField(
        label=_("Tax id of the firm"),
        max_length=20,
        required=False,
        help_text=_("As it stands on your invoices; it lets them be recognised."),
    )
    accepts_terms = forms.BooleanField(label=_("I accept the terms of the program"))
    accepts_contact = forms.BooleanField(label=_("You may write to me about offers and training"), required=False)

    def join(self, *, user: User, program: Program, through: str) -> None:
        """Write what was filled in."""
        wanted = {name: self.cleaned_data[name] for name in JoinFields.base_fields}
        services.join(user=user, program=program, through=through, now=timezone.now(), **wanted)


class SignupForm(JoinFields, AllauthSignupForm):  # type: ignore[misc]
    """Signing up and joining in one step."""

    field_order = ["email", "password1", "name", "company_name", "company_tax_id", "accepts_terms", "accepts_contact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "password1"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = _("At least 10 characters, and not a common one.")

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user row is there, before the address is confirmed."""
        if program := current_program(request):
            self.join(user=user, program=program, through="sign-up")


class DetailsForm(forms.Form):
    """One's own name, language and consent."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    accepts_contact = forms.BooleanField(label=_("You may write to me about offers and training"), required=False)
    shows_certificates = forms.BooleanField(label=_("Distributors may see my certificates"), required=False)


def wordings(program: Program | None) -> dict[str, Any]:
    """The wordings to show beside the join fields."""
    if program is None:
        return {"terms": None, "contact_terms": None, "certificate_terms": None}
    kinds = {
        "terms": Terms.Kind.PROGRAM,
        "contact_terms": Terms.Kind.CONTACT,
        "certificate_terms": Terms.Kind.CERTIFICATES,
    }
    return {name: terms_in_force(program, kind) for name, kind in kinds.items()}
