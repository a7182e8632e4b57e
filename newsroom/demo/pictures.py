import io
import zlib
from typing import Any

from django.core.files.base import ContentFile

from articles.images.preparation import prepare
from articles.models import Image, ImageText
from newsroom.demo import scenes
from newsroom.languages import CODES

CREDIT = {"ar": "رسم: غرفة الأخبار", "en": "Illustration: Newsroom"}


def seed_of(key: str) -> int:
    """Return a number that stays the same for `key` on every machine, as `hash` does not."""
    return zlib.crc32(key.encode())


def scene_file(key: str, scene: str, hour: str) -> ContentFile:
    return _file(scenes.draw(scene, hour=hour, seed=seed_of(key)))


def portrait_file(key: str, look: dict[str, Any]) -> ContentFile:
    return _file(scenes.portrait(seed_of(key), **look))


def store(key: str, file: ContentFile, words: dict[str, Any]) -> Image:
    """Store a drawn picture as an upload would be, with its words in both languages."""
    image = Image(title=key, licence="CC0", source="Newsroom", original=file)
    image.save()
    for code in CODES:
        # One by one: what the library finds it by follows the words that are saved.
        ImageText.objects.create(
            image=image,
            language=code,
            alt=words[f"alt_{code}"],
            caption=words.get(f"caption_{code}", ""),
            credit=CREDIT[code],
        )
    return image


def _file(picture: Any) -> ContentFile:
    """Return the drawing as a file that is prepared already: on whichever core it was drawn."""
    content = io.BytesIO()
    picture.save(content, "PNG", compress_level=1)
    file = ContentFile(content.getvalue(), name="drawing.png")
    prepare(file, focus=Image().focus, keep_original=False)
    return file
