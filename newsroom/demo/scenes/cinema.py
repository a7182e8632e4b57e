"""The open-air cinema: a film on the screen, palms or lamps beside it, and the backs of everybody's heads."""

import math
from collections.abc import Callable
from random import Random

from .canvas import Canvas
from .curves import bow, height_at, smooth, wave
from .palette import (
    COBALT,
    CORAL,
    CREAM,
    ICE,
    INK,
    LEAF,
    MAUVE,
    MOON,
    NIGHT,
    PAPER,
    PEACH,
    PLUM,
    PLUM_DEEP,
    SAFFRON,
    SALMON,
    SAND,
    SKY_BLUE,
    TEAL,
    TEAL_LIGHT,
    Colour,
    Light,
    darker,
    mix,
)
from .people import from_behind, look_for
from .plants import palm
from .sky import sky


def open_air_cinema(canvas: Canvas, light: Light, rng: Random) -> None:
    sky(canvas, light, rng, rng.choice((130, 1370)), rng.uniform(140, 200), 86, floor=420, clouds=1)
    ground = light.tone(mix(MAUVE, SAND, 0.5) if light.hour == "day" else PLUM, 0.9)
    canvas.polygon(smooth([(-30, 700), (500, 680), (1000, 690), (1530, 675), (1530, 1010), (-30, 1010)]), ground)
    for side in (150, 1350):
        palm(canvas, light, rng, side + rng.uniform(-40, 40), 830, rng.uniform(430, 520))
    width = rng.uniform(800, 900)
    left, top, height = 750 - width / 2, rng.uniform(110, 150), width * 0.52
    for x in (left + 40, left + width - 62):
        canvas.rect(x, top + height, 22, 260, INK)
    canvas.rect(left - 20, top - 20, width + 40, height + 40, INK)
    _film(canvas, rng, left, top, width, height)
    if light.hour != "day":
        canvas.glass(
            [(left, top + height + 20), (left + width, top + height + 20), (960, 1000), (540, 1000)], MOON, 0.16
        )
    if rng.random() < 0.6:
        _bulbs(canvas, light, rng, top)
    _audience(canvas, light, rng)


def _film(canvas: Canvas, rng: Random, left: float, top: float, width: float, height: float) -> None:
    outline = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    with canvas.clipped(outline):
        canvas.polygon(outline, CREAM)
        rng.choice(FILMS)(canvas.at(left, top, width / 100), rng)


def _film_of_the_desert(place: Canvas, rng: Random) -> None:
    place.circle(rng.uniform(42, 60), 27, 16, CORAL)
    place.polygon([(-2, 53), (24, 24), (41, 42), (62, 18), (102, 50), (102, 53)], PLUM)
    place.polygon([(62, 18), (102, 50), (102, 53), (56, 53), (58, 36)], darker(PLUM, 0.2))
    place.polygon([*bow((-2, 52), (50, 40), (102, 49)), (102, 54), (-2, 54)], SAFFRON)


def _film_of_the_sea(place: Canvas, rng: Random) -> None:
    place.rect(-1, -1, 102, 56, PEACH)
    place.circle(rng.uniform(24, 36), 24, 11, CORAL)
    boat = rng.uniform(56, 66)
    place.rect(boat - 0.6, 9, 1.4, 28, INK)
    place.polygon([(boat + 2, 9), (boat + 2, 32), (boat + 19, 32)], PAPER)
    place.polygon([(boat - 2, 13), (boat - 2, 32), (boat - 14, 32)], SAFFRON)
    place.polygon([(boat - 18, 35), (boat + 21, 35), (boat + 14, 46), (boat - 12, 46)], CORAL)
    for index, colour in enumerate((TEAL_LIGHT, TEAL, NIGHT)):
        y = 39 + index * 5
        line = [(x, y + 1.3 * math.sin(x / 2.6 + index * 2)) for x in range(-1, 103)]
        place.polygon([*line, (102, 56), (-1, 56)], colour)


def _film_of_two_lovers(place: Canvas, rng: Random) -> None:
    """Two profiles, nose to nose, in front of the moon."""
    night = rng.choice((COBALT, TEAL, PLUM_DEEP))
    place.rect(-1, -1, 102, 56, night)
    place.circle(50, 24, 20, MOON)
    for facing, colour, hair in ((1, CORAL, INK), (-1, darker(CREAM, 0.06), PLUM)):
        face = place.at(50 - 15.5 * facing, 25, 0.3, facing=facing)
        if facing < 0:
            face.circle(-46, -34, 20, hair)
        silhouette(face, colour, hair)


def silhouette(face: Canvas, skin: Colour, hair: Colour) -> None:
    """A head and shoulders in profile, looking to the right."""
    face.polygon(smooth([(-62, 100), (-50, 72), (-24, 60), (14, 60), (34, 74), (44, 100)]), hair)
    face.polygon(smooth(PROFILE, 5, closed=True), skin)
    cap = [
        (30, -36),
        (14, -52),
        (-14, -56),
        (-42, -38),
        (-50, -4),
        (-44, 30),
        (-26, 36),
        (-24, 8),
        (-8, 2),
        (-2, -20),
        (14, -30),
    ]
    face.polygon(smooth(cap, 5, closed=True), hair)


PROFILE = (
    (-30, -40),
    (0, -52),
    (26, -42),
    (33, -22),
    (33, -10),
    (45, 8),
    (36, 14),
    (38, 20),
    (34, 24),
    (36, 29),
    (32, 35),
    (32, 44),
    (20, 51),
    (8, 50),
    (10, 74),
    (-24, 74),
    (-24, 34),
    (-42, 6),
    (-42, -22),
)


def _film_of_the_city(place: Canvas, rng: Random) -> None:
    place.rect(-1, -1, 102, 56, ICE)
    place.circle(rng.uniform(66, 80), 16, 9, SAFFRON)
    x = -2.0
    while x < 100:
        wide, tall = rng.uniform(8, 15), rng.uniform(18, 44)
        paint = rng.choice((CORAL, NIGHT, TEAL, PAPER, SALMON, SKY_BLUE))
        place.rect(x, 54 - tall, wide, tall, paint)
        for row in range(int(tall / 7)):
            for column in (0.22, 0.6):
                place.rect(
                    x + wide * column, 56.5 - tall + row * 7, wide * 0.18, 3.4, SAFFRON if paint == NIGHT else INK
                )
        x += wide + 0.6
    place.polygon([*((px / 15, 47 + (py - 47)) for px, py in wave(47, 0.5, 180)), (102, 56), (-2, 56)], LEAF)


FILMS: tuple[Callable[[Canvas, Random], None], ...] = (
    _film_of_the_desert,
    _film_of_the_sea,
    _film_of_two_lovers,
    _film_of_the_city,
)


def _bulbs(canvas: Canvas, light: Light, rng: Random, top: float) -> None:
    for start, end in (((-20, top - 40), (320, top - 12)), ((1180, top - 12), (1520, top - 50))):
        wire = bow(start, ((start[0] + end[0]) / 2, top + 130), end, 30)
        canvas.stroke(wire, 4, light.line)
        for index in range(1, 7):
            x = start[0] + (end[0] - start[0]) * index / 7
            canvas.circle(x, height_at(wire, x) + 12, 10, rng.choice((SAFFRON, CORAL, MOON)))


def _audience(canvas: Canvas, light: Light, rng: Random) -> None:
    """Three rows, each darker and nearer, so that the front one is almost ink."""
    base = light.tone(mix(PLUM_DEEP, NIGHT, 0.4), 0.5)
    for row, (y, radius) in enumerate(((762, 32), (848, 38), (944, 46))):
        shade = mix(base, INK, (0.0, 0.4, 0.8)[row]) if light.hour != "day" else mix(COBALT, NIGHT, 0.35 * row)
        step = radius * 2.75
        x = -rng.uniform(0, step)
        while x < 1530:
            look = look_for(light, rng, shade)
            dim = 0.72 if look.head != "scarf" and rng.random() < 0.75 else 0.15
            if light.hour == "day":
                dim *= 0.25
            figure = type(look)(
                mix(look.skin, shade, dim), mix(look.hair, shade, dim), shade, shade, look.head, False, False
            )
            coat = shade if rng.random() < 0.7 else mix(look.top, shade, 0.35 + dim * 0.5)
            from_behind(canvas, x + rng.uniform(-6, 6), y + rng.uniform(-7, 7), radius, figure, coat)
            x += step
