"""The street at the level of the tram, and the roofs with their panels."""

from itertools import pairwise
from random import Random

from .buildings import distant_town, windows
from .canvas import Canvas
from .curves import arc, bow
from .palette import (
    ACCENTS,
    BUTTER,
    COBALT,
    CORAL,
    CREAM,
    DUNE,
    ICE,
    INK,
    MOON,
    NIGHT,
    PAPER,
    PEACH,
    PERIWINKLE,
    PLUM,
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
    paler,
)
from .people import head, look_for, standing
from .plants import pot_plant, round_tree
from .sky import sky

FRONTS = (CORAL, CREAM, SAFFRON, TEAL_LIGHT, SAND, SALMON, SKY_BLUE, PEACH, PAPER)


def city_street(canvas: Canvas, light: Light, rng: Random) -> None:
    gap = rng.randint(1, 3)
    fronts = list(FRONTS)
    rng.shuffle(fronts)
    edges = [-40.0]
    while edges[-1] < 1500:
        edges.append(edges[-1] + rng.uniform(230, 330))
    sky(canvas, light, rng, edges[gap] + 60, rng.uniform(200, 260), rng.uniform(95, 130), floor=330)
    distant_town(canvas, rng, 720, 380, light.haze(0.25), light.lamp if light.dark else None)
    for index, (left, right) in enumerate(pairwise(edges)):
        low = index == gap
        height = rng.uniform(250, 330) if low else rng.uniform(420, 610)
        _front(canvas, light, rng, (left, right), height, fronts[index % len(fronts)])
    canvas.rect(-20, 740, 1540, 50, light.tone(mix(SAND, DUNE, 0.4)))
    canvas.rect(-20, 790, 1540, 230, light.tone(mix(INK, PERIWINKLE, 0.16), 0.5))
    for x in (140, 470, 1030, 1380):
        if rng.random() < 0.75:
            round_tree(
                canvas, light, x + rng.uniform(-50, 50), 760, rng.uniform(180, 250), rng.choice((TEAL, (46, 158, 103)))
            )
    _traffic(canvas, light, rng)
    canvas.rect(-20, 930, 1540, 90, light.tone(mix(SAND, DUNE, 0.15)))
    canvas.rect(-20, 930, 1540, 10, light.tone(DUNE))
    _walkers(canvas, light, rng)


def _front(canvas: Canvas, light: Light, rng: Random, edges: tuple[float, float], height: float, paint: Colour) -> None:
    """One house of the street: a shop below, windows above, a cornice on top."""
    left, width = edges[0], edges[1] - edges[0]
    top, wall = 750 - height, light.tone(paint)
    canvas.rect(left, top, width + 1, height, wall)
    canvas.rect(left + width - 16, top, 17, height, darker(wall, 0.18))
    canvas.rect(left - 6, top - 16, width + 12, 20, darker(wall, 0.28))
    box = (left + 14, top + 18, width - 44, height - 172)
    grid = (rng.choice((3, 4)), max(1, round((height - 172) / 92)))
    windows(canvas, light, rng, box, grid, paint, arched=rng.random() < 0.4)
    if rng.random() < 0.6:
        y = box[1] + box[3] / grid[1] * 0.8
        canvas.rect(left + 20, y, width - 56, 7, light.tone(INK, 0.4))
        for step in range(int((width - 56) / 18)):
            canvas.rect(left + 24 + step * 18, y - 24, 4, 26, light.tone(INK, 0.4))
        canvas.rect(left + 20, y - 26, width - 56, 5, light.tone(INK, 0.4))
    _shop(canvas, light, rng, left, width, paint)


def _shop(canvas: Canvas, light: Light, rng: Random, left: float, width: float, paint: Colour) -> None:
    glow = light.lamp if light.hour != "day" else light.tone(NIGHT)
    canvas.rect(left + 24, 640, width - 128, 82, glow)
    canvas.rect(left + 24, 716, width - 128, 40, light.tone(INK, 0.4))
    for index in range(3):
        goods = light.tone(ACCENTS[(index * 2 + int(left)) % len(ACCENTS)], 0.3)
        canvas.dome(left + 56 + index * 42, 718, 15, 30, goods)
    canvas.rect(left + width - 92, 640, 56, 112, light.tone(INK, 0.4))
    canvas.rect(left + width - 84, 650, 40, 50, glow)
    first, second = light.tone(rng.choice((CORAL, TEAL, COBALT, PLUM)), 0.6), light.tone(CREAM, 0.7)
    awning(canvas, left + 10, 588, width - 36, 58, first, second)


def awning(canvas: Canvas, x: float, y: float, width: float, height: float, first: Colour, second: Colour) -> None:
    """Stripes that widen downwards and end in scallops."""
    count = max(5, round(width / 38) // 2 * 2 + 1)
    step, inset = width / count, height * 0.3
    for index in range(count):
        colour = first if index % 2 == 0 else second
        share = (width - 2 * inset) / width
        upper = x + inset + index * step * share
        left = x + index * step
        canvas.polygon([(upper, y), (upper + step * share, y), (left + step, y + height), (left, y + height)], colour)
        canvas.polygon(arc(left + step / 2, y + height, step / 2, step * 0.4, 0, 180, 12), darker(colour, 0.1))


def _traffic(canvas: Canvas, light: Light, rng: Random) -> None:
    rail = light.tone(mix(PERIWINKLE, INK, 0.4))
    canvas.rect(-20, 862, 1540, 5, rail)
    canvas.rect(-20, 892, 1540, 5, rail)
    if rng.random() < 0.6:
        _tram(canvas, light, rng, rng.uniform(560, 860))
        if rng.random() < 0.6:
            _cyclist(canvas, light, rng, rng.uniform(200, 290), 912)
        return
    _van(canvas, light, rng, rng.uniform(600, 760))
    for x in (rng.uniform(260, 390), rng.uniform(1010, 1150)):
        _cyclist(canvas, light, rng, x, 908)


def _tram(canvas: Canvas, light: Light, rng: Random, x: float) -> None:
    place = canvas.at(x, 884)
    paint = light.tone(rng.choice((CORAL, SAFFRON, TEAL, COBALT)), 0.2)
    canvas.stroke([(-30, 560), (1530, 560)], 3, light.line)
    place.stroke([(-60, -262), (0, -322), (60, -262)], 6, light.line)
    place.rect(-70, -266, 150, 16, light.tone(INK, 0.3))
    place.rounded(-380, -252, 760, 236, 40, paint)
    place.rounded(-380, -90, 760, 60, 6, light.tone(CREAM, 0.4))
    place.rect(-340, -34, 680, 24, light.tone(INK, 0.2))
    for dx in (-250, -180, 180, 250):
        place.circle(dx, -8, 20, light.tone(INK, 0.2))
        place.circle(dx, -8, 8, light.tone(PERIWINKLE))
    glass = light.lamp if light.hour != "day" else ICE
    for index in range(6):
        left = -356 + index * 120
        if index in (1, 4):
            place.rounded(left + 8, -216, 94, 196, 8, darker(paint, 0.25))
            place.rounded(left + 16, -206, 36, 150, 6, glass)
            place.rounded(left + 58, -206, 36, 150, 6, glass)
            continue
        place.rounded(left, -216, 110, 104, 12, glass)
        _passengers(place, light, rng, left)
    place.circle(366, -60, 10, MOON)


def _passengers(place: Canvas, light: Light, rng: Random, left: float) -> None:
    for seat in rng.sample((24, 56, 86), rng.randint(0, 2)):
        look = look_for(light, rng)
        place.dome(left + seat, -112, 22, 30, look.top)
        head(place.at(left + seat, -152, 1.9), look)


def _van(canvas: Canvas, light: Light, rng: Random, x: float) -> None:
    place = canvas.at(x, 862, 1.1)
    paint = light.tone(rng.choice((SAFFRON, CREAM, TEAL_LIGHT)), 0.3)
    place.polygon(
        [(-150, -20), (-150, -140), (70, -140), *bow((70, -140), (104, -138), (120, -84)), (166, -72), (166, -20)],
        paint,
    )
    place.polygon([(36, -126), (72, -126), (98, -84), (36, -84)], light.tone(ICE, 0.5))
    place.rect(-150, -58, 316, 12, light.tone(CORAL, 0.3))
    for dx in (-86, 100):
        place.circle(dx, -18, 28, light.tone(INK, 0.2))
        place.circle(dx, -18, 11, light.tone(PERIWINKLE))


def _cyclist(canvas: Canvas, light: Light, rng: Random, x: float, y: float) -> None:
    place = canvas.at(x, y)
    look = look_for(light, rng, NIGHT)
    tyre, frame = light.tone(CREAM, 0.3), light.tone(rng.choice((SAFFRON, CORAL, TEAL_LIGHT)), 0.2)
    for dx in (-62, 62):
        place.stroke(arc(dx, -44, 40, 40, 0, 360), 6, tyre)
        place.circle(dx, -44, 5, tyre)
    place.stroke([(4, -100), (-12, -46), (14, -12)], 13, darker(look.bottom, 0.3), end=9)
    place.stroke([(-62, -44), (-4, -42), (44, -96), (-26, -96), (-4, -42)], 7, frame)
    place.stroke([(-26, -96), (-62, -44)], 6, frame)
    place.stroke([(62, -44), (40, -118), (58, -124)], 6, frame)
    place.rounded(-46, -110, 40, 9, 4, light.tone(INK, 0.2))
    place.stroke([(-26, -110), (24, -84), (-2, -34)], 15, look.bottom, end=10)
    place.stroke([(-2, -32), (14, -30)], 8, darker(look.bottom, 0.5))
    place.stroke([(-26, -118), (2, -176)], 30, look.top, end=26)
    place.stroke([(4, -172), (26, -138), (56, -124)], 11, darker(look.top, 0.2), end=8)
    place.circle(56, -124, 6, look.skin)
    place.stroke([(8, -194), (4, -184)], 10, darker(look.skin, 0.15))
    head(place.at(13, -210, 2.2), look)


def _walkers(canvas: Canvas, light: Light, rng: Random) -> None:
    spots = rng.sample((330, 460, 600, 780, 930, 1060, 1180), rng.randint(3, 5))
    for x in sorted(spots):
        look = look_for(light, rng, INK)
        pose = rng.choice(("walk", "walk", "still", "bag"))
        height = rng.uniform(225, 255)
        standing(
            canvas, x + rng.uniform(-24, 24), rng.uniform(962, 985), height, look, facing=rng.choice((-1, 1)), pose=pose
        )


def rooftop_solar(canvas: Canvas, light: Light, rng: Random) -> None:
    sky(canvas, light, rng, rng.uniform(980, 1140), rng.uniform(190, 240), rng.uniform(110, 150), floor=330)
    distant_town(canvas, rng, 700, 240, light.haze(0.22), light.lamp if light.dark else None)
    fronts = list(FRONTS)
    rng.shuffle(fronts)
    x, index = -70.0, 0
    while x < 1500:
        width = rng.uniform(190, 260)
        _block(canvas, light, rng, x, rng.uniform(430, 540), width, mix(fronts[index % 9], DUNE, 0.35), panels=True)
        x, index = x + width, index + 1
    x, tops = -110.0, [640.0, 560.0, 690.0, 600.0, 720.0, 620.0]
    rng.shuffle(tops)
    for turn, top in enumerate(tops):
        width = rng.uniform(250, 320)
        _block(canvas, light, rng, x, top, width, fronts[(turn + 3) % 9], panels=turn % 3 != 1)
        if turn % 3 == 1:
            _terrace_life(canvas, light, rng, x, top, width)
        x += width


def _block(
    canvas: Canvas, light: Light, rng: Random, x: float, top: float, width: float, paint: Colour, *, panels: bool
) -> None:
    wall = light.tone(paint)
    side = width * 0.24
    if panels:
        count = 2 if width > 240 else 1
        for index in range(count):
            wide = (width * 0.84) / count
            _panel(canvas, light, x + width * 0.06 + index * wide, top, wide * 0.78, rng.uniform(58, 74))
    canvas.rect(x, top, width - side, 1000 - top, wall)
    canvas.rect(x + width - side, top, side + 1, 1000 - top, darker(wall, 0.17))
    canvas.rect(x - 5, top - 4, width + 10, 16, darker(wall, 0.26))
    columns = max(2, round(width / 84))
    rows = max(1, round((1000 - top) / 92))
    box = (x + 16, top + 24, width - side - 32, rows * 92.0)
    windows(canvas, light, rng, box, (columns, rows), paint, arched=rng.random() < 0.35)


def _panel(canvas: Canvas, light: Light, x: float, base: float, width: float, height: float) -> None:
    """A panel leaning towards the light on two legs."""
    slant = height * 0.5
    leg = light.tone(INK, 0.4)
    for dx in (0.25, 0.9):
        canvas.rect(x + slant * 0.8 + width * dx, base - height * 0.6, 6, height * 0.62, leg)
    glass = light.tone(COBALT, 0.35)
    canvas.polygon(
        [(x, base - 6), (x + width, base - 6), (x + width + slant, base - height), (x + slant, base - height)], glass
    )
    shine = paler(glass, 0.5)
    for step in range(1, 4):
        foot = x + width * step / 4
        canvas.stroke([(foot, base - 6), (foot + slant, base - height)], 3, shine, blunt=True)
    canvas.stroke([(x + slant / 2, base - 3 - height / 2), (x + width + slant / 2, base - 3 - height / 2)], 3, shine)


def _terrace_life(canvas: Canvas, light: Light, rng: Random, x: float, top: float, width: float) -> None:
    """A roof that is lived on: laundry, plants, a tank, somebody looking out."""
    left, right = x + 24, x + width * 0.62
    line = bow((left, top - 118), ((left + right) / 2, top - 88), (right, top - 118))
    for pole in (left - 3, right - 3):
        canvas.rect(pole, top - 124, 7, 124, light.tone(INK, 0.4))
    canvas.stroke(line, 3, light.line)
    for index in range(3):
        (hook, y), paint = line[3 + index * 4], rng.choice((PAPER, CORAL, SAFFRON, PERIWINKLE, TEAL_LIGHT, BUTTER))
        canvas.polygon(
            [(hook - 17, y), (hook + 19, y), (hook + 18, y + 58), (hook - 18, y + 54)], light.tone(paint, 0.5)
        )
    look = look_for(light, rng, light.sky)
    standing(
        canvas, x + width * 0.79, top + 2, 172, look, facing=rng.choice((-1, 1)), pose=rng.choice(("point", "hold"))
    )
    pot_plant(canvas, light, x + 58, top, 78, CORAL)
    canvas.rect(x - 5, top - 4, width + 10, 16, light.tone(DUNE))
