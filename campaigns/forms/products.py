"""Forms of the admin where a plain field is not enough."""

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from stdnum import ean
from stdnum.exceptions import ValidationError as BadNumber

from campaigns.matching import alias_key
from campaigns.models import ProductAlias, ProductGtin


class GtinForm(forms.ModelForm):
    """A trade item number with a right check digit, kept as 14 digits."""

    class Meta:
        model = ProductGtin
        fields = ("gtin",)

    def clean_gtin(self) -> str:
        """As 14 digits."""
        try:
            return ean.validate(self.cleaned_data["gtin"]).zfill(14)
        except BadNumber as wrong:
            raise forms.ValidationError(_("This is not a GTIN: its check digit does not fit.")) from wrong


class GtinRows(BaseInlineFormSet):
    """A product's GTINs: each names one product of the program."""

    def clean(self) -> None:
        """Another product's GTIN is answered here, because the rows themselves do not show their program."""
        super().clean()
        for form in self.initial_forms + self.extra_forms:
            gtin = getattr(form, "cleaned_data", {}).get("gtin")
            holders = ProductGtin.objects.filter(program=self.instance.program_id, gtin=gtin).select_related("product")
            if gtin and (taken := holders.exclude(pk=form.instance.pk).first()):
                form.add_error("gtin", _("%(product)s has this GTIN already.") % {"product": taken.product})


class AliasForm(forms.ModelForm):
    """A printed name, unique at its distributor."""

    class Meta:
        model = ProductAlias
        fields = ("distributor", "printed")

    def clean(self) -> dict[str, Any]:
        """The same printed name means one product."""
        values = super().clean() or {}
        self.instance.key = alias_key(values.get("printed", ""))
        taken = ProductAlias.objects.filter(distributor=values.get("distributor"), key=self.instance.key)
        if values.get("printed") and taken.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This distributor's name for a product is taken already."))
        return values
