"""The books as an organizer sees them: to search and to read. Nothing here can be changed, by nobody."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ledger.models import Account, Lot, Transfer
from participants.admin_columns import moment
from participants.admin_filters import Days
from participants.admin_scope import own
from participants.queries import administered_programs
from programs.models import Program


def _programs(request: HttpRequest) -> list[Program]:
    return administered_programs(request.user) if request.user.is_authenticated else []


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows the rows of the programs one looks after, and changes none."""

    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Nobody sees across programs."""
        return super().get_queryset(request).filter(program__in=_programs(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever looks after a program may read its books."""
        return request.user.is_staff and bool(_programs(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The query has sorted out what may be seen."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Lines come from services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A wrong line is made good by another line."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The database would refuse."""
        return False


class LotInline(admin.TabularInline):
    """What of an account ends when; seen through its account, so it needs no rule of its own."""

    model = Lot
    fields = readonly_fields = ("amount", "remaining", "expires_on")
    ordering = ("-pk",)
    can_delete = False
    max_num = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lot]:
        """Used-up lots would only hide the others."""
        return super().get_queryset(request).filter(remaining__gt=0)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who sees the account sees its lots."""
        return True


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts, by owner."""

    list_display = ("owner", "kind", "unit", "balance", "moved", "program")
    list_filter = (own("program"), "kind", "unit")
    list_select_related = ("program",)
    search_fields = ("owner",)
    search_help_text = _("An owner, such as participant:… or distributor:…")
    ordering = ("-pk",)
    fields = ("program", "owner", "kind", "unit", "balance", "moved_at")
    inlines = (LotInline,)

    moved = staticmethod(moment("moved_at", _("last moved")))


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin):
    """Transfers, newest first."""

    list_display = ("made", "kind", "amount", "unit", "giver", "receiver", "note", "by", "reference")
    list_filter = ("kind", "unit", ("made_at", Days), own("program"))
    list_select_related = ("debit", "credit", "made_by")
    date_hierarchy = "made_at"
    search_fields = ("reference__startswith", "debit__owner", "credit__owner")
    search_help_text = _("The beginning of a reference, such as claim:…, or an owner")
    ordering = ("-pk",)

    made = staticmethod(moment("made_at", _("made")))

    @admin.display(description=_("from"))
    def giver(self, line: Transfer) -> SafeString:
        return _account_link(line.debit)

    @admin.display(description=_("to"))
    def receiver(self, line: Transfer) -> SafeString:
        return _account_link(line.credit)

    @admin.display(description=_("by"))
    def by(self, line: Transfer) -> str:
        return str(line.made_by or "–")


def _account_link(account: Account) -> SafeString:
    """What kind of account; whose it is stands on its page."""
    address = reverse("admin:ledger_account_change", args=[account.pk])
    return format_html('<a href="{}">{}</a>', address, account.get_kind_display())
