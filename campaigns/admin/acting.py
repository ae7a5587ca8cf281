"""Actions on several rows of a list."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


def each(request: HttpRequest, rows: QuerySet[Any], act: Any) -> None:
    """Do it to each row; say how many, and why the others not."""
    done = 0
    for row in rows:
        try:
            act(row)
        except Refused as refusal:
            messages.error(request, f"{row}: {refusal}")
        else:
            done += 1
    if done:
        messages.success(request, _("%(count)s changed.") % {"count": done})
