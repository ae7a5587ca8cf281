"""How django-allauth treats our people: who may sign up, and from which address a request came."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from participants.models import User
from programs.current import current_program


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's behaviour with our rows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Signing up needs a program to join: the only one, or the one of an invitation."""
        return current_program(request) is not None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the language in which the person signed up, for mails."""
        user.language = getattr(request, "LANGUAGE_CODE", "")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved
