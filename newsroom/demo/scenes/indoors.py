"""What every room here shares: a wall, a window onto the hour, a floor, a lamp."""

from random import Random

from .buildings import distant_town
from .canvas import Canvas
from .curves import Point, arch
from .palette import BUTTER, INK, MOON, SAFFRON, Colour, Light, mix
from .sky import sky


def room(light: Light, colour: Colour, share: float = 1.0) -> Colour:
    """A room keeps more of its colours than the street does: its lamps are on."""
    return light.tone(colour, 0.62 * share)


def window(
    canvas: Canvas,
    light: Light,
    rng: Random,
    x: float,
    y: float,
    width: float,
    height: float,
    frame: Colour,
    *,
    round_head: bool,
) -> None:
    """A view of the sky and the town, with bars across it."""
    shape = arch if round_head else _box
    canvas.polygon(shape(x - 16, y - 16, width + 32, height + 22), frame)
    with canvas.clipped(shape(x, y, width, height)):
        canvas.rect(x, y, width, height, light.sky)
        sun = x + width * rng.uniform(0.35, 0.65)
        sky(canvas, light, rng, sun, y + height * 0.36, width * 0.24, floor=y + height * 0.6, clouds=0)
        distant_town(canvas, rng, y + height, height * 0.3, light.haze(0.45), light.lamp if light.dark else None)
    canvas.rect(x + width / 2 - 5, y, 10, height, frame)
    canvas.rect(x, y + height * 0.52, width, 10, frame)
    canvas.rect(x - 30, y + height, width + 60, 20, mix(frame, INK, 0.15))


def _box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def hanging_lamp(canvas: Canvas, light: Light, x: float, y: float, reach: float, shade: Colour) -> None:
    """A bell lamp on its cord; after dusk its cone of light reaches down."""
    if light.hour != "day":
        canvas.glass([(x - 70, y), (x + 70, y), (x + 250, y + reach), (x - 250, y + reach)], MOON, 0.2)
    canvas.rect(x - 2, -10, 4, y - 50, INK)
    canvas.dome(x, y, 78, 66, shade)
    canvas.rect(x - 14, y - 84, 28, 26, INK)
    canvas.polygon(
        [(x - 30, y), (x + 30, y), (x + 22, y + 16), (x - 22, y + 16)], SAFFRON if light.hour != "day" else BUTTER
    )
