"""What is the same for every reader of a moment, read once in it by a process."""

import functools
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest

from newsroom.models import site

T = TypeVar("T")


class OnceAMoment(Generic[T]):
    """A function that is called once in each second, or in each reading of what has changed, for what it is asked.

    A page that is to be kept has what it returned as of the moment that the page is made for (`site.moment_of`), and
    the same however often its parts ask. Whoever is logged in has it as it is now: an editor looks at what they have
    just done. What it returns is shared by pages, and not to be changed. Of what can be asked, `kept` answers are
    remembered.
    """

    # Those that there are, for who has to begin anew.
    every: "ClassVar[list[OnceAMoment[Any]]]" = []

    def __init__(self, read: Callable[..., T], *, kept: int = 4) -> None:
        self.every.append(self)
        self.read = read
        # By default two editions, of this moment and of the one before, whose pages may still be in the making.
        self.as_of = functools.lru_cache(maxsize=kept)(lambda moment, *what: read(*what))
        functools.update_wrapper(self, read)

    def __call__(self, request: HttpRequest, *what: Any) -> T:
        known = request.__dict__.setdefault("_newsroom_known", {})
        key = self, what
        if key not in known:
            is_somebody = settings.SESSION_COOKIE_NAME in request.COOKIES
            known[key] = self.read(*what) if is_somebody else self.as_of(site.moment_of(request), *what)
        found: T = known[key]
        return found

    def forget(self) -> None:
        self.as_of.cache_clear()
