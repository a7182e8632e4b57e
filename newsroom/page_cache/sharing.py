"""One question to the database for all processes and machines: who comes first asks, the others hear what it was told.

The database stays the truth. What lies in the shared cache is a reading, for as long as it is believed anyway: the 0.9
seconds since it was asked for. They are measured by the one clock that all share, that of the cache: it says what time
it is before the question begins, and forgets the answer that much later, however long that took to come. Who hears the
answer believes it for what is left. What is scheduled is of the wall clock, and those of two machines differ: an answer
is for nobody whose clock has not come to the moment at which it was given, or has come to the next change.

Without a cache, with one that is emptied, and where what is in it is nothing we wrote, each process asks for itself.
"""

import json
import math
import time
import uuid
from collections.abc import Callable
from typing import Any

from newsroom import shared_cache
from newsroom.page_cache.watch import BELIEVED, Reading, Watch

# The number moves with what a reading means: servers of two versions may run beside each other.
READING, TURN = "reading 1", "turn to ask"
# Of the cache's clock, in milliseconds. Whoever has not answered by then has died, or the database is slow.
TURN_ENDS_AFTER = 500
# How long one waits for the answer to another's question: about as long as the database takes.
PAUSES = (0.0, 0.002, 0.005, 0.01, 0.02)

# The reading and how long it is kept; whose turn it is to ask, what time it is; nothing: another is asking.
LOOK = """
local reading = redis.call('GET', KEYS[1])
if reading then return {reading, redis.call('PTTL', KEYS[1])} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
    local now = redis.call('TIME')
    return {math.floor(now[1] * 1000 + now[2] / 1000)}
end
return {}
"""
# ARGV: whose turn it is, what to keep, until when.
TELL = """
redis.call('SET', KEYS[1], ARGV[2])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1
"""


class SharedWatch(Watch):
    def _take(self, number: int) -> Reading:
        return take(number, super()._take)


def take(number: int, ask: Callable[[int], Reading]) -> Reading:
    """Return what another process has been told, else what `ask` is told by the database, and let others hear it."""
    me = uuid.uuid4().hex
    for pause in PAUSES:
        time.sleep(pause)
        began = time.monotonic()
        match shared_cache.CACHE.run(LOOK, [READING, TURN], me, TURN_ENDS_AFTER):
            case [bytes(words), int(left)]:
                return heard(number, words, left, began) or ask(number)
            case [int(now)]:
                reading = ask(number)
                tell(reading, me, now)
                return reading
            case None:
                break
    return ask(number)


def tell(reading: Reading, me: str, began: int) -> None:
    """Let others hear a reading that was asked for after `began` (milliseconds, of the cache's clock)."""
    now = time.time()
    words = json.dumps({"versions": reading.versions, "told_at": now, "changes_at": reading.changes_at})
    until = began + math.floor(1000 * min(BELIEVED, max(0.0, reading.changes_at - now)))
    shared_cache.CACHE.run(TELL, [READING, TURN], me, words, until)


def heard(number: int, words: bytes, left: int, began: float) -> Reading | None:
    """Return the reading that lies in the cache for `left` more milliseconds since `began`; None where it is of no use.

    Nothing is taken on trust: what was not written by `tell` is no reading.
    """
    try:
        told: dict[str, Any] = json.loads(words)
        versions = {str(tag): int(version) for tag, version in told["versions"].items()}
        told_at, changes_at = float(told["told_at"]), float(told["changes_at"])
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    now = time.time()
    if not told_at <= now < changes_at or not 0 < left <= 1000 * BELIEVED:
        return None
    # Whole milliseconds: of the last one a part may be over.
    return Reading(number, versions, changes_at, began + min((left - 1) / 1000, changes_at - now))
