"""How a card looks: the picture with the headline under it, or the headline alone in larger type."""

import io
from collections.abc import Mapping

from PIL import Image

from articles.choices import Accent
from articles.images import crops
from articles.share_card.canvas import INK, PAPER, Canvas, mark
from articles.share_card.setting import Try, set_line, set_lines, settable
from newsroom import identity

# What social networks ask for (Open Graph: 1.91 to 1).
SIZE = WIDTH, HEIGHT = 1200, 630
# What a section's name is written in where the newsroom has no colours of its own.
ACCENTS: Mapping[str, str] = {Accent.INK: INK, **identity.ACCENTS}
MARGIN = 56
MEASURE = WIDTH - 2 * MARGIN
# Under a picture two lines come first: of three somewhat larger ones the picture would pay.
SMALL: tuple[Try, ...] = (
    *((size, 2) for size in (72, 66, 60)),
    *((size, 3) for size in (72, 66, 60, 54, 48, 44, 40)),
)
SMALL_HEIGHT = 232
LARGE: tuple[Try, ...] = tuple((size, 3) for size in (144, 128, 116, 104, 92, 80, 72, 64, 56, 48))
LARGE_HEIGHT = 384
# Between the section's name and the headline.
GAP = 8


def draw(
    *,
    headline: str,
    language: str,
    section_name: str,
    accent: str,
    site_name: str,
    picture: Image.Image | None = None,
    focus: crops.Focus = (0.5, 0.5),
    accents: Mapping[str, str] = ACCENTS,
    brand: str = identity.BRAND,
) -> bytes:
    """Return the card as a JPEG file, b"" where the face lacks a letter of the headline.

    `accent` is one of articles.choices.Accent; `focus` is the point that the crop of the
    picture keeps, in shares of its width and height.
    """
    words = settable(headline)
    if not words:
        return b""
    canvas = Canvas(SIZE, language, brand)
    if picture:
        setting = set_lines(words, language, tries=SMALL, width=MEASURE, height=SMALL_HEIGHT)
        top = HEIGHT - 36 - setting.height
        canvas.place(_cropped(picture, (WIDTH, top - GAP), focus), start=0, top=0)
        _masthead(canvas, settable(site_name), size=30, height=76)
    else:
        setting = set_lines(words, language, tries=LARGE, width=MEASURE, height=LARGE_HEIGHT)
        top = HEIGHT - 44 - setting.height
        _masthead(canvas, settable(site_name), size=42, height=108, across=True)
    _kicker(canvas, settable(section_name), accents[accent], size=30 if picture else 38, bottom=top - GAP)
    canvas.text(setting, start=MARGIN, top=top)
    return _jpeg(canvas.image)


def _cropped(picture: Image.Image, size: tuple[int, int], focus: crops.Focus) -> Image.Image:
    box = crops.box(*picture.size, size, focus)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)


def _masthead(canvas: Canvas, name: str, *, size: int, height: int, across: bool = False) -> None:
    """Draw the newsroom's mark and name on its colour: a tab at the start, or a band."""
    side = round(size * 1.5)
    start = MARGIN + side + size // 2
    setting = set_line(name, canvas.language, size=size, width=WIDTH - MARGIN - start)
    end = start + round(setting.width) + size
    canvas.block(top=0, width=WIDTH if across else end, height=height, colour=canvas.brand)
    canvas.place(mark(side, canvas.brand), start=MARGIN, top=(height - side) // 2)
    canvas.text(setting, start=start, top=(height - setting.height) // 2)


def _kicker(canvas: Canvas, name: str, colour: str, *, size: int, bottom: int) -> None:
    """Draw the section's dot and name on paper, with its foot at `bottom`."""
    if not name:
        return
    dot = round(size * 0.6)
    start = MARGIN + dot + size // 2
    setting = set_line(name, canvas.language, size=size, width=WIDTH - MARGIN - start)
    top = bottom - setting.height
    canvas.block(
        top=top - size // 2, width=start + round(setting.width) + size, height=bottom - top + size // 2, colour=PAPER
    )
    canvas.nuqta(start=MARGIN, middle=top + setting.height // 2, size=dot, colour=colour)
    canvas.text(setting, start=start, top=top, colour=colour)


def _jpeg(image: Image.Image) -> bytes:
    content = io.BytesIO()
    # Colour at full resolution: halved, as JPEG has it otherwise, coloured letters fray.
    image.save(content, "JPEG", quality=86, subsampling=0, optimize=True, progressive=True)
    return content.getvalue()
