"""The train across the valley, and the fields and rivers seen from the air."""

import math
from random import Random

from .canvas import Canvas
from .curves import Path, Point, arch, bow, down, graph, smooth
from .palette import (
    AMBER,
    BUTTER,
    CORAL,
    CREAM,
    DUNE,
    HAIRS,
    ICE,
    INK,
    LEAF,
    MINT,
    MOON,
    NIGHT,
    NIGHT_DEEP,
    OLIVE,
    PAPER,
    PLUM,
    SAFFRON,
    SAGE,
    SALMON,
    SAND,
    TEAL,
    Colour,
    Light,
    darker,
    mix,
    paler,
)
from .plants import cypress, round_tree
from .sky import glints, sky

RAIL = 690.0


def night_train(canvas: Canvas, light: Light, rng: Random) -> None:
    disc = rng.uniform(980, 1160)
    sky(canvas, light, rng, disc, rng.uniform(210, 270), rng.uniform(100, 140), floor=420)
    far = light.haze(0.3) if light.hour != "day" else mix(light.sky, TEAL, 0.28)
    near = light.haze(0.6) if light.hour != "day" else mix(light.sky, TEAL, 0.55)
    _ridge(canvas, rng, far, 560, 250)
    _ridge(canvas, rng, near, 620, 130)
    if rng.random() < 0.55:
        _viaduct(canvas, light, rng, disc)
    else:
        _embankment(canvas, light, rng)
    _catenary(canvas, light, rng)
    nose = rng.uniform(1040, 1180)
    paint, band = rng.choice(((CORAL, CREAM), (SAFFRON, INK), (TEAL, CREAM), (CREAM, CORAL), (CORAL, SAFFRON)))
    if light.hour != "day":
        beam = [(nose + 118, RAIL - 56), (1530, RAIL - 130), (1530, RAIL + 40), (nose + 118, RAIL - 28)]
        canvas.glass(beam, MOON, 0.26)
    _train(canvas, light, rng, nose, light.tone(paint, 0.12), light.tone(band, 0.12))


def _ridge(canvas: Canvas, rng: Random, colour: Colour, base: float, tall: float) -> None:
    points: list[Point] = [(-30, base - rng.uniform(0, tall * 0.5))]
    x = rng.uniform(60, 160)
    while x < 1500:
        points += [
            (x, base - tall * rng.uniform(0.6, 1)),
            (x + rng.uniform(140, 190), base - tall * rng.uniform(0.1, 0.3)),
        ]
        x += rng.uniform(300, 400)
    canvas.polygon(down([*points, (1530, base - tall * 0.5)]), colour)


def _viaduct(canvas: Canvas, light: Light, rng: Random, disc: float) -> None:
    """Round arches, and through them the river with the light on it."""
    hills = smooth([(-30, 720), (300, 690), (700, 740), (1100, 700), (1530, 730)])
    canvas.polygon(down(hills), light.tone(mix(LEAF, SAGE, 0.4)))
    canvas.polygon(down(graph(lambda _: 850.0)), light.sea[1])
    glints(canvas, light, rng, disc, 868, 970, 170)
    stone = light.tone(rng.choice((SAND, DUNE, SALMON)))
    wide = rng.choice((190, 230, 270))
    canvas.rect(-30, RAIL, 1560, 46, stone)
    x = -rng.uniform(20, wide)
    while x < 1530:
        pier = wide * 0.24
        opening = arch(x + pier, RAIL + 46, wide - pier, 290)
        spandrel = [(x, RAIL + 40), (x + wide, RAIL + 40), (x + wide, RAIL + 336), *reversed(opening), (x, RAIL + 336)]
        canvas.polygon(spandrel, stone)
        canvas.rect(x + pier - 14, RAIL + 46 + (wide - pier) / 2, 14, 320, darker(stone, 0.2))
        canvas.rect(x - 4, RAIL + 46 + (wide - pier) / 2 - 6, pier + 8, 12, darker(stone, 0.12))
        x += wide
    canvas.rect(-30, RAIL, 1560, 13, darker(stone, 0.3))


def _embankment(canvas: Canvas, light: Light, rng: Random) -> None:
    earth = light.tone(rng.choice((TEAL, LEAF, DUNE)), 0.95)
    fields = smooth([(-30, 640), (360, 612), (800, 650), (1200, 615), (1530, 640)])
    canvas.polygon(down(fields), mix(earth, light.sky, 0.25))
    for _ in range(6):
        cypress(canvas, light, rng.uniform(40, 1460), 660, rng.uniform(70, 120))
    canvas.rect(-30, RAIL, 1560, 400, earth)
    canvas.rect(-30, RAIL, 1560, 26, light.tone(INK, 0.4))
    for x in range(-20, 1520, 52):
        canvas.rect(x, RAIL + 8, 30, 12, mix(earth, CREAM, 0.4))
    for index, (y, colour) in enumerate(((790, darker(earth, 0.16)), (880, darker(earth, 0.34)))):
        line = smooth([(x, y + rng.uniform(-26, 26)) for x in range(-60, 1700, 260)])
        canvas.polygon(down(line), colour)
        if index == 0:
            for _ in range(5):
                round_tree(
                    canvas, light, rng.uniform(80, 1420), 885, rng.uniform(90, 140), rng.choice((LEAF, OLIVE, TEAL))
                )


def _catenary(canvas: Canvas, light: Light, rng: Random) -> None:
    pole = mix(light.sky, light.line, 0.75)
    start, step = rng.uniform(-120, 0), 340
    for index in range(6):
        x = start + index * step
        canvas.rect(x, RAIL - 236, 8, 240, pole)
        canvas.stroke([(x + 4, RAIL - 222), (x + 60, RAIL - 196)], 6, pole)
        wire = bow((x + 60, RAIL - 196), (x + 60 + step / 2, RAIL - 172), (x + 60 + step, RAIL - 196))
        canvas.stroke(wire, 3, pole)


def _train(canvas: Canvas, light: Light, rng: Random, nose: float, paint: Colour, band: Colour) -> None:
    top, floor = RAIL - 150, RAIL - 12
    canvas.rect(-30, RAIL - 24, nose + 96, 18, darker(paint, 0.75))
    for x in range(20, int(nose + 60), 62):
        canvas.circle(x, RAIL - 6, 9, light.tone(INK, 0.3))
    front = bow((nose - 60, top), (nose + 76, top + 6), (nose + 128, floor - 18))
    canvas.polygon([(-30, top), *front, (nose + 128, floor), (-30, floor)], paint)
    canvas.rect(-30, floor - 26, nose + 154, 13, band)
    canvas.rect(-30, floor - 4, nose + 158, 15, darker(paint, 0.6))
    canvas.polygon(
        [
            (nose - 14, top + 26),
            *bow((nose + 4, top + 26), (nose + 54, top + 36), (nose + 82, top + 76)),
            (nose - 14, top + 76),
        ],
        light.tone(ICE, 0.3),
    )
    canvas.circle(nose + 108, floor - 34, 9, MOON)
    coach = rng.uniform(380, 430)
    right = nose - 72
    while right > -60:
        _coach(canvas, light, rng, right, coach, top, paint)
        right -= coach


def _coach(canvas: Canvas, light: Light, rng: Random, right: float, length: float, top: float, paint: Colour) -> None:
    """Windows from the right end of a coach; somebody sits in some of them."""
    canvas.rect(right - 2, top + 4, 5, 130, darker(paint, 0.35))
    canvas.rounded(right - 56, top + 26, 38, 96, 8, darker(paint, 0.16))
    canvas.rounded(right - 48, top + 34, 22, 40, 5, light.tone(ICE, 0.4))
    count = 5
    wide = (length - 92) / count
    for index in range(count):
        x = right - length + 24 + index * wide
        lit = light.hour != "day" and rng.random() < 0.85
        glass = rng.choice((SAFFRON, MOON, MOON)) if lit and paint != SAFFRON else (CREAM if lit else NIGHT)
        if light.hour == "day":
            glass = rng.choice((ICE, ICE, paler(ICE, 0.5)))
        canvas.rounded(x, top + 30, wide - 14, 48, 8, glass)
        if rng.random() < 0.45:
            shade = rng.choice((INK, PLUM, HAIRS[1]))
            canvas.circle(x + wide * 0.42, top + 52, 11, shade)
            canvas.dome(x + wide * 0.42, top + 78, 18, 16, shade)


def river_fields(canvas: Canvas, light: Light, rng: Random) -> None:
    """Seen from above: a quilt of fields on a slant, rivers meeting, and the gauges on their banks."""
    quilt = canvas.at(750, 500, turn=rng.uniform(-22, 22))
    _quilt(quilt, light, rng, -1000, -860, 2000, 1720)
    meet = (rng.uniform(760, 900), rng.uniform(460, 600))
    mouth = (1540, rng.uniform(480, 820))
    first = [(-40, rng.uniform(60, 340)), (260, rng.uniform(180, 420)), (520, rng.uniform(360, 560)), meet]
    stem = smooth([*first, (1060, (meet[1] + mouth[1]) / 2 + rng.uniform(20, 90)), (1300, mouth[1]), mouth])
    north = smooth([(rng.uniform(820, 1220), -40), (rng.uniform(900, 1100), 190), (rng.uniform(760, 900), 340), meet])
    south = smooth([(rng.uniform(120, 420), 1040), (rng.uniform(440, 560), 820), (rng.uniform(600, 700), 680), meet])
    rivers: list[tuple[Path, float, float, Colour]] = [
        (north, rng.uniform(38, 48), rng.uniform(52, 62), light.sea[0]),
        (south, rng.uniform(38, 48), rng.uniform(52, 62), rng.choice((light.tone(TEAL), light.sea[0]))),
        (stem, rng.uniform(54, 64), rng.uniform(128, 146), light.sea[1]),
    ]
    for line, source, end, _ in rivers:
        canvas.stroke(line, source + 22, light.tone(PAPER, 0.75), end=end + 22)
    for line, source, end, colour in rivers:
        canvas.stroke(line, source, colour, end=end)
    for line, _, width, _ in rivers[:2]:
        _gauge(canvas, light, line[round(len(line) * rng.uniform(0.35, 0.55))], rng)
        if rng.random() < 0.7:
            _crossing(canvas, light, line, rng.uniform(0.68, 0.78), width)
    for share in (0.24, 0.78):
        _gauge(canvas, light, stem[round(len(stem) * share)], rng)
    for share in (0.4, 0.68, 0.9):
        if rng.random() < 0.75:
            _barge(canvas, light, stem, share + rng.uniform(-0.04, 0.04), rng.choice((CORAL, SAFFRON, CREAM)))


def _quilt(canvas: Canvas, light: Light, rng: Random, x: float, y: float, width: float, height: float) -> None:
    """Halve the land until the pieces are fields."""
    if width > 190 or height > 170:
        share = rng.uniform(0.36, 0.64)
        if width / height > rng.uniform(0.9, 1.5):
            _quilt(canvas, light, rng, x, y, width * share, height)
            _quilt(canvas, light, rng, x + width * share, y, width * (1 - share), height)
        else:
            _quilt(canvas, light, rng, x, y, width, height * share)
            _quilt(canvas, light, rng, x, y + height * share, width, height * (1 - share))
        return
    colour = light.tone(rng.choice((SAGE, MINT, OLIVE, DUNE, SAND, SAGE, BUTTER, (255, 219, 115), OLIVE, AMBER)), 1.0)
    canvas.rect(x, y, width + 1, height + 1, colour)
    _crop(canvas, light, rng, (x, y, width, height), colour)


def _crop(canvas: Canvas, light: Light, rng: Random, field: tuple[float, float, float, float], soil: Colour) -> None:
    x, y, width, height = field
    kind = rng.random()
    if kind < 0.4:
        for row in range(1, max(2, int(height / 24))):
            canvas.rect(x + 12, y + row * 24, width - 24, 5, darker(soil, 0.16))
    elif kind < 0.52:
        for column in range(1, max(2, int(width / 34))):
            for row in range(1, max(2, int(height / 34))):
                canvas.circle(x + column * 34, y + row * 34, 10, light.tone(LEAF, 0.85))
    elif kind < 0.62:
        roof = light.tone(rng.choice((CORAL, SALMON, PLUM)), 0.6)
        canvas.rect(x + width * 0.3, y + height * 0.3, 66, 22, roof)
        canvas.rect(x + width * 0.3, y + height * 0.3 + 22, 66, 22, darker(roof, 0.2))
        if light.hour != "day":
            canvas.diamond(x + width * 0.3 + 86, y + height * 0.3 + 22, 7, SAFFRON)


def _gauge(canvas: Canvas, light: Light, point: Point, rng: Random) -> None:
    canvas.diamond(*point, 34, light.tone(INK, 0.2))
    canvas.diamond(*point, 20, rng.choice((SAFFRON, CORAL)))


def _crossing(canvas: Canvas, light: Light, line: Path, share: float, width: float) -> None:
    index = round(share * (len(line) - 2))
    (x0, y0), (x1, y1) = line[index], line[index + 1]
    place = canvas.at(x0, y0, turn=math.degrees(math.atan2(y1 - y0, x1 - x0)))
    place.rect(-11, -width * 0.82, 22, width * 1.64, light.tone(CREAM, 0.7))
    place.rect(-2, -width * 0.82, 4, width * 1.64, light.tone(DUNE))


def _barge(canvas: Canvas, light: Light, line: Path, share: float, paint: Colour) -> None:
    index = round(share * (len(line) - 2))
    (x0, y0), (x1, y1) = line[index], line[index + 1]
    place = canvas.at(x0, y0 + 12, turn=math.degrees(math.atan2(y1 - y0, x1 - x0)))
    place.polygon([(-34, -12), (22, -12), (42, 0), (22, 12), (-34, 12)], light.tone(paint, 0.2))
    place.rect(-26, -6, 22, 12, mix(NIGHT_DEEP, INK, 0.5))
