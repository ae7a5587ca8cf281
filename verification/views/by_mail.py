"""One claim for a shop that answers from its mail: only what is needed, for whoever has the link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.models import DocumentPage
from common import downloads
from common.refusals import Refused
from verification import queries
from verification.forms import RefuseForm, focus_first_problem
from verification.models import MailLink
from verification.services import mail_links
from verification.services.decisions import DecisionRefused


def _link(secret: str) -> MailLink:
    if (link := mail_links.find(secret)) is None:
        raise Http404
    return link


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Look, and say yes or no. Opening it answers nothing: mail programs open links by themselves."""
    link = _link(secret)
    with translation.override(link.claim.program.default_language):
        if reason := mail_links.why_not_answer(link, now=timezone.now()):
            return _done(request, link, reason)
        if request.method == "POST":
            return _decide(request, link, secret)
        return _page(request, link, secret)


def _decide(request: HttpRequest, link: MailLink, secret: str) -> HttpResponse:
    form, now = RefuseForm(request.POST, prefix="refuse"), timezone.now()
    try:
        if "confirm" in request.POST:
            mail_links.confirm(link=link, now=now)
        elif form.is_valid():
            mail_links.refuse(link=link, **form.decision(), now=now)
        else:
            return _page(request, link, secret, form=form, status=422)
    except DecisionRefused as refusal:
        if refusal.field:
            form.add_error(refusal.field, str(refusal))
            return _page(request, link, secret, form=form, status=422)
        return _page(request, link, secret, problem=str(refusal), status=422)
    except Refused as refusal:
        return _done(request, link, str(refusal))
    return redirect("verification:by-mail", secret)


def _page(
    request: HttpRequest, link: MailLink, secret: str, *, form: RefuseForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    if form is not None:
        focus_first_problem(form)
    values = {
        "claim": link.claim,
        "mailed": link,
        "secret": secret,
        "lines": queries.lines_of(link.claim),
        "pages": DocumentPage.objects.filter(document__claim=link.claim).order_by("number"),
        "doubts": mail_links.doubts(link),
        "why_not_confirm": mail_links.why_not_confirm(link),
        "refuse_form": form or RefuseForm(prefix="refuse"),
    }
    return render(request, "verification/by_mail.html", values | more, status=status)


def _done(request: HttpRequest, link: MailLink, reason: str) -> HttpResponse:
    values = {"claim": link.claim, "reason": reason, "decision": link.decision}
    return render(request, "verification/by_mail_done.html", values, status=200 if link.decision_id else 410)


@never_cache
@require_safe
def picture(request: HttpRequest, secret: str, number: int) -> HttpResponseBase:
    """One page's clean picture, while the claim can be answered."""
    link = _link(secret)
    if mail_links.why_not_answer(link, now=timezone.now()):
        raise Http404
    page = get_object_or_404(DocumentPage, document__claim=link.claim, number=number)
    name = f"{link.claim.number}-{number}.jpg"
    return downloads.answer(page.picture_key, media_type="image/jpeg", name=name, is_shown=True)
