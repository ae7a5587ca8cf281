"""The styleguide: every component in all its states, and the main screens made of them. For staff only."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import styleguide_samples

SCREENS = ("index", "home", "draft", "claim", "queue", "campaign")


@require_safe
@login_required
def styleguide(request: HttpRequest, screen: str = "index") -> HttpResponse:
    """Show the components, or one screen made of them."""
    if not getattr(request.user, "is_staff", False) or screen not in SCREENS:
        raise Http404
    return render(request, f"styleguide/{screen}.html", {"screens": SCREENS, **styleguide_samples.context()})
