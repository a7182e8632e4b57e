from typing import Any

from django import template

from articles.models import Image
from articles.models.image import Picture

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(
    picture: Picture | Image | None, sizes: str = "100vw", eager: bool = False, alt: str = ""
) -> dict[str, Any]:
    """Print a picture as an <img> with its widths; nothing for None, or while it has no rendition.

    `alt` is for a bare Image such as a portrait; a Picture brings its own words.
    """
    image = picture.image if isinstance(picture, Picture) else picture
    scaled = image.scaled if image else []
    return {
        "largest": scaled[-1] if scaled else None,
        "middle": scaled[len(scaled) // 2] if scaled else None,
        "srcset": ", ".join(f"{rendition['url']} {rendition['width']}w" for rendition in scaled),
        "sizes": sizes,
        "eager": eager,
        "alt": picture.alt if isinstance(picture, Picture) else alt,
    }
