"""The page on which codes of another system come in: the file is checked line by line at once, and loaded by a job."""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.forms.codes import ImportForm
from campaigns.models import CodeBatch
from campaigns.services import importing
from campaigns.services.batches import BatchRefused
from campaigns.services.importing import BadLines
from common import writing
from participants.admin_scope import ProgramAdmin


class WithImport(ProgramAdmin):
    """A list of batches with a page for those that another system made."""

    def get_urls(self) -> list[Any]:
        """The page before the batches'."""
        view = self.admin_site.admin_view(self.import_codes)
        return [path("import/", view, name="campaigns_codebatch_import"), *super().get_urls()]

    def import_codes(self, request: HttpRequest) -> HttpResponse:
        """Choose and send the file; then the batch's page shows how far it is."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = self.get_form(request, form=ImportForm, fields=ImportForm.Meta.fields)
        form = asked(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and _received(request, form):
            return redirect(reverse("admin:campaigns_codebatch_change", args=[form.instance.pk]))
        own = {"title": _("Import codes"), "opts": self.opts, "form": form, "media": self.media + form.media}
        context = self.admin_site.each_context(request) | own
        status = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/codes_import.html", context, status=status)


def _received(request: HttpRequest, form: Any) -> bool:
    batch: CodeBatch = form.instance
    by: Any = request.user
    try:
        importing.receive(batch=batch, lines=_lines(form.cleaned_data["file"]), by=by, now=timezone.now())
    except BatchRefused as refusal:
        form.add_error("file", refusal.sentences if isinstance(refusal, BadLines) else str(refusal))
        return False
    count = writing.count(batch.count, get_language() or "en")
    messages.success(request, _("%(count)s codes were received and are being loaded.") % {"count": count})
    return True


def _lines(file: Any) -> Iterator[str]:
    """As text; raises BatchRefused."""
    try:
        yield from TextIOWrapper(file, encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BatchRefused(_("This is no text file in UTF-8.")) from wrong
