"""What a page may load and do, told to the browser with every page."""

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase


class ContentPolicy(CSPMiddleware):
    """As django-csp does it, but not for a redirect: it shows nothing, and writing the policy takes its time."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, with its policy."""
        if isinstance(response, HttpResponseRedirectBase):
            return response
        return super().process_response(request, response)
