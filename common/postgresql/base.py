"""What `ENGINE` names; Django looks for this module and this class in it."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

ONLY_WHERE_ASKED = 2**62
"""After so many runs psycopg would prepare a statement by itself. None would refuse it where it is asked for, too."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Statements that stay prepared (`common.statements`), and those of functions, are planned once a connection.

    The server would plan them anew for the values of each call wherever it hopes to gain by that; they look for rows
    by key, and planning takes several times as long as that.
    """

    def get_connection_params(self) -> dict[str, Any]:
        return super().get_connection_params() | {"prepare_threshold": ONLY_WHERE_ASKED}

    def init_connection_state(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
        super().init_connection_state()

    def is_usable(self) -> bool:
        """Before its first query, each request asks whether the kept connection still stands.

        Django asks the server, which is a round trip of a fifth of a millisecond. A server that went away has closed
        the socket, and one that is going away has written that into it; so only where there is something to read, or
        the last transaction was not ended, the server has to be asked.
        """
        return _is_quiet(self.connection) or bool(super().is_usable())


def _is_quiet(connection: Any) -> bool:
    """Between transactions, and nothing came from the server, not even that it closed."""
    if connection is None or connection.closed or connection.info.transaction_status != TransactionStatus.IDLE:
        return False
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)
