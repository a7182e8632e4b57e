"""What hangs overhead: sun, moon, stars, clouds and birds."""

import math
from random import Random

from .canvas import Canvas
from .curves import arc, bow, down, wave
from .palette import BUTTER, CREAM, PAPER, Colour, Light, darker, mix, paler


def sky(
    canvas: Canvas, light: Light, rng: Random, x: float, y: float, radius: float, *, floor: float = 480, clouds: int = 2
) -> None:
    """The disc of the hour at (x, y), and stars or clouds around it down to the floor."""
    if light.dark:
        moon(canvas, light, rng, x, y, radius * 0.72)
        stars(canvas, rng, x, y, radius * 1.1, floor)
        return
    canvas.circle(x, y, radius, light.disc)
    for _ in range(clouds):
        left, top = rng.uniform(60, 1240), rng.uniform(110, max(floor * 0.55, 130))
        if abs(left + 110 - x) < radius * 0.8 and abs(top - y) < radius:  # never across the middle of the sun
            continue
        cloud(canvas, left, top, rng.uniform(0.7, 1.25), paler(light.sky, 0.6))
    if rng.random() < 0.6:
        birds(canvas, rng, rng.uniform(350, 1100), rng.uniform(110, 260), light.line)


def moon(canvas: Canvas, light: Light, rng: Random, x: float, y: float, radius: float) -> None:
    if rng.random() < 0.4:
        canvas.circle(x, y, radius, light.disc)
        crater = darker(light.disc, 0.1)
        for dx, dy, size in ((-0.35, -0.2, 0.2), (0.25, 0.3, 0.27), (0.3, -0.45, 0.12), (-0.2, 0.5, 0.1)):
            canvas.circle(x + dx * radius, y + dy * radius, size * radius, crater)
        return
    outer = arc(0, 0, radius, radius, 65, 295)
    inner = arc(radius * 0.42, 0, radius * 0.907, radius * 0.907, 272, 88)
    canvas.at(x, y, turn=-28).polygon([*outer, *inner], light.disc)


def stars(canvas: Canvas, rng: Random, x: float, y: float, clear: float, floor: float) -> None:
    """Diamonds, as in the paper's own mark, spread evenly and never on the moon."""
    for column in range(9):
        for row in range(3):
            if rng.random() < 0.3:
                continue
            sx = 90 + column * 165 + rng.uniform(-70, 70)
            sy = floor * (row + 0.5) / 3 + rng.uniform(-50, 50)
            if math.hypot(sx - x, sy - y) > clear + 20:
                canvas.diamond(sx, sy, rng.choice((4, 5, 5, 8)), rng.choice((CREAM, BUTTER)))


def cloud(canvas: Canvas, x: float, y: float, unit: float, colour: Colour) -> None:
    place = canvas.at(x, y, unit)
    place.rounded(0, 0, 210, 34, 17, colour)
    place.dome(75, 8, 42, 40, colour)
    place.dome(130, 8, 30, 26, colour)


def birds(canvas: Canvas, rng: Random, x: float, y: float, colour: Colour) -> None:
    for index in range(rng.randint(3, 5)):
        place = canvas.at(x + index * 46, y + rng.uniform(-26, 26), rng.uniform(0.8, 1.2))
        place.stroke(bow((-18, -5), (-7, -9), (0, 3)), 3.5, colour)
        place.stroke(bow((0, 3), (7, -9), (18, -5)), 3.5, colour)


def waves(canvas: Canvas, light: Light, rng: Random, top: float, bands: int = 3) -> None:
    """Bands of water from `top` down; the first crest is the palest."""
    tall = (1000 - top) / bands
    for index in range(bands):
        shade = light.sea[min(index, 2)]
        line = wave(top + index * tall, 11 + index * 2, 180 + index * 20, rng.uniform(0, 200))
        canvas.polygon(down(line), shade)


def glints(canvas: Canvas, light: Light, rng: Random, x: float, top: float, bottom: float, width: float) -> None:
    """The path of the sun or moon on the water."""
    count = 6
    colour = mix(light.disc, PAPER, 0.15)
    for index in range(count):
        share = index / (count - 1)
        half = width * (1 - 0.6 * share) * rng.uniform(0.75, 1) / 2
        y = top + (bottom - top) * share
        canvas.rounded(x - half + rng.uniform(-14, 14), y, half * 2, 9, 5, colour)
