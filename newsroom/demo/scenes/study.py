"""Rooms for learning: the library and the classroom."""

import math
from random import Random

from .canvas import Canvas
from .curves import arc, bow, smooth
from .indoors import hanging_lamp, room, window
from .palette import (
    AMBER,
    BROWN,
    CLAY,
    COBALT,
    CORAL,
    CREAM,
    DUNE,
    INK,
    MOON,
    NIGHT,
    PAPER,
    PEACH,
    PLUM,
    SAFFRON,
    SALMON,
    SAND,
    TEAL,
    TEAL_DEEP,
    TEAL_LIGHT,
    Colour,
    Light,
    darker,
    paler,
)
from .people import Look, at_table, from_behind, look_for, standing
from .plants import pot_plant

SPINES = (CORAL, SAFFRON, COBALT, TEAL, PLUM, CREAM, SALMON, TEAL_LIGHT, NIGHT, PEACH, AMBER)

TABLE = 764.0


def library(canvas: Canvas, light: Light, rng: Random) -> None:
    wall = room(light, rng.choice((PEACH, TEAL_LIGHT, AMBER, SAND)))
    canvas.rect(-20, -20, 1540, 1040, wall)
    wood = room(light, rng.choice((BROWN, CLAY, TEAL_DEEP, PLUM)))
    centre = rng.uniform(690, 810)
    window(canvas, light, rng, centre - 150, 100, 300, 440, room(light, CREAM), round_head=True)
    _shelves(canvas, light, rng, -40, centre - 208, wood)
    _shelves(canvas, light, rng, centre + 208, 1540, wood)
    canvas.rect(-20, 752, 1540, 300, darker(wood, 0.3))
    if rng.random() < 0.7:
        _ladder(canvas, light, rng.choice((centre - 400, centre + 330)))
    readers = rng.choice(((540, 960), (430, 750, 1070), (620, 1010)))
    look: Look | None = None
    for x in readers:
        look = look_for(light, rng, look.top if look else wood, shade=0.25)
        at_table(canvas, x, TABLE + 8, 285, look, facing=1 if x < 750 else -1)
    top = room(light, rng.choice((DUNE, AMBER, CREAM)))
    canvas.rect(120, TABLE, 1260, 42, top)
    canvas.rect(120, TABLE + 34, 1260, 16, darker(top, 0.2))
    for leg in (180, 1270):
        canvas.rect(leg, TABLE + 50, 50, 260, darker(top, 0.35))
    for x in readers:
        _open_book(canvas, x, TABLE + 8, room(light, PAPER, 0.5), rng.choice((CORAL, COBALT, TEAL)))
    for spot in (sum(readers[:2]) / 2, 1220.0):
        _desk_lamp(canvas, light, spot, TABLE + 2, rng.choice((TEAL, CORAL, SAFFRON)))
    _book_pile(canvas, light, rng, 250, TABLE + 2)


def _shelves(canvas: Canvas, light: Light, rng: Random, left: float, right: float, wood: Colour) -> None:
    canvas.rect(left, -20, right - left, 790, wood)
    for row in range(5):
        floor = 138 + row * 148
        canvas.rect(left + 16, floor - 118, right - left - 32, 118, darker(wood, 0.4))
        x = left + 20
        while x < right - 46:
            x = _spine(canvas, light, rng, x, floor, right - 20)
        canvas.rect(left, floor, right - left, 18, paler(wood, 0.12))


def _spine(canvas: Canvas, light: Light, rng: Random, x: float, floor: float, limit: float) -> float:
    """One book, or the gap or the vase where a book was; returns where the next one starts."""
    width = min(rng.uniform(17, 36), limit - x)
    tall, paint = rng.uniform(72, 108), room(light, rng.choice(SPINES), 0.9)
    chance = rng.random()
    if chance < 0.05 and limit - x > 60:
        canvas.dome(x + 28, floor, 24, 44, paint)
        canvas.rect(x + 20, floor - 62, 16, 24, paint)
        return x + 62
    if chance < 0.12 and limit - x > 80:
        canvas.at(x + 44, floor, turn=-20).rect(-24, -tall, 22, tall, paint)
        return x + 52
    canvas.rect(x, floor - tall, width - 2, tall, paint)
    canvas.rect(x, floor - tall * 0.8, width - 2, 7, paler(paint, 0.5) if paint != CREAM else CORAL)
    return x + width


def _ladder(canvas: Canvas, light: Light, x: float) -> None:
    wood = room(light, DUNE)
    for dx in (0, 92):
        canvas.stroke([(x + dx, 730), (x + dx * 0.8 + 12, 90)], 12, wood, blunt=True)
    for step in range(9):
        y = 690 - step * 68
        lean = (730 - y) / 640
        canvas.rect(x + 12 * lean, y, 92 - 18 * lean, 10, wood)


def _open_book(canvas: Canvas, x: float, base: float, paper: Colour, cover: Colour) -> None:
    place = canvas.at(x, base)
    place.polygon([(-84, -62), (0, -50), (84, -62), (78, 10), (0, 18), (-78, 10)], cover)
    place.polygon([(0, -58), (-76, -70), (-71, 4), (0, 12)], paper)
    place.polygon([(0, -58), (76, -70), (71, 4), (0, 12)], darker(paper, 0.1))


def _desk_lamp(canvas: Canvas, light: Light, x: float, base: float, paint: Colour) -> None:
    if light.hour != "day":
        canvas.glass([(x - 56, base - 120), (x + 56, base - 120), (x + 150, base), (x - 150, base)], MOON, 0.34)
    canvas.rect(x - 4, base - 150, 8, 150, INK)
    canvas.dome(x, base, 38, 14, INK)
    canvas.polygon(
        [(x - 34, base - 176), (x + 34, base - 176), (x + 62, base - 118), (x - 62, base - 118)],
        room(light, paint, 0.4),
    )


def _book_pile(canvas: Canvas, light: Light, rng: Random, x: float, base: float) -> None:
    y = base
    for _ in range(rng.randint(2, 5)):
        tall, wide, paint = rng.uniform(22, 34), rng.uniform(110, 150), room(light, rng.choice(SPINES), 0.8)
        y -= tall
        left = x - wide / 2 + rng.uniform(-10, 10)
        canvas.rect(left, y, wide, tall + 1, paint)
        canvas.rect(left + wide - 12, y + 5, 12, tall - 9, room(light, CREAM))


def classroom(canvas: Canvas, light: Light, rng: Random) -> None:
    wall = room(light, rng.choice((PEACH, CREAM, TEAL_LIGHT, MOON)))
    canvas.rect(-20, -20, 1540, 1040, wall)
    canvas.rect(-20, 560, 1540, 480, darker(wall, 0.16))
    window(canvas, light, rng, 1190, 130, 230, 330, room(light, PAPER), round_head=rng.random() < 0.5)
    board = room(light, rng.choice((TEAL_DEEP, NIGHT, INK)), 0.5)
    canvas.rect(392, 112, 726, 416, room(light, rng.choice((CLAY, DUNE, SAFFRON))))
    canvas.rect(412, 132, 686, 376, board)
    LESSONS[rng.choice(tuple(LESSONS))](canvas.at(800, 316), rng, board)
    canvas.rect(372, 522, 766, 16, room(light, DUNE))
    hanging_lamp(canvas, light, 205, 96, 480, room(light, CORAL, 0.3))
    _shelf(canvas, light, rng)
    teacher = look_for(light, rng, board, shade=0.25)
    standing(canvas, rng.uniform(400, 440), 800, 470, teacher, pose="point")
    coats = [CORAL, SAFFRON, COBALT, TEAL, PLUM, CREAM, SALMON]
    rng.shuffle(coats)
    for row, (y, radius, gap) in enumerate(((700, 40, 190), (860, 54, 250))):
        start = (640 if row == 0 else 130) + rng.uniform(-20, 20)
        count = 5 if row == 0 else 6
        for seat in range(count):
            if rng.random() < 0.1:
                continue
            coat = room(light, coats[(seat + row * 3) % 7], 0.5)
            from_behind(canvas, start + seat * gap, y, radius, look_for(light, rng, wall), coat)
        _desks(canvas, light, y + radius * 2.6, row)


def _desks(canvas: Canvas, light: Light, y: float, row: int) -> None:
    top = room(light, AMBER if row == 0 else DUNE)
    left = 500 if row == 0 else -20
    canvas.rect(left, y, 1540 - left, 30, top)
    canvas.rect(left, y + 30, 1540 - left, 400, darker(top, 0.3))


def _shelf(canvas: Canvas, light: Light, rng: Random) -> None:
    """Left of the board: a globe or a plant on a cupboard."""
    wood = room(light, CLAY)
    canvas.rect(90, 420, 230, 380, wood)
    canvas.rect(76, 406, 258, 20, darker(wood, 0.25))
    canvas.rect(202, 440, 6, 340, darker(wood, 0.3))
    if rng.random() < 0.5:
        pot_plant(canvas, light, 200, 408, 190, COBALT)
        return
    canvas.rect(196, 370, 10, 40, INK)
    canvas.dome(200, 408, 42, 14, INK)
    canvas.circle(200, 316, 66, room(light, COBALT, 0.5))
    for land in (
        [(160, 270), (196, 256), (214, 290), (186, 316), (158, 308)],
        [(216, 318), (250, 306), (254, 340), (226, 366), (208, 346)],
    ):
        canvas.polygon(smooth(land, 6, closed=True), room(light, SAFFRON, 0.4))
    canvas.stroke(arc(200, 316, 78, 78, -70, 100), 7, INK)


def _planets(place: Canvas, rng: Random, board: Colour) -> None:
    place.circle(0, 0, 44, SAFFRON)
    for index, radius in enumerate((92, 136, 178)):
        place.stroke(arc(0, 0, radius * 1.6, radius * 0.86, 0, 360, 60), 3, paler(board, 0.6))
        turn = rng.uniform(0, math.tau)
        place.circle(
            math.cos(turn) * radius * 1.6,
            math.sin(turn) * radius * 0.86,
            16 + 3 * index,
            (CORAL, TEAL_LIGHT, PEACH)[index],
        )


def _shapes(place: Canvas, rng: Random, board: Colour) -> None:
    line = paler(board, 0.9)
    place.stroke([(-250, 120), (-60, 120), (-250, -110), (-250, 120)], 6, line)
    place.polygon([(-250, 120), (-206, 120), (-206, 76), (-250, 76)], SAFFRON)
    place.stroke(arc(110, 0, 120, 120, 0, 360, 60), 6, line)
    turn = rng.uniform(-80, 10)
    place.polygon([(110, 0), *arc(110, 0, 117, 117, turn, turn + 70, 20)], CORAL)
    place.diamond(252, -132, 24, TEAL_LIGHT)


def _graph(place: Canvas, rng: Random, board: Colour) -> None:
    line = paler(board, 0.9)
    place.stroke([(-270, -140), (-270, 130), (290, 130)], 6, line)
    y = 60.0
    points = []
    for step in range(6):
        points.append((-230 + step * 96, y))
        y -= rng.uniform(-20, 70)
    place.stroke(bow(points[0], points[3], points[-1]) if rng.random() < 0.4 else points, 8, CORAL)
    for x, top in points:
        place.rect(x - 16, top + 22, 32, 130 - top - 25, TEAL_LIGHT)
        place.diamond(x, top, 13, SAFFRON)


LESSONS = {"planets": _planets, "shapes": _shapes, "graph": _graph}
