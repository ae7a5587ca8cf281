"""Forms for clerks: an account for the invited, columns of a sales file, keys."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from distributors.models import Branch, Clerk, Distributor, JoinLink, SalesKey, SalesMapping
from distributors.reading.facts import Fact, guessed
from distributors.services.inviting import why_not_link_of
from distributors.services.taking_part import CHOSEN
from participants.models import User


class NewClerkForm(forms.Form):
    """A new account for the invited address."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """The same demands as everywhere else."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password


class ColumnsForm(forms.Form):
    """What each column of a file means; what the names of the columns say stands there already."""

    day_order = forms.ChoiceField(label=_("Days"), choices=SalesMapping.DayOrder, required=False)
    decimal_sign = forms.ChoiceField(label=_("Decimal sign"), choices=SalesMapping.Sign, required=False)

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meanings = {position: fact for fact, position in guessed(names).items()}
        for position, name in enumerate(names):
            field = forms.ChoiceField(choices=[("", _("not used")), *Fact.choices], required=False, label=name or "–")
            field.initial = meanings.get(position, "")
            field.widget.attrs["aria-label"] = name or str(position + 1)
            self.fields[f"column_{position}"] = field
        self.count = len(names)

    def columns(self) -> list[forms.BoundField]:
        """The fields of the columns in their order."""
        return [self[f"column_{position}"] for position in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """Each meaning for one column at most."""
        told = [self.cleaned_data.get(f"column_{position}") or "" for position in range(self.count)]
        for fact in Fact:
            if told.count(fact.value) > 1:
                self.add_error(None, _("Two columns are named “%(fact)s”. Choose one.") % {"fact": fact.label})
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """As the service takes it."""
        told = ((position, self.cleaned_data[f"column_{position}"]) for position in range(self.count))
        return {
            "positions": {Fact(fact): position for position, fact in told if fact},
            "day_order": self.cleaned_data["day_order"],
            "decimal_sign": self.cleaned_data["decimal_sign"],
        }


class JoinLinkForm(forms.ModelForm):
    """A link, its distributor and its clerk."""

    class Meta:
        model = JoinLink
        fields = ("distributor", "branch", "clerk", "label", "is_active")
        labels: ClassVar = {"distributor": capfirst(_("distributor")), "branch": capfirst(_("branch"))}

    def clean(self) -> dict[str, Any]:
        """The clerk works there."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        clerk, distributor = told.get("clerk"), told.get("distributor")
        if clerk and distributor and (reason := why_not_link_of(clerk, distributor=distributor)):
            self.add_error("clerk", reason)
        return told


class KeyForm(forms.Form):
    """A new key."""

    label = forms.CharField(label=_("What is it for?"), max_length=60, help_text=_("Such as the name of your program."))


class PlaceForm(forms.Form):
    """What somebody does at the distributor: role, and for which branches; for distributors without branches, role."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Clerk.Role.choices,
        initial=Clerk.Role.CLERK,
        help_text=_("A head invites and dismisses, sees the firm's own account, and hears of claims that are late."),
    )
    branches = forms.ModelMultipleChoiceField(
        Branch.objects.none(),
        label=_("Branches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )

    def __init__(self, *args: Any, distributor: Distributor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = Branch.objects.filter(distributor=distributor).order_by("name")
        field: Any = self.fields["branches"]
        field.queryset, field.label_from_instance = branches, lambda branch: branch.name
        if not branches.exists():
            del self.fields["branches"]

    def told(self) -> dict[str, Any]:
        """As the services take it."""
        return {"role": Clerk.Role(self.cleaned_data["role"]), "branches": list(self.cleaned_data.get("branches", ()))}


class InviteForm(PlaceForm):
    """Whom to invite, and for what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "role", "branches")


class DismissForm(forms.Form):
    """Which keys that somebody made are withdrawn with the dismissal: all of them unless the head says otherwise."""

    keys = forms.ModelMultipleChoiceField(
        SalesKey.objects.none(),
        label=_("Withdraw these keys too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("This person made them and may know them. A program that uses one stops handing over sales."),
    )

    def __init__(self, *args: Any, keys: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].queryset = keys  # type: ignore[attr-defined]
        self.fields["keys"].initial = [key.pk for key in keys]
        if not keys:
            del self.fields["keys"]


class LinkForm(forms.Form):
    """A new invitation link."""

    label = forms.CharField(
        label=_("Where will it hang?"), max_length=100, help_text=_("Such as: counter, entrance, trade fair.")
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=_("Branch"), required=False, empty_label=_("the whole firm")
    )

    def __init__(self, *args: Any, distributor: Distributor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = Branch.objects.filter(distributor=distributor).order_by("name")
        field: Any = self.fields["branch"]
        field.queryset, field.label_from_instance = branches, lambda branch: branch.name
        if not branches.exists():
            del self.fields["branch"]


class TakingPartForm(forms.ModelForm):
    """How a distributor takes part; what is asked is what `services.taking_part` keeps."""

    class Meta:
        model = Distributor
        fields = CHOSEN
        labels: ClassVar = {
            "answers_by_mail": _("Mail claims to"),
            "offers_sales": _("Offer our sales to those who bought"),
            "staff_rewards": _("Rewards for our clerks"),
        }
