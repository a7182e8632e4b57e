"""Snow: peaks, pines, a cabin with a fire, skiers and the lift above them."""

from random import Random

from .canvas import Canvas
from .curves import Path, Point, bow, down, height_at, smooth
from .palette import (
    ACCENTS,
    BROWN,
    CLAY,
    CORAL,
    CREAM,
    ICE,
    INK,
    MAUVE,
    PAPER,
    PERIWINKLE,
    PLUM,
    SAFFRON,
    SKY_BLUE,
    TEAL,
    TEAL_DEEP,
    Colour,
    Light,
    darker,
    mix,
    paler,
)
from .people import head, look_for
from .plants import pine
from .sky import sky

ROCKS = (mix(SKY_BLUE, PLUM, 0.35), MAUVE, mix(TEAL, PERIWINKLE, 0.25), mix(CLAY, PLUM, 0.3))


def mountain_snow(canvas: Canvas, light: Light, rng: Random) -> None:
    sky(canvas, light, rng, rng.uniform(960, 1160), rng.uniform(190, 260), rng.uniform(95, 130), floor=380)
    rock = rng.choice(ROCKS)
    back = mix(light.tone(rock, 0.8), light.sky, 0.5)
    for x, tall in ((170, 430), (1330, 400), (760, 330)):
        _peak(
            canvas,
            rng,
            x + rng.uniform(-60, 60),
            790,
            tall * rng.uniform(0.85, 1.05),
            back,
            mix(light.tone(PAPER), light.sky, 0.4),
        )
    snow = light.tone(PAPER, 0.75)
    lead = rng.uniform(470, 640)
    _peak(canvas, rng, lead + rng.uniform(400, 470), 790, rng.uniform(420, 490), light.tone(darker(rock, 0.08)), snow)
    _peak(canvas, rng, lead, 790, rng.uniform(570, 630), light.tone(rock), snow)
    slope = smooth([(-30, 700), (280, 650), (640, 720), (1000, 668), (1530, 760)])
    canvas.polygon(down(slope), light.tone(mix(ICE, PERIWINKLE, 0.3), 0.8))
    _forest(canvas, light, rng, slope, 11, (70, 120))
    if rng.random() < 0.65:
        _lift(canvas, light, rng)
    field = smooth([(-30, 800), (340, 830), (720, 770), (1120, 830), (1530, 790)])
    canvas.polygon(down(field), snow)
    _cabin(canvas, light, rng, rng.uniform(800, 960), 838)
    for slot in range(rng.randint(1, 3)):
        _skier(canvas, light, rng, 610 - slot * 130 + rng.uniform(-30, 30), 850 - slot * 26)
    front = smooth([(-30, 960), (240, 900), (500, 965), (820, 990), (1180, 930), (1530, 900)])
    for x in (90, 190, 1330, 1430):
        pine(canvas, x + rng.uniform(-30, 30), 960, rng.uniform(240, 360), light.tone(TEAL_DEEP, 0.8))
    canvas.polygon(down(front), light.tone(PERIWINKLE, 0.8))


def _peak(canvas: Canvas, rng: Random, x: float, base: float, tall: float, rock: Colour, snow: Colour) -> None:
    """A pyramid: the left face lit, the right in shade, a torn cap of snow."""
    top, half = base - tall, tall * rng.uniform(0.82, 1.0)
    foot = x + half * rng.uniform(0.08, 0.2)
    canvas.polygon([(x - half, base), (x, top), (x + half, base)], rock)
    canvas.polygon([(x, top), (x + half, base), (foot, base)], darker(rock, 0.24))
    line = 0.36 + rng.uniform(-0.05, 0.06)

    def on(share: float, drop: float) -> Point:
        return x + share * half * drop, top + tall * drop

    lit = [
        (x, top),
        on(-1, line),
        on(-0.6, line - 0.07),
        on(-0.35, line + 0.09),
        on(0.0, line - 0.05),
        on(0.14, line + 0.05),
    ]
    canvas.polygon(lit, snow)
    shade = [(x, top), on(0.14, line + 0.05), on(0.45, line - 0.08), on(0.68, line + 0.05), on(1, line - 0.02)]
    canvas.polygon(shade, mix(snow, rock, 0.3))


def _forest(canvas: Canvas, light: Light, rng: Random, slope: Path, count: int, tall: tuple[float, float]) -> None:
    for index in range(count):
        x = 60 + index * 1400 / count + rng.uniform(-40, 40)
        for extra in range(rng.randint(1, 3)):
            spot = x + extra * 38
            pine(
                canvas,
                spot,
                height_at(slope, spot) + 14,
                rng.uniform(*tall),
                light.tone(mix(TEAL_DEEP, TEAL, 0.5), 0.85),
            )


def _lift(canvas: Canvas, light: Light, rng: Random) -> None:
    start, end = (-30.0, rng.uniform(300, 380)), (1530.0, rng.uniform(560, 620))
    cable = bow(start, (750, (start[1] + end[1]) / 2 + 60), end)
    for x in (420, 1150):
        y = height_at(cable, x)
        canvas.rect(x - 5, y, 10, 760 - y, light.line)
        canvas.rect(x - 26, y - 2, 52, 9, light.line)
    canvas.stroke(cable, 4, light.line)
    paints = list(ACCENTS[:3])
    rng.shuffle(paints)
    for index, x in enumerate((300, 640, 1340)):
        place = canvas.at(x, height_at(cable, x), 1.0)
        place.rect(-2, 0, 4, 34, light.line)
        place.rounded(-36, 32, 72, 66, 16, light.tone(paints[index], 0.2))
        place.rounded(-26, 44, 52, 24, 6, light.lamp if light.hour != "day" else ICE)


def _cabin(canvas: Canvas, light: Light, rng: Random, x: float, base: float) -> None:
    place = canvas.at(x, base, rng.uniform(1.0, 1.2))
    wood = light.tone(rng.choice((CLAY, BROWN, CORAL, SAFFRON)), 0.5)
    smoke = paler(light.sky, 0.45)
    for index in range(4):
        place.circle(66 + index * 16, -196 - index * 34, 12 + index * 5, smoke)
    place.rect(52, -178, 26, 70, light.tone(INK, 0.4))
    place.polygon([(-96, 12), (-96, -76), (0, -150), (96, -76), (96, 12)], wood)
    for y in (-50, -26, -2):
        place.rect(-96, y, 192, 4, darker(wood, 0.2))
    place.stroke([(-122, -62), (0, -158), (122, -62)], 24, light.tone(CREAM, 0.6))
    glow = light.lamp if light.hour != "day" else ICE
    place.rect(-66, -58, 44, 44, glow)
    place.rect(-46, -58, 4, 44, darker(wood, 0.4))
    place.rect(22, -62, 42, 76, darker(wood, 0.5))
    place.circle(0, -96, 14, glow)


def _skier(canvas: Canvas, light: Light, rng: Random, x: float, y: float) -> None:
    """Crouched and going down to the right, with the track behind."""
    look = look_for(light, rng, PAPER)
    track = light.tone(PERIWINKLE, 0.8)
    canvas.stroke(smooth([(x - 230, y - 34), (x - 150, y - 2), (x - 80, y - 16), (x, y)]), 5, track)
    place = canvas.at(x, y, 1.0, turn=8)
    place.stroke([(-62, 2), (46, 2), (60, -6)], 6, light.tone(rng.choice((CORAL, SAFFRON, SKY_BLUE)), 0.3))
    place.stroke([(-14, -38), (16, -26), (-4, -2)], 15, look.bottom, end=10)
    place.stroke([(-12, -40), (12, -72)], 24, look.top)
    place.stroke([(10, -66), (28, -52), (44, -54)], 9, darker(look.top, 0.2))
    place.stroke([(44, -54), (-34, -30)], 3, light.tone(INK, 0.4))
    place.circle(44, -54, 5, light.tone(INK, 0.4))
    head(place.at(24, -88, 1.75), look)
