"""The public check of a certificate's number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from elearning.models import Certificate


@require_safe
def check_form(request: HttpRequest) -> HttpResponse:
    """Type a number to check it."""
    if number := request.GET.get("number", "").strip().upper():
        return redirect("elearning:check", number[:20].replace("/", ""))
    return render(request, "elearning/check.html", {"number": "", "certificate": None})


@require_safe
def check(request: HttpRequest, number: str) -> HttpResponse:
    """What the certificate of this number says, or that there is none."""
    found = Certificate.objects.select_related("enrolment__course__program").filter(number=number.upper()).first()
    values = {"number": number, "certificate": found}
    return render(request, "elearning/check.html", values, status=200 if found else 404)
