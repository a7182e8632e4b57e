"""Things made by hand and what they cost: the workshop, and the chart of bread."""

from random import Random

from .canvas import Canvas
from .curves import arc, bow, smooth
from .indoors import hanging_lamp, room, window
from .market import jar
from .palette import (
    AMBER,
    BROWN,
    CLAY,
    COBALT,
    CORAL,
    CREAM,
    CRUST,
    DUNE,
    INK,
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
from .people import at_table, look_for
from .plants import pot_plant

BENCH = 724.0


def workshop(canvas: Canvas, light: Light, rng: Random) -> None:
    wall = room(light, rng.choice((TEAL_LIGHT, AMBER, PEACH, SAND)))
    canvas.rect(-20, -20, 1540, 1040, wall)
    craft = rng.choice(tuple(CRAFTS))
    window(canvas, light, rng, 180, 150, 250, 330, room(light, CREAM), round_head=rng.random() < 0.5)
    _tool_wall(canvas, light, rng, darker(wall, 0.2))
    hanging_lamp(
        canvas, light, 750 + rng.uniform(-60, 60), 170, 520, room(light, rng.choice((CORAL, COBALT, TEAL)), 0.3)
    )
    maker = rng.uniform(600, 720)
    at_table(canvas, maker, BENCH + 6, 400, look_for(light, rng, wall, shade=0.25))
    wood = room(light, rng.choice((CLAY, DUNE, RUST)))
    canvas.rect(-20, BENCH, 1540, 46, wood)
    canvas.rect(-20, BENCH + 46, 1540, 300, darker(wood, 0.34))
    for drawer in range(4):
        x = 90 + drawer * 345
        canvas.rect(x, BENCH + 84, 285, 94, darker(wood, 0.22))
        canvas.diamond(x + 142, BENCH + 131, 13, SAFFRON)
    CRAFTS[craft](canvas, light, rng, maker)
    canvas.rect(-20, 950, 1540, 60, darker(wood, 0.6))


def _tool_wall(canvas: Canvas, light: Light, rng: Random, board: Colour) -> None:
    canvas.rect(930, 130, 440, 380, board)
    tools = [_hammer, _saw, _chisel, _square, _pliers]
    rng.shuffle(tools)
    for index, tool in enumerate(tools[:4]):
        x, y = 1040 + index % 2 * 220, 220 + index // 2 * 190
        canvas.circle(x, y - 70, 6, INK)
        tool(canvas.at(x, y), room(light, rng.choice((SAFFRON, CORAL, COBALT)), 0.4), room(light, INK, 0.3))


def _hammer(place: Canvas, grip: Colour, steel: Colour) -> None:
    place.rounded(-9, -60, 18, 140, 8, grip)
    place.polygon([(-46, -62), (34, -62), (56, -46), (34, -30), (-46, -30)], steel)


def _saw(place: Canvas, grip: Colour, steel: Colour) -> None:
    teeth = [(-24 + (index % 2) * 9, 70 - index * 11) for index in range(12)]
    place.polygon([*teeth, (-2, -62), (30, -62), (30, 80)], paler(steel, 0.55))
    place.rounded(-24, -82, 62, 48, 18, grip)
    place.rounded(-8, -70, 30, 22, 10, steel)


def _chisel(place: Canvas, grip: Colour, steel: Colour) -> None:
    for dx, tall in ((-40, 110), (0, 130), (40, 96)):
        place.rounded(dx - 11, -64, 22, 62, 9, grip)
        place.rect(dx - 6, -4, 12, tall - 62, steel)
        place.polygon([(dx - 6, tall - 66), (dx + 6, tall - 66), (dx + 6, tall - 52)], steel)


def _square(place: Canvas, grip: Colour, steel: Colour) -> None:
    place.rect(-46, -62, 22, 140, steel)
    place.rect(-46, 54, 110, 24, grip)


def _pliers(place: Canvas, grip: Colour, steel: Colour) -> None:
    place.stroke(bow((6, -6), (-40, 30), (-24, 82)), 16, grip)
    place.stroke(bow((-6, -6), (40, 30), (24, 82)), 16, grip)
    place.polygon([(-22, -6), (-12, -62), (-2, -62), (-2, 6)], steel)
    place.polygon([(22, -6), (12, -62), (2, -62), (2, 6)], steel)
    place.circle(0, -2, 13, steel)


def _lutes(canvas: Canvas, light: Light, rng: Random, maker: float) -> None:
    """An oud in the arms of its maker, and two more leaning."""
    for x, turn in ((maker + 400, -14), (maker - 330, 12)):
        _oud(canvas.at(x, BENCH - 4, 0.86, turn=turn), room(light, rng.choice((RUST, CORAL, CLAY)), 0.5), INK)
    held = canvas.at(maker - 62, BENCH - 66, 0.86, turn=66)
    _oud(held, room(light, SAFFRON, 0.3), INK)


def _oud(place: Canvas, wood: Colour, dark: Colour) -> None:
    place.polygon([(-15, -200), (15, -200), (11, -370), (-11, -370)], dark)
    place.stroke([(0, -366), (30, -420)], 20, dark, end=12)
    pear = [(0, -232), (54, -186), (100, -96), (86, -22), (0, 6), (-86, -22), (-100, -96), (-54, -186)]
    place.polygon(smooth(pear, 8, closed=True), wood)
    place.circle(0, -104, 34, darker(wood, 0.5))
    place.circle(0, -104, 22, paler(wood, 0.3))
    for dx, dy in ((-36, -168), (36, -168)):
        place.circle(dx, dy, 11, darker(wood, 0.5))
    place.rect(-40, -34, 80, 11, dark)
    for dx in (-9, -3, 3, 9):
        place.rect(dx - 1, -360, 2, 330, paler(wood, 0.7))


def _potter(canvas: Canvas, light: Light, rng: Random, maker: float) -> None:
    canvas.ellipse(maker, BENCH + 8, 120, 18, room(light, INK, 0.3))
    jar(canvas, light, maker, BENCH + 6, 150, CLAY)
    for index, x in enumerate((maker - 380, maker - 270, maker + 280, maker + 400, maker + 520)):
        jar(canvas, light, x, BENCH + 4, rng.uniform(110, 210), (COBALT, CREAM, TEAL, CORAL, SAFFRON)[index])


def _clockwork(canvas: Canvas, light: Light, rng: Random, maker: float) -> None:
    """Clocks, and the wheels from inside them."""
    paints = [CORAL, COBALT, SAFFRON, TEAL, PLUM]
    rng.shuffle(paints)
    for index, (x, radius) in enumerate(((maker + 360, 130), (maker - 350, 104))):
        _clock(canvas, light, rng, x, radius, room(light, paints[index], 0.4))
    for index, (x, radius) in enumerate(((maker + 570, 70), (maker - 210, 44), (maker + 190, 34), (maker, 62))):
        paint = room(light, paints[(index + 2) % 5], 0.4)
        cog(canvas, x, BENCH + 4 - radius * 1.1, radius, paint, rng.randint(10, 16), rng.uniform(0, 30))


def _clock(canvas: Canvas, light: Light, rng: Random, x: float, radius: float, paint: Colour) -> None:
    place = canvas.at(x, BENCH - radius * 1.16, radius / 100)
    for side in (-1, 1):
        place.stroke([(52 * side, 70), (76 * side, 116)], 20, darker(paint, 0.3), blunt=True)
        place.circle(66 * side, -86, 34, darker(paint, 0.12))
    place.circle(0, 0, 104, paint)
    place.circle(0, 0, 82, room(light, CREAM, 0.7))
    for hour in range(12):
        place.at(0, 0, turn=hour * 30).diamond(0, -66, 9 if hour % 3 == 0 else 5, INK)
    hand = rng.uniform(0, 360)
    place.at(0, 0, turn=hand).rounded(-5, -44, 10, 52, 5, INK)
    place.at(0, 0, turn=hand * 12).rounded(-3.5, -62, 7, 70, 3, INK)
    place.circle(0, 0, 8, CORAL)


def cog(canvas: Canvas, x: float, y: float, radius: float, paint: Colour, teeth: int, turn: float) -> None:
    for index in range(teeth):
        canvas.at(x, y, turn=turn + index * 360 / teeth).rect(
            -radius * 0.11, -radius * 1.12, radius * 0.22, radius * 0.4, paint
        )
    canvas.circle(x, y, radius, paint)
    canvas.circle(x, y, radius * 0.72, darker(paint, 0.18))
    canvas.circle(x, y, radius * 0.5, paint)
    canvas.circle(x, y, radius * 0.16, INK)


CRAFTS = {"lutes": _lutes, "potter": _potter, "clockwork": _clockwork}


def bread_chart(canvas: Canvas, light: Light, rng: Random) -> None:
    """Stacks of loaves as the columns of a chart."""
    wall = PEACH if light.sky == AMBER else light.sky  # amber would swallow the crust
    canvas.rect(-20, -20, 1540, 1040, wall)
    rule = mix(wall, CREAM if light.dark else BROWN, 0.16)
    for height in range(150, 840, 115):
        canvas.rect(-20, height, 1540, 5, rule)
    columns = rng.choice((5, 6, 7))
    kind, thick = rng.choice((("flat", 56), ("ring", 48), ("bun", 62), ("tin", 68)))
    tall = thick * 5.4 / columns
    counts = _prices(rng, columns, int(530 / tall))
    step = 980 / columns
    hero = max(range(columns), key=lambda index: counts[index])
    line = []
    table = {"day": BROWN, "dusk": PLUM, "night": INK}[light.hour]
    canvas.rect(-20, 838, 1540, 200, table)
    canvas.rect(-20, 838, 1540, 14, paler(table, 0.14))
    for index, count in enumerate(counts):
        x = 260 + (index + 0.5) * step
        for level in range(count):
            crust = (CORAL if wall != SALMON else CREAM) if index == hero else light.tone(CRUST, 0.25)
            LOAVES[kind](canvas.at(x, 850 - level * tall, step / 176), crust)
        line.append((x, 850 - count * tall - 84))
    canvas.stroke(line, 11, light.line)
    for index, (x, y) in enumerate(line):
        canvas.diamond(x, y, 40 if index == hero else 24, light.line)
        if index == hero:
            canvas.diamond(x, y, 23, SAFFRON)
    if rng.random() < 0.6:
        pot_plant(canvas, light, 130, 846, 190, rng.choice((TEAL, COBALT, CORAL)))


def _prices(rng: Random, columns: int, most: int) -> list[int]:
    """Numbers that climb with a stumble on the way, or fall, from month to month."""
    climb = [2 + round((most - 2) * (index / (columns - 1)) ** 1.3) for index in range(columns)]
    dip = rng.randint(1, columns - 2)
    climb[dip] = max(2, climb[dip] + rng.choice((-1, 1, 2)))
    return climb


def _flat(place: Canvas, crust: Colour) -> None:
    place.ellipse(0, -22, 80, 34, darker(crust, 0.34))
    place.ellipse(0, -34, 80, 34, crust)
    for dx, dy in ((-26, -42), (24, -30)):
        place.stroke(bow((dx - 18, dy + 6), (dx, dy - 10), (dx + 18, dy + 4)), 5, darker(crust, 0.34))


def _ring(place: Canvas, crust: Colour) -> None:
    place.ellipse(0, -20, 80, 32, darker(crust, 0.34))
    place.ellipse(0, -32, 80, 32, crust)
    place.ellipse(0, -33, 28, 10, darker(crust, 0.55))
    for dx, dy in ((-56, -34), (-36, -48), (0, -54), (36, -48), (56, -34), (-30, -18), (30, -18), (0, -14)):
        place.ellipse(dx, dy, 5, 3, paler(crust, 0.65))


def _bun(place: Canvas, crust: Colour) -> None:
    place.rounded(-76, -36, 152, 36, 18, darker(crust, 0.34))
    place.dome(0, -16, 80, 50, crust)
    for dx in (-30, 4, 38):
        place.stroke(bow((dx - 16, -30), (dx - 4, -48), (dx + 2, -56)), 6, paler(crust, 0.55))


def _tin(place: Canvas, crust: Colour) -> None:
    place.rounded(-76, -62, 152, 62, 10, darker(crust, 0.3))
    for dx in (-48, 0, 48):
        place.polygon(arc(dx, -46, 30, 22, 180, 360, 20), crust)
    place.rounded(-80, -50, 160, 18, 9, crust)
    place.rect(-60, -22, 120, 5, darker(crust, 0.45))


LOAVES = {"flat": _flat, "ring": _ring, "bun": _bun, "tin": _tin}
