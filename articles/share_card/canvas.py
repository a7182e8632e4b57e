from PIL import Image, ImageDraw

from articles.share_card.setting import BASELINE, Setting, face, width_of
from newsroom import languages

# Shapes are drawn so much larger and made small again: Pillow has no smooth edges of its own.
FINER = 8
INK, PAPER = "#141310", "#ffffff"


class Canvas:
    """A ground on which every place is measured from the side where its language starts to read."""

    def __init__(self, size: tuple[int, int], language: str, brand: str) -> None:
        self.width, self.height = size
        self.language = language
        self.brand = brand
        self.image = Image.new("RGB", size, PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def block(self, *, top: int, width: int, height: int, colour: str) -> None:
        """Fill a rectangle that begins at the starting edge."""
        left = self._left(0, width)
        self.pen.rectangle((left, top, left + width - 1, top + height - 1), fill=colour)

    def place(self, picture: Image.Image, *, start: int, top: int) -> None:
        self.image.paste(picture, (self._left(start, picture.width), top))

    def nuqta(self, *, start: int, middle: int, size: int, colour: str) -> None:
        """Draw the rhombic dot of Arabic script, the site's only ornament."""
        side = size * FINER
        shape = Image.new("L", (side, side))
        corners = ((side // 2, 0), (side, side // 2), (side // 2, side), (0, side // 2))
        ImageDraw.Draw(shape).polygon(corners, fill=255)
        place = (self._left(start, size), middle - size // 2)
        self.image.paste(colour, place, shape.resize((size, size), Image.Resampling.LANCZOS))

    def text(self, setting: Setting, *, start: int, top: int, colour: str = INK) -> None:
        language = setting.language
        for number, line in enumerate(setting.lines):
            width = width_of(line, setting.size, language)
            baseline = top + number * setting.leading + round(setting.size * BASELINE[language])
            self.pen.text(
                (self._left(start, round(width)), baseline),
                line,
                fill=colour,
                font=face(setting.size),
                anchor="ls",
                direction=languages.direction(language),
                language=language,
            )

    def _left(self, start: int, width: int) -> int:
        return start if languages.direction(self.language) == "ltr" else self.width - start - width


def mark(side: int, brand: str) -> Image.Image:
    """Return the newsroom's mark on its colour, as templates/_logo_mark.html draws it on its 64 units."""
    image = Image.new("RGB", (64 * FINER, 64 * FINER), INK)
    pen = ImageDraw.Draw(image)
    for bowl, foot, colour in ((8, 22, PAPER), (19, 11, INK)):
        pen.rectangle([unit * FINER for unit in (bowl, 17, 64 - bowl, 33)], fill=colour)
        pen.pieslice([unit * FINER for unit in (bowl, 33 - foot, 64 - bowl, 33 + foot)], 0, 180, fill=colour)
    dot = ((32, 9.5), (41, 18.5), (32, 27.5), (23, 18.5))
    pen.polygon([(across * FINER, down * FINER) for across, down in dot], fill=brand)
    return image.resize((side, side), Image.Resampling.LANCZOS)
