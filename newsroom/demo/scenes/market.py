"""The market: striped stalls, pyramids of fruit, sellers behind and buyers in front."""

from random import Random

from .buildings import distant_town
from .canvas import Canvas
from .city import awning
from .curves import bow, height_at
from .palette import (
    AMBER,
    BROWN,
    CLAY,
    COBALT,
    CORAL,
    CREAM,
    DUNE,
    INK,
    LEAF,
    PEACH,
    PLUM,
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
from .people import at_table, look_for, standing
from .sea import fish
from .sky import sky

GOODS = ("fruit", "spice", "fish", "pots", "cloth", "fruit")


def market(canvas: Canvas, light: Light, rng: Random) -> None:
    sky(canvas, light, rng, rng.uniform(620, 900), rng.uniform(180, 240), rng.uniform(110, 150), floor=300)
    wall = light.tone(rng.choice((PEACH, SAND, TEAL_LIGHT, SALMON, AMBER)))
    distant_town(canvas, rng, 640, 330, light.haze(0.2), light.lamp if light.dark else None)
    _arcade(canvas, light, rng, wall)
    canvas.rect(-20, 760, 1540, 260, light.tone(mix(DUNE, SAND, 0.3)))
    for row, y in enumerate((790, 850, 925)):
        for slab in range(-100 + row * 60, 1540, 240):
            canvas.rect(slab, y, 150, 7, light.tone(darker(DUNE, 0.08)))
    goods = list(GOODS)
    rng.shuffle(goods)
    count = rng.choice((2, 3, 3))
    width = 1080 / count
    cloths = [CORAL, TEAL, COBALT, PLUM, SAFFRON]
    rng.shuffle(cloths)
    for index in range(count):
        _stall(canvas, light, rng, 215 + index * width, width - 26, goods[index], cloths[index])
    _lamps(canvas, light, rng)
    spots = [spot + rng.uniform(-40, 40) for spot in rng.choice(((330, 1090), (520, 760, 1150), (390, 640, 1010)))]
    for x in spots:
        look = look_for(light, rng, cloths[0])
        standing(
            canvas,
            x,
            905,
            rng.uniform(350, 385),
            look,
            facing=rng.choice((-1, 1)),
            pose=rng.choice(("bag", "walk", "point", "hold")),
        )


def _arcade(canvas: Canvas, light: Light, rng: Random, wall: Colour) -> None:
    canvas.rect(-20, 400, 1540, 370, wall)
    canvas.rect(-20, 392, 1540, 18, darker(wall, 0.2))
    wide = rng.choice((150, 190))
    for x in range(-40, 1540, wide):
        shade = light.lamp if light.dark and rng.random() < 0.5 else darker(wall, 0.45)
        canvas.arch(x + 24, 480, wide - 48, 290, mix(shade, wall, 0.25))


def _stall(canvas: Canvas, light: Light, rng: Random, x: float, width: float, goods: str, cloth: Colour) -> None:
    post, wood = light.tone(INK, 0.45), light.tone(rng.choice((CLAY, BROWN, DUNE)), 0.8)
    canvas.rect(x + 16, 400, width - 32, 220, mix(light.tone(INK, 0.5), light.tone(cloth), 0.3))
    for left in (x + 10, x + width - 22):
        canvas.rect(left, 380, 12, 440, post)
    seller = look_for(light, rng, mix(INK, cloth, 0.3))
    at_table(canvas, x + width * rng.uniform(0.32, 0.68), 628, 168, seller, facing=rng.choice((-1, 1)))
    PILES[goods](canvas, light, rng, x + 26, 650, width - 52)
    canvas.rect(x - 6, 648, width + 12, 24, paler(wood, 0.25))
    canvas.rect(x + 4, 672, width - 8, 148, wood)
    for step in range(1, 4):
        canvas.rect(x + 4, 672 + step * 37, width - 8, 4, darker(wood, 0.2))
    awning(canvas, x - 22, 340, width + 44, 84, light.tone(cloth, 0.6), light.tone(CREAM, 0.7))


def _fruit(canvas: Canvas, light: Light, rng: Random, x: float, base: float, width: float) -> None:
    """Pyramids of round fruit, one kind to a crate."""
    kinds = [AMBER, CORAL, LEAF, SAFFRON, PLUM]
    rng.shuffle(kinds)
    crates = max(2, round(width / 135))
    step = width / crates
    for crate in range(crates):
        paint = light.tone(kinds[crate % 5], 0.5)
        radius = step * 0.1
        for row in range(4):
            for item in range(4 - row):
                cx = x + crate * step + step * 0.2 + radius + (item + row / 2) * radius * 2
                cy = base - radius * (0.9 + row * 1.72)
                canvas.circle(cx, cy, radius, darker(paint, 0.1 * ((item + row) % 2)))
                canvas.circle(cx - radius * 0.3, cy - radius * 0.35, radius * 0.2, paler(paint, 0.6))


def _spice(canvas: Canvas, light: Light, rng: Random, x: float, base: float, width: float) -> None:
    heaps = max(3, round(width / 100))
    step = width / heaps
    kinds = [CORAL, SAFFRON, CLAY, LEAF, PLUM, AMBER]
    rng.shuffle(kinds)
    for index in range(heaps):
        middle, paint = x + (index + 0.5) * step, light.tone(kinds[index % 6], 0.5)
        tall = rng.uniform(70, 105)
        canvas.polygon(
            [
                *bow((middle - step * 0.4, base - 26), (middle - 6, base - 40), (middle, base - 26 - tall)),
                (middle + step * 0.4, base - 26),
            ],
            paint,
        )
        canvas.polygon(
            [(middle, base - 26 - tall), (middle + step * 0.4, base - 26), (middle + 6, base - 26)], darker(paint, 0.16)
        )
        canvas.polygon(
            [
                (middle - step * 0.45, base - 28),
                (middle + step * 0.45, base - 28),
                (middle + step * 0.36, base),
                (middle - step * 0.36, base),
            ],
            light.tone(DUNE),
        )


def _fishes(canvas: Canvas, light: Light, rng: Random, x: float, base: float, width: float) -> None:
    canvas.polygon(
        [(x, base), (x + 14, base - 46), (x + width - 14, base - 46), (x + width, base)],
        light.tone((191, 224, 243), 0.7),
    )
    count = max(3, round(width / 92))
    for index in range(count):
        paint = light.tone(rng.choice((SALMON, TEAL_LIGHT, COBALT, PEACH)), 0.4)
        fish(canvas, x + (index + 0.5) * width / count, base - 34 - 14 * (index % 2), 84, paint)


def _pots(canvas: Canvas, light: Light, rng: Random, x: float, base: float, width: float) -> None:
    count = max(3, round(width / 96))
    for index in range(count):
        jar(
            canvas,
            light,
            x + (index + 0.5) * width / count,
            base,
            rng.uniform(86, 128),
            rng.choice((CLAY, COBALT, TEAL, CREAM, CORAL)),
        )


def jar(canvas: Canvas, light: Light, x: float, base: float, height: float, paint: Colour) -> None:
    """A round-bellied jar with a band."""
    place, clay = canvas.at(x, base, height / 100), light.tone(paint, 0.6)
    left = [*bow((-13, -100), (-12, -84), (-26, -70)), *bow((-26, -70), (-46, -40), (-20, 0))]
    place.polygon([*left, *((-px, py) for px, py in reversed(left))], clay)
    place.polygon([(0, -100), (13, -100), *((-px, py) for px, py in left), (6, 0)], darker(clay, 0.14))
    place.rounded(-19, -106, 38, 11, 5, darker(clay, 0.25))
    for dx in (-20, 0, 20):
        place.diamond(dx, -46, 9, paler(clay, 0.65))


def _cloth(canvas: Canvas, light: Light, rng: Random, x: float, base: float, width: float) -> None:
    rolls = max(3, round(width / 74))
    step = width / rolls
    for index in range(rolls):
        paint = light.tone(rng.choice((CORAL, COBALT, SAFFRON, TEAL, PLUM, PEACH, CREAM)), 0.5)
        tall = rng.uniform(64, 128)
        canvas.rounded(x + index * step + 5, base - tall, step - 10, tall + 8, 12, paint)
        canvas.rect(x + index * step + 5, base - tall + 24, step - 10, 9, paler(paint, 0.55))
        canvas.ellipse(x + (index + 0.5) * step, base - tall + 7, (step - 10) / 2, 8, darker(paint, 0.22))


PILES = {"fruit": _fruit, "spice": _spice, "fish": _fishes, "pots": _pots, "cloth": _cloth}


def _lamps(canvas: Canvas, light: Light, rng: Random) -> None:
    """A wire of lamps from side to side."""
    sag = rng.uniform(60, 130)
    wire = bow((-20, 200), (750, 200 + sag * 2), (1520, 190), 40)
    canvas.stroke(wire, 4, light.line)
    for x in range(110, 1480, 142):
        y = height_at(wire, x)
        if light.hour != "day":
            canvas.glass([(x - 34, y + 34), (x, y), (x + 34, y + 34), (x, y + 68)], SAFFRON, 0.28)
        canvas.rect(x - 2, y, 4, 18, light.line)
        canvas.diamond(x, y + 34, 18, SAFFRON if light.hour != "day" else rng.choice((CORAL, SAFFRON, TEAL)))
