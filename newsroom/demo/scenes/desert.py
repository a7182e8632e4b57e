"""Sand: the oasis and its caravan, the observatory under its turning sky."""

import math
from random import Random

from .canvas import Canvas
from .curves import Path, Point, arc, arch, bow, down, height_at, smooth
from .palette import (
    AMBER,
    BROWN,
    BUTTER,
    CLAY,
    COBALT,
    CORAL,
    CREAM,
    DUNE,
    INK,
    LEAF,
    PAPER,
    PEACH,
    PLUM,
    RUST,
    SAFFRON,
    SALMON,
    SAND,
    TEAL,
    TEAL_LIGHT,
    Colour,
    Light,
    darker,
    mix,
    paler,
)
from .people import look_for, standing
from .plants import palm
from .sky import birds, sky, stars


def oasis(canvas: Canvas, light: Light, rng: Random) -> None:
    disc = rng.uniform(420, 1080)
    sky(canvas, light, rng, disc, rng.uniform(250, 330), rng.uniform(120, 180), floor=420, clouds=0)
    sands = rng.choice(((DUNE, AMBER, SAND), (SALMON, CLAY, DUNE), (AMBER, DUNE, SAND)))
    far = smooth([(-30, 500), (260, 430), (560, 505), (900, 420), (1200, 500), (1530, 440)])
    canvas.polygon(down(far), light.tone(mix(sands[0], light.sky, 0.25)))
    ridge = _dune(canvas, light, rng.uniform(860, 1060), rng.uniform(430, 480), sands[1])
    _caravan(canvas, light, rng, ridge)
    near = smooth([(-30, 600), (300, 560), (700, 640), (1100, 600), (1530, 650)])
    canvas.polygon(down(near), light.tone(sands[2]))
    for x in (250, 1270):
        palm(canvas, light, rng, x + rng.uniform(-50, 50), 690, rng.uniform(230, 290), LEAF)
    _tents(canvas, light, rng)
    _pool(canvas, light, rng, disc)
    front = smooth([(-30, 900), (240, 870), (520, 925), (900, 950), (1240, 890), (1530, 915)])
    for x in rng.choice(((410, 1120), (450, 1080, 1240), (300, 460, 1130))):
        spot = x + rng.uniform(-30, 30)
        palm(canvas, light, rng, spot, height_at(front, spot) + 6, rng.uniform(390, 480))
    canvas.polygon(down(front), light.tone(mix(sands[2], sands[1], 0.55)))
    standing(canvas, rng.uniform(640, 860), 968, 205, look_for(light, rng, light.sea[0]), pose="bag")


def _dune(canvas: Canvas, light: Light, peak: float, top: float, sand: Colour) -> Path:
    """A sharp crest: one flank in the sun, the other in shade."""
    left = smooth([(-30, 640), (peak * 0.45, 560), (peak * 0.8, top + 26), (peak, top)])
    right = bow((peak, top), (peak + 190, top + 40), (1530, 610))
    canvas.polygon(down([*left, *right]), light.tone(sand))
    edge = bow((peak, top), (peak + 60, top + 110), (peak - 140, 720))
    canvas.polygon([*right, (1530, 1000), *reversed(edge)], light.tone(darker(sand, 0.22)))
    return [*left, *right]


def _caravan(canvas: Canvas, light: Light, rng: Random, ridge: Path) -> None:
    count = rng.randint(2, 4)
    start = 800 - count * 78 + rng.uniform(-30, 30)
    dark = light.tone(mix(BROWN, INK, 0.4), 0.6)
    for index in range(count):
        x = start + index * 112
        camel(
            canvas.at(x, height_at(ridge, x) + 5, 0.62),
            dark,
            light.tone(rng.choice((CORAL, TEAL, COBALT, SAFFRON)), 0.4),
        )
    x = start + count * 112 - 20
    standing(canvas, x, height_at(ridge, x) + 4, 78, look_for(light, rng, light.sky), pose="walk")


def camel(place: Canvas, hide: Colour, saddle: Colour) -> None:
    """Walking to the right, feet on (0, 0)."""
    for x, lean in ((-40, -7), (-24, 6), (26, -5), (40, 8)):
        place.stroke([(x, -60), (x + lean * 0.4, -32), (x + lean, 0)], 9, hide, end=5)
    body = [
        (-60, -66),
        (-52, -86),
        (-26, -94),
        (-8, -122),
        (10, -124),
        (24, -98),
        (46, -88),
        (54, -66),
        (30, -50),
        (-34, -50),
    ]
    place.polygon(smooth(body, 6, closed=True), hide)
    neck = smooth([(44, -74), (66, -62), (78, -84), (84, -116)])
    place.stroke(neck, 22, hide, end=11)
    place.polygon(smooth([(78, -124), (90, -128), (112, -116), (108, -108), (84, -110)], 6, closed=True), hide)
    place.stroke(bow((-58, -74), (-72, -62), (-66, -44)), 4, hide)
    place.polygon([(-30, -92), (-8, -123), (12, -124), (28, -94), (22, -64), (-24, -64)], saddle)
    place.polygon([(-30, -76), (28, -76), (24, -68), (-26, -68)], paler(saddle, 0.5))


def _tents(canvas: Canvas, light: Light, rng: Random) -> None:
    spots = rng.choice(((600, 800), (720,), (560, 740, 900), ()))
    for x in spots:
        cloth = light.tone(rng.choice((CREAM, PLUM, CORAL, TEAL)), 0.6)
        place = canvas.at(x, 676, rng.uniform(0.85, 1.15))
        place.polygon([(-120, 0), (-6, -112), (64, 0)], cloth)
        place.polygon([(-6, -112), (64, 0), (132, -14)], darker(cloth, 0.2))
        place.polygon([(-46, 0), (-20, -74), (6, 0)], light.lamp if light.dark else darker(cloth, 0.62))
        place.stroke([(-6, -108), (-6, -128)], 5, light.line)
        place.stroke([(-120, 0), (-146, 10)], 3, light.line)


def _pool(canvas: Canvas, light: Light, rng: Random, disc: float) -> None:
    bank = [(190, 780), (420, 710), (760, 690), (1100, 712), (1330, 790), (1130, 880), (760, 915), (360, 880)]
    canvas.polygon(smooth(bank, 10, closed=True), light.tone(TEAL_LIGHT if light.sea[1] != TEAL else SAND, 0.9))
    water = smooth([(x + (750 - x) * 0.05, y + (800 - y) * 0.1) for x, y in bank], 10, closed=True)
    with canvas.clipped(water):
        canvas.rect(100, 600, 1300, 400, light.sea[1])
        canvas.polygon(
            smooth([(100, 690), (420, 725), (760, 712), (1100, 735), (1400, 700), (1400, 600), (100, 600)]),
            light.sea[0],
        )
        canvas.ellipse(disc, 806, 96, 60, mix(light.disc, light.sea[1], 0.15))
        for gap in (776, 806, 836):
            canvas.rect(disc - 130, gap, 260, 8, light.sea[1])
        for _ in range(7):
            x, y = rng.uniform(260, 1200), rng.uniform(740, 890)
            canvas.rounded(x, y, rng.uniform(50, 120), 6, 3, paler(light.sea[1], 0.22))


def observatory(canvas: Canvas, light: Light, rng: Random) -> None:
    pole = (rng.uniform(820, 960), rng.uniform(240, 330))
    _turning_sky(canvas, light, rng, pole)
    sand = rng.choice((CLAY, AMBER, SALMON, RUST))
    _far_dunes(canvas, light, sand)
    if rng.random() < 0.6:
        small = rng.uniform(1030, 1150)
        _dome_house(canvas, light, rng, small, 806, 0.42, pole)
    _dome_house(canvas, light, rng, rng.uniform(520, 620), 830, rng.uniform(0.95, 1.15), pole)
    front = smooth([(-30, 800), (300, 826), (700, 812), (1100, 850), (1530, 800)])
    canvas.polygon(down(front), light.tone(sand))
    low = smooth([(-30, 920), (360, 880), (800, 930), (1200, 895), (1530, 940)])
    canvas.polygon(down(low), light.tone(darker(sand, 0.3)))
    x = rng.uniform(860, 980)
    standing(canvas, x, 884, 150, look_for(light, rng, sand), facing=rng.choice((-1, 1)), pose="point")
    if rng.random() < 0.6:
        standing(canvas, x + 70, 890, 138, look_for(light, rng, sand), facing=-1)


def _turning_sky(canvas: Canvas, light: Light, rng: Random, pole: Point) -> None:
    """Star trails around the pole; by day the rings of the sun."""
    x, y = pole
    if light.hour == "day":
        for ring in range(5, 0, -1):
            canvas.circle(
                x, y, 90 + ring * 105, mix(light.sky, PAPER if ring % 2 else light.disc, 0.4 if ring % 2 else 0.16)
            )
        canvas.circle(x, y, 112, light.disc)
        birds(canvas, rng, rng.uniform(250, 500), 210, INK)
        return
    colours = (SAFFRON, SALMON, TEAL_LIGHT, CREAM) if light.dark else (CREAM, BUTTER, PLUM, CORAL)
    if light.dark:
        stars(canvas, rng, x, y, 60, 520)
    else:
        canvas.circle(x, y, 120, light.disc)
    for ring in range(2 if light.dark else 4, 22):
        radius = 32 + ring * 46 + rng.uniform(-8, 8)
        for _ in range(1 + ring // 6):
            start, sweep = rng.uniform(0, 360), rng.uniform(28, 85)
            canvas.stroke(arc(x, y, radius, radius, start, start + sweep, 40), 5, rng.choice(colours))
    if light.dark:
        canvas.diamond(x, y, 15, SAFFRON)


def _far_dunes(canvas: Canvas, light: Light, sand: Colour) -> None:
    back = smooth([(-30, 700), (280, 640), (640, 730), (1000, 650), (1300, 715), (1530, 660)])
    canvas.polygon(down(back), light.tone(mix(sand, DUNE, 0.45)))
    shade = smooth([(1000, 650), (1120, 690), (1080, 760), (1240, 860)])
    canvas.polygon(
        [*shade, (1530, 860), *reversed(smooth([(1000, 650), (1300, 715), (1530, 660)]))],
        light.tone(darker(sand, 0.08)),
    )


def _dome_house(canvas: Canvas, light: Light, rng: Random, x: float, base: float, unit: float, pole: Point) -> None:
    """A drum with a dome; the telescope looks at the pole of the sky."""
    place = canvas.at(x, base, unit)
    wall, shell = light.tone(CREAM, 0.85), light.tone(PAPER, 0.75)
    angle = math.atan2(pole[1] - (base - 190 * unit), pole[0] - x)
    aim = place.at(0, -190, turn=math.degrees(angle))
    tube = light.tone(rng.choice((CORAL, COBALT, SAFFRON)), 0.25)
    aim.rect(120, -26, 110, 52, darker(tube, 0.18))
    aim.rect(205, -20, 62, 40, tube)
    aim.rect(258, -30, 16, 60, light.tone(INK, 0.3))
    place.dome(0, -190, 165, 165, shell)
    place.polygon([(0, -190), *arc(0, -190, 165, 165, 300, 360)], darker(shell, 0.14))
    with place.clipped(arc(0, -190, 165, 165, 180, 360)):
        aim.rect(-40, -38, 220, 76, light.tone(INK, 0.3))
    aim.rect(90, -26, 80, 52, darker(tube, 0.18))
    place.rect(-150, -190, 300, 210, wall)
    place.rect(70, -190, 80, 210, darker(wall, 0.16))
    place.rect(-178, -204, 356, 24, light.tone(rng.choice((CORAL, TEAL, SAFFRON, PEACH)), 0.5))
    glow = light.lamp if light.hour != "day" else INK
    place.polygon(arch(-40, -100, 54, 124), glow)
    for dx in (-108, 96):
        place.polygon(arch(dx, -150, 28, 44), glow if light.dark else light.tone(INK, 0.4))
