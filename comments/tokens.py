"""The comment form's signed token.

The article page is cached and the same for everybody, so that it holds no token: a script
fetches one, and without a script the first click brings the form back with one in it.
"""

import time
import uuid
from dataclasses import dataclass

from django.core import signing

from articles.models import Article

FORM_SALT = "comments.form"
# Long enough for a page left open over night and the next day.
TOKEN_AGE = 48 * 60 * 60


@dataclass(frozen=True)
class Token:
    """The random id of one form, which becomes the comment's idempotency key, and since when it can be filled in."""

    key: uuid.UUID
    # In thousandths of a second since 1970: the signature's own time counts whole seconds.
    issued_at: int

    @property
    def age(self) -> float:
        """Return for how many seconds its form could be filled in."""
        return time.time() - self.issued_at / 1000


def issue(article: Article) -> str:
    """Return a token for one comment on `article`."""
    content = {"article": article.pk, "key": uuid.uuid4().hex, "at": int(time.time() * 1000)}
    return signing.dumps(content, salt=FORM_SALT)


def read(text: str, article: Article) -> Token | None:
    """Return the token, or None where it is missing, altered, too old or another article's."""
    try:
        content = signing.loads(text, salt=FORM_SALT, max_age=TOKEN_AGE)
        if content["article"] != article.pk:
            return None
        return Token(uuid.UUID(content["key"]), int(content["at"]))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
