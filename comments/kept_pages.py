"""What the kernel's page cache has to know of comments: which pages show which of them."""

from collections.abc import Iterable

from django.db import connection

from comments.choices import State
from newsroom.page_cache import collecting

# So many tags there are for all discussions together: where two share one, a page is rendered once more, no more.
GROUPS = 256


def tag_of(article: int) -> str:
    """Return the tag of the discussion under an article, by the article's key."""
    return f"discussion:{article % GROUPS}"


def note(articles: Iterable[int], authors: Iterable[str]) -> None:
    """Note that these discussions have changed, and those where the authors, by their keys, left a website before.

    With two comments approved that becomes a link. By hand, as one statement: every comment published at once pays it.
    """
    tags, keys = sorted({tag_of(article) for article in articles}), sorted(authors)
    # A list without a key would be no SQL; "" is the key of nobody.
    rows, places = ", ".join(["(%s)"] * len(tags)), ", ".join(["%s"] * (len(keys) or 1))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO newsroom_change (tag, count) SELECT column1, 1 FROM (VALUES {rows}) AS told "  # noqa: S608
            "UNION SELECT 'discussion:' || (article_id %% %s), 1 FROM comments_comment "
            f"WHERE state = %s AND website <> '' AND email_key <> '' AND email_key IN ({places})",
            [*tags, GROUPS, State.APPROVED.value, *(keys or [""])],
        )


EVERY = [tag_of(number) for number in range(GROUPS)]


def shows(*articles: int) -> None:
    """Say that the page at hand shows the comments of these articles, or how many there are."""
    collecting.shows(*map(tag_of, articles))


def shows_all() -> None:
    collecting.shows(*EVERY)
