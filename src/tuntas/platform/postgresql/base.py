"""Is the kept connection still there? Django asks the server before each request; the socket itself knows."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own; only how a connection is looked after differs."""

    def is_usable(self) -> bool:
        """Whether the server still holds the connection.

        Between two requests the server has nothing to say. If there is something to be read, it said goodbye.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
