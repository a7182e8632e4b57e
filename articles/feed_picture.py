"""The picture of an article in a feed: one file, whatever the window, with its words and whose it is."""

from functools import lru_cache
from typing import Any

from markupsafe import escape

from articles.images import files, renditions
from articles.models import Image
from articles.models.image import Picture
from newsroom.addresses import absolute
from newsroom.patterns import macro_of
from newsroom.sanitize import SafeString, trusted

# As a reader of feeds shows it on a wide screen, or on one of half the width that is twice as dense.
WIDE_ENOUGH = 1280


def figure_of(article: Any, language: str) -> dict[str, Any]:
    """Return what is said of the picture of an article as `feed_rows` reads it.

    Nothing where it has none, or no file of it yet.
    """
    if not article.picture_files:
        return {}
    width = renditions.wide_enough(article.picture_files, WIDE_ENOUGH)
    size = article.picture_width, article.picture_height
    alt, caption, credit = article.words_of_picture(decorative=article.picture_decorative)
    return {
        "file": absolute(files.address(article.picture_key, renditions.file_name("whole", width, "jpg"))),
        "width": width,
        "height": renditions.height_of("whole", width, size),
        "alt": escape(alt),
        "caption": escape(caption),
        "credit": _credit(language, credit, article.picture_source, article.picture_licence),
    }


# Most pictures are of a few photographers and agencies. Some have a source of their own, but not thousands at a time.
@lru_cache(maxsize=4096)
def _credit(language: str, credit: str, source: str, licence: str) -> SafeString:
    picture = Picture(Image(source=source, licence=licence), alt="", credit=credit)
    return trusted(str(macro_of(language, "articles/_credit")(picture=picture)).strip())
