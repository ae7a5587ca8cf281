"""The second address, where packages of other authoring tools run: nobody is signed in there."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_OTHER_NAME = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}
"""A machine knows itself by two names, and browsers keep their cookies apart."""


def packages_url(given: str, *, site: str) -> str:
    """Scheme, host and port. Not given, it is this machine's other name where the site is reached by one of them.

    `""` where there is none: packages cannot be opened then. Raises ImproperlyConfigured for the site's own host,
    whatever the port: cookies do not know ports.
    """
    own = urlsplit(site)
    if not given:
        other = _OTHER_NAME.get(own.hostname or "")
        return f"{own.scheme}://{other}{f':{own.port}' if own.port else ''}" if other else ""
    url = urlsplit(given)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path.strip("/") or url.query or url.fragment:
        raise ImproperlyConfigured(f"PACKAGES_URL: {given!r} is no address such as https://packages.example.com.")
    if url.hostname == own.hostname:
        raise ImproperlyConfigured("PACKAGES_URL: another host than that of SITE_URL is needed, not only another port.")
    if own.scheme == "https" and url.scheme != "https":
        raise ImproperlyConfigured("PACKAGES_URL: browsers open it inside of the site, so it has to be https:// too.")
    return f"{url.scheme}://{url.netloc}"
