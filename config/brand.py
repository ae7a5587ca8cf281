"""The brand's stylesheet: a program's colour in a file, because the content policy allows no inline style."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from common import colours
from programs.models import Program

FALLBACK = "#0b5cad"


@require_safe
@cache_control(public=True, max_age=300)
def stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The program's colours for both schemes; the service's own where the kept colour is none."""
    program = get_object_or_404(Program, slug=slug)
    try:
        css = colours.stylesheet(program.brand_colour)
    except ValueError:
        css = colours.stylesheet(FALLBACK)
    return HttpResponse(css, content_type="text/css; charset=utf-8")
