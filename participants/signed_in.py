"""Who sends a request: the person that was found together with the session."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from participants.models import User


class SignedIn(AuthenticationMiddleware):
    """Middleware in place of Django's own, which looks the person up once more."""

    def process_request(self, request: HttpRequest) -> None:
        """`request.user`, found out when it is first asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user_of(request))  # type: ignore[assignment]


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    """The same conditions as Django's; where one does not hold, such as after a new password, Django decides."""
    kept = request.session
    signed_in, way, seal = (kept.get(name, "") for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY))
    user: User | None = kept.user  # type: ignore[attr-defined]
    if (
        user is not None
        and str(user.pk) == signed_in
        and user.is_active
        and way in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(seal, user.get_session_auth_hash())
    ):
        return user
    return get_user(request)
