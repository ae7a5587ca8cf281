"""The public check of a certificate's number: what it is worth today, and nothing its holder did not agree to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elearning import queries


@require_safe
def check_form(request: HttpRequest) -> HttpResponse:
    """Type a number to check it."""
    if number := request.GET.get("number", "").strip().upper():
        return redirect("elearning:check", number[:20].replace("/", ""))
    return render(request, "elearning/check.html", {"number": "", "found": None})


@require_safe
@never_cache
def check(request: HttpRequest, number: str) -> HttpResponse:
    """What the certificate of this number says, or that there is none."""
    found = queries.checked(number.upper(), now=timezone.now())
    values = {"number": number, "found": found}
    return render(request, "elearning/check.html", values, status=200 if found else 404)
