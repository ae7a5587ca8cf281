"""Forms of campaigns: what their codes need besides themselves must be there to be had."""

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from campaigns.batches import BatchState
from campaigns.models import Campaign, Product


class CampaignForm(forms.ModelForm):
    """A campaign; codes that count only with an EAN need products that have one."""

    class Meta:
        model = Campaign
        fields = "__all__"  # noqa: DJ007 - the page names them

    def clean(self) -> dict[str, Any]:
        """Nobody could redeem the codes of a product without a GTIN."""
        values = super().clean() or {}
        if values.get("codes_need_ean") and self.instance.pk:
            left_out = {"code_batches__state": BatchState.RECALLED}
            products = Product.objects.filter(code_batches__campaign=self.instance, gtins=None).exclude(**left_out)
            if named := ", ".join(sorted({str(product) for product in products})):
                self.add_error("codes_need_ean", _("Without a GTIN: %(products)s.") % {"products": named})
        return values


class AreaRows(BaseInlineFormSet):
    """The places of a campaign."""

    def clean(self) -> None:
        """A campaign that wants codes redeemed within a place names one."""
        super().clean()
        told = [getattr(form, "cleaned_data", {}) for form in self.forms]
        if self.instance.codes_need_place and not any(one and not one.get("DELETE") for one in told):
            raise forms.ValidationError(_("Name at least one place, or do not ask for it."))
