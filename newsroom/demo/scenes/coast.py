"""The town on the hill and the harbour below it."""

import math
from random import Random

from .buildings import distant_town, house
from .canvas import Canvas
from .curves import Point, bow, down, graph, height_at
from .palette import (
    ACCENTS,
    CORAL,
    CREAM,
    DUNE,
    INK,
    NIGHT,
    PAPER,
    PLUM,
    SAFFRON,
    SAND,
    TEAL,
    TEAL_LIGHT,
    WALLS,
    Colour,
    Light,
    darker,
    mix,
    paler,
)
from .plants import palm
from .sky import glints, sky, waves


def hill_town(canvas: Canvas, light: Light, rng: Random) -> None:
    peak, crest, spread = rng.uniform(520, 680), rng.uniform(225, 300), rng.uniform(350, 450)
    sky(canvas, light, rng, peak + rng.uniform(400, 470), rng.uniform(300, 380), rng.uniform(160, 210))
    terraces = [_slope(peak, crest + level * 112, spread + level * 34) for level in range(5)]
    walls = list(WALLS)
    rng.shuffle(walls)
    road = rng.choice((1, 2))
    if rng.random() < 0.5:
        far = graph(lambda x: 780 - 330 * math.exp(-(((x - 1290) / 420) ** 2)))
        canvas.polygon(down(far), light.haze(0.3))
    for level, terrace in enumerate(terraces):
        _terrace(canvas, light, terrace, level, dashed=level == road)
        below = terraces[level + 1] if level < 4 else graph(lambda _: 790.0)
        _street(canvas, light, rng, below, peak, level, walls)
    for index in range(rng.randint(2, 3)):
        x = 1050 + index * 115 + rng.uniform(-20, 20)
        palm(canvas, light, rng, x, height_at(terraces[4], x) + 16, rng.uniform(170, 240))
    waves(canvas, light, rng, 785, 3)
    _boats(canvas, light, rng)


def _slope(peak: float, crest: float, spread: float) -> list[Point]:
    """A hill that rises from the shore to its crest and falls again."""
    return graph(lambda x: 770 - (770 - crest) * math.exp(-(((x - peak) / spread) ** 2)))


def _terrace(canvas: Canvas, light: Light, line: list[Point], level: int, *, dashed: bool) -> None:
    earth = (DUNE, mix(DUNE, SAND, 0.4), SAND, mix(SAND, CREAM, 0.3), mix(SAND, CREAM, 0.55))[level]
    canvas.polygon(down(line), light.tone(earth))
    if level:
        canvas.stroke(line, 3.5, light.tone(darker(earth, 0.14)), blunt=True)
    if dashed:
        canvas.dashes(line, 8, light.line, 34, 22)


def _street(
    canvas: Canvas,
    light: Light,
    rng: Random,
    below: list[Point],
    peak: float,
    level: int,
    walls: list[Colour],
) -> None:
    """A row of houses whose feet the next terrace will hide."""
    reach = (135, 225, 300, 370, 430)[level]
    x = peak - reach + rng.uniform(-30, 20)
    while x < peak + reach - 60:
        width = rng.uniform(84, 126)
        foot = max(height_at(below, x), height_at(below, x + width)) + 8
        height = rng.uniform(105, 190) if level else rng.uniform(120, 220)
        walls.append(walls.pop(0))
        if level == 4:
            height = rng.uniform(90, 150)
        house(canvas, light, rng, x, foot, width, height, walls[0], roof=None if level < 3 else "flat")
        x += width + rng.choice((2, 14, 40, 66))


def _boats(canvas: Canvas, light: Light, rng: Random) -> None:
    for index in range(rng.randint(1, 2)):
        x, y = (rng.uniform(980, 1150), 880) if index == 0 else (rng.uniform(300, 520), 900)
        sailboat(canvas, light, x, y, rng.uniform(0.9, 1.25), rng.choice((SAFFRON, CORAL, CREAM)))
    line = graph(lambda x: 936 + 12 * math.sin(x / 36))
    canvas.polygon(down(line), light.sea[2])


def sailboat(canvas: Canvas, light: Light, x: float, y: float, unit: float, hull: Colour) -> None:
    place = canvas.at(x, y, unit)
    place.rect(-5, -150, 9, 160, light.tone(INK, 0.3))
    place.polygon([(10, -146), (10, -22), (94, -22)], light.tone(PAPER, 0.3))
    place.polygon([(-11, -120), (-11, -22), (-58, -22)], light.tone(PAPER, 0.5))
    place.polygon([(-110, -8), (112, -8), (76, 60), (-76, 60)], light.tone(hull, 0.3))
    place.polygon([(-110, -8), (112, -8), (104, 8), (-101, 8)], light.tone(paler(hull, 0.6), 0.3))


def harbour(canvas: Canvas, light: Light, rng: Random) -> None:
    sun = rng.uniform(430, 1080)
    sky(canvas, light, rng, sun, rng.uniform(330, 430), rng.uniform(130, 190))
    distant_town(canvas, rng, 640, 130, light.haze(0.35), light.lamp if light.dark else None)
    canvas.polygon(down(graph(lambda _: 636.0)), light.sea[0])
    glints(canvas, light, rng, sun, 650, 750, 260)
    crane_paint = rng.choice((INK, INK, CORAL)) if not light.dark else rng.choice((SAFFRON, CREAM, CORAL))
    for x in rng.choice(((590, 1010), (420, 800, 1180), (760,), (520, 1120))):
        _crane(canvas, light, rng, x, crane_paint)
    _quay(canvas, light, rng)
    hull, tug = rng.sample((NIGHT, CORAL, TEAL, PLUM, SAFFRON), 2)
    _freighter(canvas, light, rng, rng.uniform(150, 240), hull)
    if rng.random() < 0.7:
        _tug(canvas, light, rng.uniform(1010, 1180), 858, tug)
    waves(canvas, light, rng, 862, 2)


def _crane(canvas: Canvas, light: Light, rng: Random, x: float, paint: Colour) -> None:
    """A portal crane whose boom reaches over the ship."""
    place = canvas.at(x, 726, rng.uniform(0.94, 1.06))
    for side in (-1, 1):
        place.stroke([(78 * side, 10), (52 * side, -420)], 13, paint, blunt=True)
    for y in (-130, -250, -330):
        half = 52 + 26 * (y + 420) / 420
        place.rect(-half, y, half * 2, 11, paint)
    place.stroke([(-76, -12), (68, -128)], 7, paint, blunt=True)
    place.stroke([(68, -132), (-60, -248)], 7, paint, blunt=True)
    place.rect(-230, -424, 470, 16, paint)
    place.stroke([(0, -408), (0, -520)], 11, paint)
    place.stroke([(-226, -418), (0, -520), (236, -418)], 7, paint)
    place.rect(-22, -408, 62, 46, paint)
    load, drop = rng.uniform(-205, -110), rng.uniform(90, 170)
    place.rect(load - 2, -410, 4, drop, paint)
    place.rect(load - 48, -412 + drop, 96, 42, light.tone(rng.choice(ACCENTS), 0.4))
    place.rect(load - 16, -420, 32, 18, paint)


def _quay(canvas: Canvas, light: Light, rng: Random) -> None:
    canvas.rect(-20, 726, 1540, 180, light.tone(INK, 0.35))
    canvas.rect(-20, 726, 1540, 12, light.tone(mix(DUNE, INK, 0.2)))
    for x in range(60, 1500, 180):
        canvas.rounded(x, 708, 34, 26, 8, light.tone(SAFFRON, 0.5))


def _freighter(canvas: Canvas, light: Light, rng: Random, x: float, paint: Colour) -> None:
    place = canvas.at(x, 880)
    hull = light.tone(paint, 0.35)
    colours = list(ACCENTS)
    rng.shuffle(colours)
    for column in range(7):
        for row in range(rng.randint(1, 4)):
            box = light.tone(colours[(column * 3 + row * 2 + column * row) % len(colours)], 0.45)
            place.rect(262 + column * 96, -222 - row * 56, 96, 57, box)
            place.rect(262 + column * 96, -222 - row * 56, 12, 57, darker(box, 0.16))
    _bridge(place, light, rng)
    rail = [(-20, -166), (1010, -166), (996, -138), (-14, -138)]
    place.polygon([(-20, -166), (1010, -166), *bow((1010, -166), (940, -110), (900, 40)), (60, 40)], hull)
    place.polygon(rail, light.tone(PAPER, 0.45))
    place.polygon([(40, -10), (912, -10), (900, 40), (60, 40)], mix(hull, light.tone(CORAL), 0.75))
    for index in range(4):
        place.circle(800 - index * 60, -92, 10, light.lamp if light.dark else light.tone(CREAM))


def _bridge(place: Canvas, light: Light, rng: Random) -> None:
    wall = light.tone(PAPER, 0.6)
    place.rect(150, -440, 44, 60, light.tone(rng.choice((CORAL, SAFFRON, TEAL_LIGHT)), 0.4))
    place.rect(150, -420, 44, 16, light.tone(INK, 0.4))
    place.rect(60, -384, 160, 224, wall)
    place.rect(184, -384, 36, 224, darker(wall, 0.14))
    place.rect(36, -384, 208, 20, darker(wall, 0.08))
    glass = light.lamp if light.hour != "day" else INK
    for y in (-338, -282, -226):
        place.rect(82, y, 138, 22, glass)


def _tug(canvas: Canvas, light: Light, x: float, y: float, hull: Colour) -> None:
    place = canvas.at(x, y)
    place.rect(6, -128, 26, 50, light.tone(INK, 0.4))
    place.rect(-50, -84, 96, 60, light.tone(CREAM, 0.5))
    place.rect(-36, -70, 28, 22, light.lamp if light.hour != "day" else INK)
    place.rect(2, -70, 28, 22, light.lamp if light.hour != "day" else INK)
    place.polygon([(-112, -40), (-60, -26), (70, -26), (124, -46), (92, 30), (-84, 30)], light.tone(hull, 0.4))
