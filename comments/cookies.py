"""The guests' cookies: signed, HttpOnly, and sent to the comments' own addresses alone.

Nobody gets one by reading; the article page neither sets nor sees any of them. Their answers
are never cached.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from comments.models import Comment
from newsroom.pseudonyms import pseudonym

OWN, DEVICE, VERIFIED = "own_comments", "comment_device", "verified_address"
OWN_AGE = timedelta(hours=24)
DEVICE_AGE = timedelta(days=30)
VERIFIED_AGE = timedelta(days=180)
# As many as fit into a cookie with room to spare; the oldest is forgotten first.
MOST_OWN = 20
MOST_VERIFIED = 5


def own_keys(request: HttpRequest, now: datetime | None = None) -> list[int]:
    """Return the keys of the comments this browser has sent within a day, newest first."""
    since = ((now or timezone.now()) - OWN_AGE).timestamp()
    return [key for key, sent in _own(request) if sent > since]


def remember_own(request: HttpRequest, response: HttpResponse, comment: Comment, language: str) -> None:
    """Let this browser, and no other, see and change `comment` while it may."""
    earlier = [[key, sent] for key, sent in _own(request) if key != comment.pk]
    sent = comment.submitted_at.timestamp()
    _set(response, OWN, [[comment.pk, sent], *earlier][:MOST_OWN], OWN_AGE, language)


def device(request: HttpRequest) -> str:
    """Return the pseudonym of this browser, "" where it has sent nothing yet."""
    return pseudonym("device", _device(request))


def give_device(request: HttpRequest, response: HttpResponse, language: str) -> str:
    """Let this browser be recognised for a month, and return its pseudonym."""
    value = _device(request) or secrets.token_urlsafe(16)
    _set(response, DEVICE, value, DEVICE_AGE, language)
    return pseudonym("device", value)


def verified_keys(request: HttpRequest) -> list[str]:
    """Return the pseudonyms of the mail addresses that this browser's reader has confirmed."""
    keys = _read(request, VERIFIED, VERIFIED_AGE)
    return [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []


def remember_verified(request: HttpRequest, response: HttpResponse, email_key: str, language: str) -> None:
    keys = [email_key, *(key for key in verified_keys(request) if key != email_key)]
    _set(response, VERIFIED, keys[:MOST_VERIFIED], VERIFIED_AGE, language)


def _own(request: HttpRequest) -> list[tuple[int, float]]:
    pairs = _read(request, OWN, OWN_AGE)
    return [(key, sent) for key, sent in pairs] if isinstance(pairs, list) else []


def _device(request: HttpRequest) -> str:
    value = _read(request, DEVICE, DEVICE_AGE)
    return value if isinstance(value, str) else ""


def _read(request: HttpRequest, name: str, age: timedelta) -> Any:
    text = request.COOKIES.get(name)
    if not text:
        return None
    try:
        return signing.loads(text, salt=f"comments.{name}", max_age=age)
    except signing.BadSignature:
        return None


def _set(response: HttpResponse, name: str, value: Any, age: timedelta, language: str) -> None:
    response.set_cookie(
        name,
        signing.dumps(value, salt=f"comments.{name}"),
        max_age=age,
        path=f"/{language}/comments/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
