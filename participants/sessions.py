"""Sessions in the database, as Django keeps them, each with the person who is signed in there.

What nearly every page asks first is found by one statement: the session, its person, the person's part in a program
with that program and the firm.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from common.prepared import Prepared
from participants.models import Session, User


class SessionStore(DatabaseSessions):
    """What `SESSION_ENGINE` names."""

    user: User | None = None
    """Once loaded: who was signed in when the session was kept. Nobody has checked that yet."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Any = super().create_model_instance(data)
        made.user_id = data.get(SESSION_KEY)
        return made  # type: ignore[no-any-return]

    def _get_session_from_db(self) -> Session | None:
        found = _STANDING.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        elif found.user:
            part = getattr(found, "part", None)  # as the query names it, where there is one
            found.user.newest_part = part if part and part.program.is_active else None
            self.user = found.user
        return found


def _standing(key: Any, now: Any) -> QuerySet[Session]:
    part = FilteredRelation("user__participations", condition=Q(user__participations__is_active=True))
    kept: QuerySet[Any] = Session.objects.filter(session_key=key, expire_date__gt=now).annotate(part=part)
    active_first = F("part__program__is_active").desc(nulls_last=True)
    return kept.select_related("user", "part__program", "part__company").order_by(active_first, "-part__joined_at")


_STANDING = Prepared(_standing, values=2)
