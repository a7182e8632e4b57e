"""Under the water: the cable on its way to the sea bed, and the reef."""

import math
from random import Random

from .canvas import Canvas
from .curves import Point, arc, bow, down, graph, smooth, wave
from .palette import (
    ACCENTS,
    AQUA,
    CORAL,
    CREAM,
    INK,
    MAUVE,
    NIGHT_DEEP,
    PAPER,
    PEACH,
    PETROL,
    ROSE,
    SAFFRON,
    SALMON,
    SKY_BLUE,
    TEAL,
    TEAL_DEEP,
    TEAL_LIGHT,
    Colour,
    Light,
    darker,
    mix,
    paler,
)
from .sky import sky


def fish(canvas: Canvas, x: float, y: float, length: float, colour: Colour, *, facing: int = 1) -> None:
    """A lens and a triangle; its eye makes it alive."""
    place = canvas.at(x, y, length / 100, facing=facing)
    place.polygon([(-30, 0), (-52, -20), (-52, 20)], colour)
    place.polygon([*bow((-36, 0), (8, -36), (50, 0)), *bow((50, 0), (8, 36), (-36, 0))], colour)
    place.polygon([*bow((-4, -17), (-14, 0), (-4, 17)), *bow((4, 17), (-6, 0), (4, -17))], darker(colour, 0.18))
    place.circle(31, -4, 3.6, INK)


def school(canvas: Canvas, rng: Random, x: float, y: float, count: int, colour: Colour, *, facing: int) -> None:
    for index in range(count):
        row, column = index % 3, index // 3
        dx, dy = column * 105 + row * 34 + rng.uniform(-12, 12), (row - 1) * 62 + rng.uniform(-14, 14)
        fish(canvas, x + dx, y + dy, rng.uniform(58, 88), colour, facing=facing)


def sea_cable(canvas: Canvas, light: Light, rng: Random) -> None:
    surface = rng.uniform(345, 390)
    sun = rng.uniform(330, 480)
    sky(canvas, light, rng, sun, surface - 160, rng.uniform(85, 115), floor=surface - 60, clouds=1)
    hull = rng.choice((CORAL, SAFFRON, CREAM) if light.hour != "day" else (CORAL, TEAL, INK))
    ship = rng.uniform(800, 900)
    _cable_ship(canvas, light, rng, ship, surface, hull)
    depths = _depths(light, rng)
    for index, colour in enumerate(depths):
        top = surface + index * (965 - surface) / len(depths)
        canvas.polygon(down(wave(top, 10 - index, 170 + 40 * index, rng.uniform(0, 200))), colour)
    bed = smooth([(-30, 930), (250, 950), (560, 915), (900, 945), (1250, 905), (1530, 930)])
    _weeds(canvas, light, rng)
    canvas.polygon(down(bed), mix(light.tone(PETROL), NIGHT_DEEP, 0.7))
    _cable(canvas, rng, ship - 212, surface)
    for slot in rng.sample((700, 950, 1150), 2):
        colour, facing = light.tone(rng.choice((SALMON, SAFFRON, PEACH, TEAL_LIGHT)), 0.3), rng.choice((-1, 1))
        school(canvas, rng, slot, rng.uniform(455, 515), rng.randint(2, 5), colour, facing=facing)
    swimmer = rng.choice(("whale", "submarine", "school", "whale"))
    if swimmer == "whale":
        back = light.tone(mix(SKY_BLUE, PETROL, 0.25), 0.5)
        _whale(canvas, rng.uniform(1000, 1120), rng.uniform(690, 740), back, light.tone(CREAM, 0.5))
    elif swimmer == "submarine":
        _submarine(canvas, light, rng.uniform(980, 1100), rng.uniform(690, 760))
    else:
        school(canvas, rng, rng.uniform(820, 900), 720, 9, light.tone(CORAL, 0.2), facing=-1)


def _depths(light: Light, rng: Random) -> tuple[Colour, ...]:
    if rng.random() < 0.5:
        top, bottom = TEAL_LIGHT, PETROL
        middle = TEAL
    else:
        top, bottom, middle = light.sea[0], NIGHT_DEEP, light.sea[1]
    bands = (top, middle, mix(middle, bottom, 0.42), mix(middle, bottom, 0.78))
    return tuple(light.tone(band, 0.75) for band in bands)


def _cable_ship(canvas: Canvas, light: Light, rng: Random, x: float, surface: float, paint: Colour) -> None:
    place = canvas.at(x, surface + 14, 1.12)
    hull = light.tone(paint, 0.25)
    place.rect(46, -196, 12, 80, light.tone(INK, 0.3))
    place.diamond(52, -204, 12, SAFFRON)
    place.rect(0, -150, 150, 66, light.tone(PAPER, 0.4))
    place.rect(112, -150, 38, 66, darker(light.tone(PAPER, 0.4), 0.12))
    place.rect(18, -132, 110, 20, light.lamp if light.hour != "day" else INK)
    place.circle(-86, -96, 38, light.tone(rng.choice(ACCENTS), 0.3))
    place.circle(-86, -96, 15, light.tone(CREAM, 0.3))
    place.polygon([(-190, -88), (230, -98), (184, 30), (-148, 30)], hull)
    place.polygon([(-190, -88), (230, -98), (223, -78), (-184, -70)], paler(hull, 0.5))
    place.stroke([(-189, 0), (-189, -128), (-140, -86)], 11, light.tone(INK, 0.35))
    place.circle(-189, -128, 14, light.tone(INK, 0.35))


def _cable(canvas: Canvas, rng: Random, x: float, surface: float) -> None:
    turn = rng.uniform(560, 760)
    line = smooth(
        [(x, surface - 110), (x - 4, surface + 60), (x - 60, turn), (x - 230, 868), (140, 924), (-40, 936)], 16
    )
    canvas.stroke(line, 17, SAFFRON)
    canvas.dashes(line, 5, INK, 16, 18)


def _weeds(canvas: Canvas, light: Light, rng: Random) -> None:
    """Clumps that the sea bed will hold by the foot."""
    for clump in range(6):
        middle = 180 + clump * 240 + rng.uniform(-70, 70)
        paint = light.tone(rng.choice((TEAL, TEAL_LIGHT, CORAL, MAUVE)), 0.5)
        for dx in (-26, 0, 26)[: rng.randint(2, 3)]:
            tall, sway = rng.uniform(60, 130), rng.uniform(-16, 16)
            foot = middle + dx
            spine = smooth([(foot, 970), (foot + sway, 930 - tall * 0.4), (foot - sway + dx * 0.6, 930 - tall)])
            canvas.blade(spine, 24, darker(paint, 0.12 * (dx != 0)))


def _whale(canvas: Canvas, x: float, y: float, back: Colour, belly: Colour) -> None:
    place = canvas.at(x, y, 1.1, facing=-1)
    body = [
        (210, 10),
        (190, -52),
        (100, -84),
        (0, -74),
        (-110, -30),
        (-190, -6),
        (-120, 26),
        (0, 62),
        (110, 66),
        (190, 50),
    ]
    place.polygon(smooth(body, 8, closed=True), back)
    jaw = [(208, 22), (120, 22), (20, 34), (-50, 46), (20, 66), (110, 68), (190, 50)]
    place.polygon(smooth(jaw, 8, closed=True), belly)
    place.blade(bow((-150, -8), (-205, -20), (-232, -84)), 44, back)
    place.blade(bow((-150, -8), (-215, -8), (-272, -36)), 40, back)
    place.blade(bow((70, 40), (50, 92), (-6, 118)), 44, darker(back, 0.3))
    place.circle(160, 2, 6.5, CREAM)


def _submarine(canvas: Canvas, light: Light, x: float, y: float) -> None:
    place = canvas.at(x, y)
    place.glass([(-130, -20), (-480, -90), (-480, 130), (-130, 20)], SAFFRON, 0.22)
    place.rect(-24, -104, 70, 60, darker(SAFFRON, 0.18))
    place.rect(6, -142, 10, 42, INK)
    place.rect(-18, -148, 30, 10, INK)
    place.ellipse(0, 0, 142, 62, light.tone(SAFFRON, 0.2))
    place.polygon([(120, -18), (176, -56), (176, 56), (120, 18)], darker(SAFFRON, 0.18))
    for dx in (-76, -14, 48):
        place.circle(dx, -4, 24, INK)
        place.circle(dx, -4, 16, AQUA)


def reef(canvas: Canvas, light: Light, rng: Random) -> None:
    water = _depths(light, rng)
    canvas.polygon(down(graph(lambda _: -10.0)), water[2])
    centre = rng.uniform(520, 980)
    for radius, share in ((560, 0.25), (400, 0.5), (230, 0.9)):
        canvas.circle(centre, 250, radius, mix(water[2], water[1], share))
    paints = [CORAL, SAFFRON, ROSE, PEACH, MAUVE, TEAL_LIGHT]
    rng.shuffle(paints)
    for index, x in enumerate((150, 1370, 420, 1130)):
        shade = mix(light.tone(paints[index], 0.3), water[2], 0.5)
        _coral_tree(canvas, rng, x + rng.uniform(-40, 40), 850, rng.uniform(210, 290), shade)
    back = smooth([(-30, 800), (220, 760), (520, 820), (860, 770), (1180, 815), (1530, 750)])
    canvas.polygon(down(back), mix(water[3], water[2], 0.3))
    _garden(canvas, light, rng, paints)
    scales = light.tone(rng.choice((CREAM, PEACH, SAFFRON)), 0.3)
    if rng.random() < 0.6:
        _turtle(canvas, light, rng.uniform(640, 860), rng.uniform(300, 390), rng.choice((-1, 1)))
        shoals = ((270, 300, 6), (1010, 230, 6))
    else:
        for slot in (430, 740, 1040):
            _jellyfish(canvas, light, rng, slot + rng.uniform(-60, 60), rng.uniform(170, 330))
        shoals = ((560, 520, 7), (930, 470, 3))
    for x, y, count in shoals:
        school(
            canvas, rng, x + rng.uniform(-50, 50), y + rng.uniform(-30, 30), count, scales, facing=rng.choice((-1, 1))
        )


def _garden(canvas: Canvas, light: Light, rng: Random, paints: list[Colour]) -> None:
    ground = smooth([(-30, 900), (250, 935), (600, 905), (950, 940), (1300, 900), (1530, 920)])
    places = [(rng.uniform(300, 440), 400), (rng.uniform(620, 840), 330), (rng.uniform(1020, 1180), 450)]
    rng.shuffle(places)
    for index, (x, tall) in enumerate(places):
        paint = light.tone(paints[index], 0.15)
        if index < 2:
            _coral_tree(canvas, rng, x, 945, tall * rng.uniform(1.0, 1.25), paint)
        else:
            _fan(canvas, x, 940, tall * 0.68, paint)
    for index in range(5):
        x, paint = 120 + index * 310 + rng.uniform(-60, 60), light.tone(paints[(index + 3) % 6], 0.2)
        if rng.random() < 0.5:
            _tubes(canvas, rng, x, 945, paint)
        else:
            _brain(canvas, x, 950, rng.uniform(56, 92), paint)
    canvas.polygon(down(ground), mix(light.tone(PETROL), NIGHT_DEEP, 0.5))


def _coral_tree(canvas: Canvas, rng: Random, x: float, base: float, height: float, colour: Colour) -> None:
    """A branching coral: each arm forks in two until it is a finger."""

    def branch(foot: Point, angle: float, length: float, width: float, depth: int) -> None:
        tip = (foot[0] + math.cos(angle) * length, foot[1] + math.sin(angle) * length)
        canvas.stroke([foot, tip], width, colour, end=width * 0.74)
        if depth:
            spread = rng.uniform(0.32, 0.5)
            for side in (-1, 1):
                branch(tip, angle + side * spread, length * rng.uniform(0.7, 0.84), width * 0.72, depth - 1)

    branch((x, base), -math.pi / 2 + rng.uniform(-0.1, 0.1), height * 0.31, height * 0.085, 5)


def _fan(canvas: Canvas, x: float, base: float, radius: float, colour: Colour) -> None:
    """A sea fan: ribs from one foot, a scalloped edge."""
    foot, vein = base - radius * 0.24, darker(colour, 0.2)
    canvas.polygon([(x, foot), *arc(x, foot, radius, radius, 200, 340)], colour)
    for turn in range(200, 341, 20):
        tip = (math.cos(math.radians(turn)), math.sin(math.radians(turn)))
        canvas.circle(x + tip[0] * radius, foot + tip[1] * radius, radius * 0.18, colour)
        canvas.stroke(
            [(x, foot), (x + tip[0] * radius, foot + tip[1] * radius)], radius * 0.05, vein, end=radius * 0.02
        )
    canvas.stroke([(x, base + 10), (x, foot - radius * 0.1)], radius * 0.13, vein)


def _tubes(canvas: Canvas, rng: Random, x: float, base: float, colour: Colour) -> None:
    for index in range(4):
        left, tall = x - 66 + index * 36, rng.uniform(70, 160)
        canvas.rect(left, base - tall, 30, tall, darker(colour, 0.1 * (index % 2)))
        canvas.ellipse(left + 15, base - tall, 15, 8, paler(colour, 0.4))
        canvas.ellipse(left + 15, base - tall, 9, 4.5, darker(colour, 0.5))


def _brain(canvas: Canvas, x: float, base: float, radius: float, colour: Colour) -> None:
    canvas.dome(x, base, radius * 1.2, radius, colour)
    for share in (0.3, 0.55, 0.8):
        canvas.stroke(
            [
                (x + (px - x) * share, base - (base - py) * share)
                for px, py in bow((x - radius * 1.1, base), (x, base - radius * 2), (x + radius * 1.1, base))
            ],
            radius * 0.06,
            darker(colour, 0.2),
        )


def _turtle(canvas: Canvas, light: Light, x: float, y: float, facing: int) -> None:
    place = canvas.at(x, y, 1.15, facing=facing, turn=-12)
    skin, shell = light.tone((156, 191, 123), 0.3), light.tone(TEAL_DEEP, 0.2)
    place.blade(bow((50, 10), (70, 90), (0, 130)), 52, darker(skin, 0.15))
    place.blade(bow((-80, 10), (-120, 40), (-150, 66)), 34, darker(skin, 0.15))
    place.ellipse(134, -14, 34, 24, skin)
    place.stroke([(70, 0), (120, -10)], 30, skin)
    place.dome(0, 22, 112, 84, shell)
    place.rounded(-116, 12, 232, 24, 12, skin)
    for dx, dy in ((-52, -14), (0, -30), (52, -14)):
        place.polygon(
            [
                (dx - 22, dy),
                (dx - 11, dy - 18),
                (dx + 11, dy - 18),
                (dx + 22, dy),
                (dx + 11, dy + 18),
                (dx - 11, dy + 18),
            ],
            paler(shell, 0.22),
        )
    place.blade(bow((60, 26), (20, 100), (-70, 128)), 54, skin)
    place.blade(bow((-84, 24), (-120, 54), (-170, 44)), 34, skin)
    place.circle(148, -20, 4.5, INK)


def _jellyfish(canvas: Canvas, light: Light, rng: Random, x: float, y: float) -> None:
    place = canvas.at(x, y, rng.uniform(0.7, 1.1), turn=rng.uniform(-14, 14))
    bell = light.tone(rng.choice((PEACH, ROSE, CREAM)), 0.15)
    for index in range(5):
        dx = -52 + index * 26
        wavy = [(dx + 9 * math.sin(t * 1.1 + index), t * 17) for t in range(rng.randint(7, 10))]
        place.stroke(wavy, 7, darker(bell, 0.14), end=2)
    place.dome(0, 8, 78, 84, bell)
    for dx in (-52, 0, 52):
        place.circle(dx, 8, 26, bell)
    place.dome(-10, -18, 40, 36, paler(bell, 0.5))
