"""What a rule is tried on: an example basket, or the claims of a past period."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.measuring import measures
from campaigns.models import Product, TryOut
from campaigns.rules import ClaimFacts, LineFacts
from distributors.models import Distributor
from participants.certifying import certificate_names
from participants.models import Segment
from programs.models import Program

LINES = 5
OFFERED = 300
"""Products in the list of suggestions; others are typed."""
LONGEST = timedelta(days=3 * 366)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


class BasketForm(forms.Form):
    """One purchase with up to LINES lines. It works by GET, so that an example can be sent on as an address."""

    day = _day(_("Bought on"))
    distributor = forms.ModelChoiceField(Distributor.objects.none(), label=_("Distributor"), required=False)
    segment = forms.ModelChoiceField(Segment.objects.none(), label=_("Segment of the buyer"), required=False)
    certificate = forms.ChoiceField(label=_("Certificate of the buyer"), required=False)
    joined = _day(_("Joined on"), required=False)
    company = forms.BooleanField(label=_("Works for a company"), required=False)

    def __init__(self, data: Any, *, program: Program) -> None:
        super().__init__(data)
        self.program = program
        self.fields["distributor"].queryset = Distributor.objects.filter(program=program).order_by("name")  # type: ignore[attr-defined]
        self.fields["segment"].queryset = Segment.objects.filter(program=program).order_by("name")  # type: ignore[attr-defined]
        names = certificate_names(program)
        self.fields["certificate"].choices = [("", "---------"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        for place in range(1, LINES + 1):
            product = forms.CharField(label=_("Product"), required=False, max_length=200)
            product.widget.attrs = {"list": "tried-products", "autocomplete": "off"}
            self.fields[f"product_{place}"] = product
            self.fields[f"quantity_{place}"] = _number(_("Quantity"), 3)
            self.fields[f"amount_{place}"] = _number(_("Amount without tax"), 2)

    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each line."""
        for place in range(1, LINES + 1):
            yield [self[f"{name}_{place}"] for name in ("product", "quantity", "amount")]

    def about(self) -> list[forms.BoundField]:
        """The fields for the whole purchase."""
        return [self[name] for name in ("day", "distributor", "segment", "certificate", "joined", "company")]

    def offered(self) -> list[Product]:
        """Products to be suggested."""
        return list(Product.objects.filter(program=self.program, is_active=True).order_by("name")[:OFFERED])

    def clean(self) -> dict[str, Any]:
        """Each line with its product, found by number or name."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(1, LINES + 1):
            typed, quantity = told.get(f"product_{place}"), told.get(f"quantity_{place}")
            if not typed:
                continue
            told[f"found_{place}"] = product_called(self.program, typed)
            if told[f"found_{place}"] is None:
                self.add_error(f"product_{place}", _("No product has this number or name."))
            if not quantity:
                self.add_error(f"quantity_{place}", _("Say how many."))
        return told

    def facts(self) -> ClaimFacts:
        """The basket as rules look at it; nothing was counted before it."""
        told = self.cleaned_data
        lines = [self._line(place) for place in range(1, LINES + 1) if told.get(f"found_{place}")]
        return ClaimFacts(
            lines=tuple(lines),
            bought_on=told["day"],
            distributor_id=told["distributor"].pk if told["distributor"] else 0,
            segments=frozenset([told["segment"].name] if told["segment"] else []),
            certificates=frozenset([told["certificate"]] if told["certificate"] else []),
            enrolled_on=told["joined"],
            has_company=told["company"],
            has_clerk=True,
        )

    def _line(self, place: int) -> LineFacts:
        told = self.cleaned_data
        product, amount = told[f"found_{place}"], told[f"amount_{place}"]
        held = {"content": product.content, "content_measure": product.content_measure}
        return LineFacts(
            product_id=product.pk,
            measures=measures(told[f"quantity_{place}"], "", **held),
            net=amount,
            gross=None if amount is None else round(amount * (1 + self.program.usual_tax_rate / 100), 2),
            category=product.category,
            brand=product.brand,
        )


def _number(label: Any, places: int) -> forms.DecimalField:
    lowest = Decimal(1).scaleb(-places)
    return forms.DecimalField(label=label, required=False, min_value=lowest, max_digits=12, decimal_places=places)


def product_called(program: Program, typed: str) -> Product | None:
    """The product of this SKU, else the only one of this name."""
    products = Product.objects.filter(program=program, is_active=True)
    sku = typed.strip().rpartition(" · ")[2]
    if known := products.filter(sku__iexact=sku).first():
        return known
    named = list(products.filter(Q(name__iexact=typed.strip()) | Q(names__name__iexact=typed.strip())).distinct()[:2])
    return named[0] if len(named) == 1 else None


def example(tryout: TryOut, *, today: date) -> dict[str, Any]:
    """A basket to begin with: products that the draft names, or any."""
    program = tryout.campaign.program
    named = Product.objects.filter(program=program, is_active=True, pk__in=tryout.rule_products)
    any_of = Product.objects.filter(program=program, is_active=True).order_by("pk")
    basket: dict[str, Any] = {"day": today.isoformat()}
    for place, product in enumerate(list(named.order_by("pk")[:3]) or list(any_of[:2]), start=1):
        basket |= {f"product_{place}": product.sku, f"quantity_{place}": "10", f"amount_{place}": "200"}
    return basket


class PeriodForm(forms.Form):
    """From which day to which claims were sent."""

    since = _day(_("Claims sent from"))
    until = _day(_("to"))

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and not timedelta(0) <= until - since <= LONGEST:
            self.add_error("until", _("Choose a day after the first one, at most three years later."))
        return told
