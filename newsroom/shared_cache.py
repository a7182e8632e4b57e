"""The Redis or Valkey of CACHE_URL, which all processes and machines share; without one, everybody asks the database.

It may go at any moment, or be emptied, or say what nobody wrote: whoever asks it gets None then, and asks the database.
Only the first requests to find that out wait for it, for half a second at most. It is then left alone until a thread of
its own has heard from it again, which asks once a second.
"""

import logging
import threading
import time
from typing import Any

from django.conf import settings

from newsroom.outbox import without_words
from newsroom.pseudonyms import pseudonym

log = logging.getLogger(__name__)

# How long it may take to be reached, and as long again to answer, in seconds.
PATIENCE = 0.25
# How long after a failure, and after each attempt, it is tried again.
PAUSE = 1.0


class SharedCache:
    def __init__(self, url: str) -> None:
        """Speak with the server at `url`; "" is none."""
        self._client: Any = _client(url) if url else None
        # Two sites may share a server, and a copy of a site that serves to try things has another address.
        self._prefix = f"newsroom:{pseudonym('shared cache', settings.PUBLIC_URL)}:"
        self._scripts: dict[str, Any] = {}
        self._is_away = False
        self._tried_at = 0.0
        self._lock = threading.Lock()

    def run(self, script: str, keys: list[str], *values: str | int) -> Any:
        """Return what `script` (Lua, atomic, one round trip) says of these keys of the site; None: nobody answers."""
        if self._client is None:
            return None
        if self._is_away:
            self._try_again()
            return None
        try:
            known = self._scripts.setdefault(script, self._client.register_script(script))
            return known([self._prefix + key for key in keys], values)
        except Exception as error:
            # Whatever is wrong with it or with what it says: the database knows.
            self._is_gone(error)
            return None

    def _is_gone(self, error: Exception) -> None:
        with self._lock:
            if not self._is_away:
                self._is_away, self._tried_at = True, time.monotonic()
                log.error("the shared cache does not answer, the database is asked: %s", without_words(error))
        # Those in use find out by themselves.
        self._client.connection_pool.disconnect(inuse_connections=False)

    def _try_again(self) -> None:
        with self._lock:
            now = time.monotonic()
            if not self._is_away or now < self._tried_at + PAUSE:
                return
            self._tried_at = now
        threading.Thread(target=self._knock, name="shared-cache", daemon=True).start()

    def _knock(self) -> None:
        try:
            # One that is full, or takes itself for a replica, answers and takes nothing.
            self._client.set(f"{self._prefix}knock", 1, px=1000)
        except Exception as error:
            log.debug("the shared cache is still away: %s", without_words(error))
            return
        with self._lock:
            if self._is_away:
                self._is_away = False
                log.warning("the shared cache answers again")


def _client(url: str) -> Any:
    # Only who has one needs the package; loaded at the start, and not by the first reader to be counted.
    from redis import Redis  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
        # Else each connection begins with telling it what we are.
        driver_info=None,
    )


CACHE = SharedCache(settings.CACHE_URL)
