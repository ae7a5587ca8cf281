"""Pages about oneself: joining as somebody who has an account already, own details, the wordings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from participants import services
from participants.access import ParticipantRequest, participant_only
from participants.forms import DetailsForm, JoinFields, wordings
from participants.models import User
from participants.queries import has_agreed, participant_of
from programs.current import current_program, remember_program
from programs.models import Program, Terms, terms_in_force

CONSENTS = {"accepts_contact": Terms.Kind.CONTACT, "shows_certificates": Terms.Kind.CERTIFICATES}
"""What can be agreed to and taken back on the page of one's details."""


@require_safe
def program_door(request: HttpRequest, slug: str) -> HttpResponse:
    """The program's own address: remembers it and leads to signing up."""
    program = get_object_or_404(Program, slug=slug, is_active=True)
    remember_program(request, program)
    return redirect("home" if request.user.is_authenticated else "account_signup")


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join with an account that exists already."""
    program = current_program(request)
    if program is None:
        raise Http404
    if participant_of(request.user):
        return redirect(_way_on(request))
    form = JoinFields(request.POST or None, initial={"name": request.user.get_full_name()})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        form.join(user=request.user, program=program, through="join page")  # type: ignore[arg-type]
        return redirect(_way_on(request))
    return render(request, "participants/join.html", {"form": form} | wordings(program))


def _way_on(request: HttpRequest) -> str:
    """Back to whatever led here, such as a distributor's link; else home."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else "home"


@participant_only
@require_http_methods(["GET", "POST"])
def details(request: ParticipantRequest) -> HttpResponse:
    """One's own name, language and consent."""
    participant = request.participant
    start = {
        "name": participant.name,
        "language": request.user.language or participant.program.default_language,
        "accepts_contact": services.may_be_contacted(participant),
        "shows_certificates": services.may_show_certificates(participant),
    }
    form = DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        _keep_details(request, form)
        messages.success(request, _("Your details are kept."))
        return redirect("participants:details")
    return render(request, "participants/details.html", {"form": form} | wordings(participant.program))


def _keep_details(request: ParticipantRequest, form: DetailsForm) -> None:
    participant, now = request.participant, timezone.now()
    services.change_details(
        participant=participant, name=form.cleaned_data["name"], language=form.cleaned_data["language"]
    )
    for field, kind in CONSENTS.items():
        wording = terms_in_force(participant.program, kind)
        if not form.cleaned_data[field]:
            services.withdraw(participant=participant, kind=kind, now=now)
        elif wording and not has_agreed(participant, kind):
            services.agree(participant=participant, terms=wording, through="details page", now=now)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Django's own language switch; somebody who is signed in keeps the choice on every device."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and check_for_language(language):
        services.choose_language(user=request.user, language=language)
    answer: HttpResponse = set_language(request)
    return answer


@require_safe
def terms(request: HttpRequest, kind: str) -> HttpResponse:
    """The wording in force, for anybody to read."""
    program = current_program(request)
    wording = terms_in_force(program, kind) if program else None
    if wording is None:
        raise Http404
    return render(request, "participants/terms.html", {"wording": wording})
