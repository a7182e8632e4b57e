"""How often somebody may comment. Counted for all processes together (newsroom.throttle)."""

import math
from dataclasses import dataclass

from django.utils.translation import ngettext

from newsroom import throttle
from newsroom.client import NOWHERE, Address, client_key
from newsroom.pseudonyms import pseudonym
from newsroom.refusals import NotNow
from newsroom.templatetags.newsroom import figures
from newsroom.throttle import Count, Window


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds, and no more."""

    name: str
    most: int
    seconds: int


# One person, known by the browser or by the e-mail address.
INTERVAL = Limit("interval", 1, 15)
BURST = Limit("burst", 5, 10 * 60)
# Each change is judged anew, and moves what a moderator has in front of them.
EDITS = Limit("edits", 10, 5 * 60)
# One address, behind which there may be a household, a school or a whole network (carrier-grade NAT):
# honest readers there wait for a moderator long before they are refused.
CLIENT = Limit("client", 30, 60)
CLIENT_HELD_FROM = 10


class TooOften(NotNow):
    """Refused for now; `seconds` is when it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_sentence(seconds))
        self.seconds = seconds


class Counting:
    """One more comment from this address, and of the person known by these pseudonyms.

    It is counted in the transaction that stores the comment: of two at once from one person the second waits for
    the first, and can then see it, and what is not stored has not been counted. Of the address that holds
    where it is refused here; what comes to nothing for another reason the shared cache has counted.
    """

    def __init__(self, address: Address | None, *keys: str) -> None:
        self._client = client_window(address)
        self.limits = {_window(limit, key, exact=True): limit for limit in (INTERVAL, BURST) for key in keys if key}
        if self._client:
            self.limits[self._client] = CLIENT

    def count(self) -> None:
        """Count by itself; raises TooOften."""
        self.check(throttle.count(self.limits))

    def check(self, counts: dict[str, Count]) -> None:
        """Raise TooOften where one of these counts is beyond its limit."""
        waits = self.waits(counts)
        if waits:
            if self._client:
                throttle.take_back([self._client])
            raise TooOften(max(waits))

    def waits(self, counts: dict[str, Count]) -> list[int]:
        """Return the seconds to wait for each limit that `counts`, by key, are beyond; they may be a part of all."""
        limited = [(counts[window.key], limit) for window, limit in self.limits.items() if window.key in counts]
        return [count.ends_in for count, limit in limited if count.count > limit.most]


def client_window(address: Address | None) -> Window | None:
    """Return what counts the comments from this address, None where nothing is known of it."""
    # 0.0.0.0: everybody would share one count.
    if address is None or address == NOWHERE:
        return None
    return _window(CLIENT, pseudonym("client", client_key(address)))


def count_edit(key: str) -> None:
    """Count one more change of a comment by the browser of this pseudonym; raises TooOften."""
    window = _window(EDITS, key)
    counted = throttle.count([window])[window.key]
    if counted.count > EDITS.most:
        raise TooOften(counted.ends_in)


def _window(limit: Limit, key: str, *, exact: bool = False) -> Window:
    return Window(f"comment {limit.name} {key}", limit.seconds, exact)


def _sentence(seconds: int) -> str:
    if seconds < 60:
        words = ngettext(
            "That was too quick. Your text is below: send it again in %(count)s second.",
            "That was too quick. Your text is below: send it again in %(count)s seconds.",
            seconds,
        )
        return words % {"count": figures(seconds)}
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "You have sent many comments in a short time. Your text is below: send it again in %(count)s minute.",
        "You have sent many comments in a short time. Your text is below: send it again in %(count)s minutes.",
        minutes,
    )
    return words % {"count": figures(minutes)}
