"""The admin's list of what was changed about distributors; a module of its own, for the others are long enough."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from distributors.models import PartnerChange
from participants.admin_columns import moment
from participants.admin_scope import ProgramAdmin, ReadOnly, own


class ChangePage(ReadOnly, ProgramAdmin):
    """Who changed what about distributors' people, links and part in the program."""

    program_path = "distributor__program"
    list_display = ("when", "seller", "kind", "about", "said_was", "said_became", "made_by")
    list_select_related = ("distributor", "person", "invitation", "link", "made_by")
    list_filter = (own("distributor"), "kind")
    search_fields = ("distributor__name", "person__email", "made_by__email")
    search_help_text = _("A distributor, or somebody's e-mail")
    ordering = ("-made_at", "-pk")
    list_display_links = None

    when = staticmethod(moment("made_at", _("when")))

    @admin.display(description=_("whom or what"))
    def about(self, change: PartnerChange) -> str:
        return change.about or "–"

    @admin.display(description=_("was"))
    def said_was(self, change: PartnerChange) -> str:
        return change.said_was or "–"

    @admin.display(description=_("became"))
    def said_became(self, change: PartnerChange) -> str:
        return change.said_became or "–"

    @admin.display(description=_("distributor"), ordering="distributor__name")
    def seller(self, change: PartnerChange) -> str:
        return change.distributor.name
