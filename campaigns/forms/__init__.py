"""Forms of the admin where a plain field is not enough."""

from campaigns.forms.products import AliasForm, GtinForm, GtinRows
from campaigns.forms.rules import KINDS, RuleForm, form_for

__all__ = ["KINDS", "AliasForm", "GtinForm", "GtinRows", "RuleForm", "form_for"]
