"""What the kernel's page cache has to know of comments: which pages show which of them."""

from newsroom.page_cache import collecting

# So many tags there are for all discussions together: where two share one, a page is rendered once more, no more.
GROUPS = 256


def tag_of(article: int) -> str:
    """Return the tag of the discussion under an article, by the article's key."""
    return f"discussion:{article % GROUPS}"


EVERY = [tag_of(number) for number in range(GROUPS)]


def shows(*articles: int) -> None:
    """Say that the page at hand shows the comments of these articles, or how many there are."""
    collecting.shows(*map(tag_of, articles))


def shows_all() -> None:
    collecting.shows(*EVERY)
