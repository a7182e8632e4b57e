"""The links in our mails: each signed for one purpose, so that none can serve as another.

What is in them is keys of rows and pseudonyms: no address, no words. Opened (by a mail scanner,
too) they show what they would do; only the button on that page does it.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.urls import reverse

from newsroom.addresses import absolute

if TYPE_CHECKING:
    from comments.models import Comment, PersonalDataRequest
    from newsroom.models import User


class Purpose(StrEnum):
    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"
    MODERATE = "moderate"
    PERSONAL_DATA = "personal_data"


# An unsubscribe link lasts as long as the mail it stands in (RFC 8058 names no end).
AGES = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.UNSUBSCRIBE: None,
    Purpose.MODERATE: timedelta(days=7),
    Purpose.PERSONAL_DATA: timedelta(days=7),
}


def to_confirm(comment: "Comment") -> str:
    token = sign(Purpose.CONFIRM, {"comment": comment.pk})
    return absolute(reverse("comments:confirm", kwargs={"language": comment.edition, "token": token}))


def to_unsubscribe(comment: "Comment") -> str:
    """Return the link that ends all mail to the author of `comment` about its article."""
    token = sign(Purpose.UNSUBSCRIBE, {"author": comment.email_key, "article": comment.article_id})
    return absolute(reverse("comments:unsubscribe", kwargs={"language": comment.edition, "token": token}))


def to_moderate(comment: "Comment", to: str, moderator: "User") -> str:
    """Return the link of one act, by one person, about the comment as it is now."""
    content = {"comment": comment.pk, "version": comment.version, "to": to, "by": moderator.pk}
    return absolute(reverse("moderate", args=[sign(Purpose.MODERATE, content)]))


def to_personal_data(request: "PersonalDataRequest", language: str) -> str:
    token = sign(Purpose.PERSONAL_DATA, {"request": request.pk})
    return absolute(reverse("comments:personal_data", kwargs={"language": language, "token": token}))


def sign(purpose: Purpose, content: Mapping[str, Any]) -> str:
    return signing.dumps(content, salt=f"comments.link.{purpose}")


def read(purpose: Purpose, token: str) -> dict[str, Any] | None:
    """Return what the link of `purpose` holds, or None where it is altered, too old or another purpose's."""
    try:
        content: dict[str, Any] = signing.loads(token, salt=f"comments.link.{purpose}", max_age=AGES[purpose])
    except signing.BadSignature:
        return None
    return content
