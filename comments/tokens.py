"""The comment form's signed token, and the cookie that shows an author what they have just sent.

The article page is cached and the same for everybody, so that it holds no token: a script
fetches one, and without a script the first click brings the form back with one in it.
"""

import uuid
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse

from articles.models import Article
from comments.models import Comment
from newsroom.addresses import is_ours

FORM_SALT = "comments.form"
OWN_SALT = "comments.own"
# Long enough for a page left open over night and the next day.
TOKEN_AGE = 48 * 60 * 60
OWN_COOKIE = "own_comment"
OWN_AGE = 24 * 60 * 60


@dataclass(frozen=True)
class Token:
    """The random id of one form; it becomes the comment's idempotency key."""

    key: uuid.UUID


def issue(article: Article) -> str:
    """Return a token for one comment on `article`; the time is in the signature."""
    return signing.dumps({"article": article.pk, "key": uuid.uuid4().hex}, salt=FORM_SALT)


def read(text: str, article: Article) -> Token | None:
    """Return the token, or None where it is missing, altered, too old or another article's."""
    try:
        content = signing.loads(text, salt=FORM_SALT, max_age=TOKEN_AGE)
        return Token(uuid.UUID(content["key"])) if content["article"] == article.pk else None
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def is_same_origin(request: HttpRequest) -> bool:
    """Say whether the browser sent the form from a page of ours (Fetch Metadata, Origin, else Referer).

    Where none of the three is there the answer is no: every browser sends one with a POST.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    address = request.headers.get("Origin") or request.headers.get("Referer") or ""
    own = f"{request.scheme}://{request.get_host()}"
    return is_ours(address) or address == own or address.startswith(f"{own}/")


def remember(response: HttpResponse, comment: Comment, path: str, *, secure: bool) -> None:
    """Let the author, and nobody else, see this comment at `path` for a day."""
    response.set_cookie(
        OWN_COOKIE,
        signing.dumps(comment.pk, salt=OWN_SALT),
        max_age=OWN_AGE,
        path=path,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def own_comment(request: HttpRequest) -> Comment | None:
    """Return the comment that the cookie of `remember` names. One query where there is one."""
    try:
        key = signing.loads(request.COOKIES.get(OWN_COOKIE, ""), salt=OWN_SALT, max_age=OWN_AGE)
    except signing.BadSignature:
        return None
    return Comment.objects.select_related("article").filter(pk=key).first()
