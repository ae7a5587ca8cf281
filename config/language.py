"""The reader's language: the one the person chose goes before the browser's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ReadersLanguage:
    """Middleware, behind sign-in: what somebody chose is kept with the person and holds on every device.

    In place of Django's own, which besides looks for a language in each address; none of ours has one.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language, and say which it is."""
        # First of all, so that who is told that something failed before it is known who reads does not read another's.
        translation.activate(translation.get_language_from_request(request))
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.answer(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
