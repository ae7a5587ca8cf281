"""The packages' own host: packages and nothing else, without session, cookies or sign-in."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve

URLS = "elearning.package_urls"


class PackagesHost:
    """Answers requests to PACKAGES_URL by itself; all others never see a package's files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._site = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Before sessions are looked at: what a package asks for is asked in nobody's name."""
        if not settings.PACKAGES_URL or request.get_host() != urlsplit(settings.PACKAGES_URL).netloc:
            return self._site(request)
        request.COOKIES = {}
        try:
            found = resolve(request.path_info, URLS)
            answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        except Resolver404:
            # On one machine this is only its other name, by which somebody may look for the site.
            return HttpResponseRedirect(settings.SITE_URL + request.get_full_path())
        except Http404:
            return HttpResponse("Not found", status=404, content_type="text/plain")
        return answer
