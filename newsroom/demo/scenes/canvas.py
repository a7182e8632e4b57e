"""A sheet to draw on in its own units, twice as large as the picture so that the edges come out smooth."""

import copy
import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image, ImageDraw

from .curves import Path, Point, arc, arch
from .palette import Colour

WIDTH, HEIGHT = 1500.0, 1000.0
_OVERSIZE = 2


class Canvas:
    """Flat shapes on a sheet of 1500 by 1000 units that covers the picture, whatever its proportions."""

    def __init__(self, size: tuple[int, int], ground: Colour, span: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self._size = size
        wide, high = size[0] * _OVERSIZE, size[1] * _OVERSIZE
        self._image = Image.new("RGB", (wide, high), ground)
        self._solid = ImageDraw.Draw(self._image)
        self._glass = ImageDraw.Draw(self._image, "RGBA")
        self._unit = max(wide / span[0], high / span[1])
        self._turn = (1.0, 0.0)
        self._facing = 1
        self._origin = ((wide - span[0] * self._unit) / 2, (high - span[1] * self._unit) / 2)

    def at(self, x: float, y: float, unit: float = 1.0, *, facing: int = 1, turn: float = 0.0) -> "Canvas":
        """The same sheet seen from (x, y), scaled, turned (degrees) and, if facing is -1, mirrored."""
        place = copy.copy(self)
        place._origin = self._pixel((x, y))
        place._unit = self._unit * unit
        place._facing = self._facing * facing
        angle = math.radians(turn) * self._facing
        cosine, sine = self._turn
        place._turn = (
            cosine * math.cos(angle) - sine * math.sin(angle),
            sine * math.cos(angle) + cosine * math.sin(angle),
        )
        return place

    def _pixel(self, point: Point) -> Point:
        x, y = point[0] * self._unit * self._facing, point[1] * self._unit
        cosine, sine = self._turn
        return self._origin[0] + x * cosine - y * sine, self._origin[1] + x * sine + y * cosine

    def polygon(self, points: Path, colour: Colour) -> None:
        self._solid.polygon([self._pixel(point) for point in points], fill=colour)

    def glass(self, points: Path, colour: Colour, share: float) -> None:
        """A see-through shape: beams and shadows."""
        self._glass.polygon([self._pixel(point) for point in points], fill=(*colour, round(255 * share)))

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)

    def rounded(self, x: float, y: float, width: float, height: float, radius: float, colour: Colour) -> None:
        radius = min(radius, width / 2, height / 2)
        right, bottom = x + width - radius, y + height - radius
        corners = (
            (right, bottom, 0),
            (x + radius, bottom, 90),
            (x + radius, y + radius, 180),
            (right, y + radius, 270),
        )
        self.polygon([p for cx, cy, turn in corners for p in arc(cx, cy, radius, radius, turn, turn + 90, 8)], colour)

    def circle(self, x: float, y: float, radius: float, colour: Colour) -> None:
        (px, py), size = self._pixel((x, y)), radius * self._unit
        self._solid.ellipse((px - size, py - size, px + size, py + size), fill=colour)

    def ellipse(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        self.polygon(arc(x, y, wide, high, 0, 360, 60), colour)

    def dome(self, x: float, base: float, wide: float, high: float, colour: Colour) -> None:
        """The upper half of an ellipse standing on its base line."""
        self.polygon(arc(x, base, wide, high, 180, 360), colour)

    def arch(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.polygon(arch(x, y, width, height), colour)

    def diamond(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour)

    def stroke(
        self, points: Path, width: float, colour: Colour, *, end: float | None = None, blunt: bool = False
    ) -> None:
        """A line with round joints, tapering to another width at its end if one is given."""
        last = len(points) - 1
        final = width if end is None else end
        joints = [(point, (width + (final - width) * i / max(last, 1)) / 2) for i, point in enumerate(points)]
        for (a, near), (b, far) in pairwise(joints):
            self._segment(a, near, b, far, colour)
        for (x, y), radius in joints[1:-1] if blunt else joints:
            if radius * self._unit > 1:  # smaller joints cannot be seen
                self.circle(x, y, radius, colour)

    def _segment(self, a: Point, ra: float, b: Point, rb: float, colour: Colour) -> None:
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = math.hypot(dx, dy)
        if length == 0:
            return
        nx, ny = -dy / length, dx / length
        sides = [(a[0] + nx * ra, a[1] + ny * ra), (b[0] + nx * rb, b[1] + ny * rb)]
        others = [(b[0] - nx * rb, b[1] - ny * rb), (a[0] - nx * ra, a[1] - ny * ra)]
        self.polygon([*sides, *others], colour)

    def blade(self, spine: Path, width: float, colour: Colour) -> None:
        """A leaf along a spine: pointed at both ends, widest a third of the way."""
        upper: list[Point] = []
        lower: list[Point] = []
        last = len(spine) - 1
        for index, (x, y) in enumerate(spine):
            before, after = spine[max(index - 1, 0)], spine[min(index + 1, last)]
            dx, dy = after[0] - before[0], after[1] - before[1]
            length = math.hypot(dx, dy) or 1.0
            half = width / 2 * math.sin(math.pi * (index / last) ** 0.75)
            upper.append((x - dy / length * half, y + dx / length * half))
            lower.append((x + dy / length * half, y - dx / length * half))
        self.polygon([*upper, *reversed(lower)], colour)

    def dashes(self, points: Path, width: float, colour: Colour, dash: float, gap: float) -> None:
        """A broken line; the dashes follow the curve."""
        run, drawing, current = 0.0, True, [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            length, done = math.hypot(x1 - x0, y1 - y0), 0.0
            while run + (length - done) >= (limit := dash if drawing else gap):
                done += limit - run
                corner = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length)
                if drawing:
                    self.stroke([*current, corner], width, colour, blunt=True)
                run, drawing, current = 0.0, not drawing, [corner]
            run += length - done
            current.append((x1, y1))

    @contextmanager
    def clipped(self, outline: Path) -> Iterator[None]:
        """Whatever is drawn inside the block stays within the outline: views through windows, films on screens."""
        kept = self._image.copy()
        yield
        mask = Image.new("L", self._image.size, 255)
        ImageDraw.Draw(mask).polygon([self._pixel(point) for point in outline], fill=0)
        self._image.paste(kept, mask=mask)

    def finish(self, *, mirrored: bool = False) -> Image.Image:
        picture = self._image.resize(self._size, Image.Resampling.LANCZOS)
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else picture
