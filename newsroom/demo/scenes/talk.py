"""The interview: two people in profile, a microphone between them and the hour in the window."""

from random import Random

from .canvas import Canvas
from .curves import arc, bow, smooth
from .indoors import room, window
from .palette import (
    AMBER,
    BROWN,
    COBALT,
    CORAL,
    CREAM,
    INK,
    NIGHT,
    PAPER,
    PEACH,
    PERIWINKLE,
    PLUM,
    SAFFRON,
    SALMON,
    TEAL,
    TEAL_LIGHT,
    Colour,
    Light,
    contrast,
    darker,
    paler,
)
from .people import Look, look_for

GROUNDS = (
    (CORAL, AMBER),
    (TEAL_LIGHT, PEACH),
    (SAFFRON, CORAL),
    (PERIWINKLE, SALMON),
    (TEAL, AMBER),
    (COBALT, TEAL_LIGHT),
)

FACE = (
    (-40, -34),
    (-14, -54),
    (16, -52),
    (32, -36),
    (35, -20),
    (34, -11),
    (39, -2),
    (47, 11),
    (44, 15),
    (37, 16),
    (40, 22),
    (36, 26),
    (38, 31),
    (34, 36),
    (36, 44),
    (30, 52),
    (16, 53),
    (4, 49),
    (7, 66),
    (16, 84),
    (-34, 84),
    (-26, 56),
    (-28, 34),
    (-44, 10),
    (-47, -12),
)


def portrait_talk(canvas: Canvas, light: Light, rng: Random) -> None:
    first, second = rng.choice(GROUNDS)
    left, right = room(light, first), room(light, second)
    canvas.rect(-20, -20, 1540, 1040, left)
    canvas.polygon([(750, -20), (1530, -20), (1530, 1020), (750, 1020)], right)
    window(canvas, light, rng, 635, 110, 230, 320, room(light, CREAM), round_head=rng.random() < 0.6)
    looks = _pair(light, rng, (left, right))
    spread = rng.uniform(300, 316)
    for facing, look in ((1, looks[0]), (-1, looks[1])):
        person = canvas.at(750 - spread * facing, rng.uniform(440, 462), rng.uniform(3.8, 4.0), facing=facing)
        profile(person, look, glasses=rng.random() < 0.4)
    _microphone(canvas, light, rng)


def _pair(light: Light, rng: Random, grounds: tuple[Colour, Colour]) -> list[Look]:
    """Two people dressed apart from each other and from the walls behind them."""
    pair: list[Look] = []
    while len(pair) < 2:
        look = look_for(light, rng, grounds[len(pair)], shade=0.3)
        clash = contrast(look.hair, grounds[len(pair)]) < 120 or contrast(look.top, grounds[len(pair)]) < 120
        if not clash and all(other.head != look.head and other.top != look.top for other in pair):
            pair.append(look)
    return pair


def profile(place: Canvas, look: Look, *, glasses: bool) -> None:
    """A head and shoulders looking to the right, the head 108 units tall around (0, 0)."""
    if look.head == "long":
        place.polygon(
            smooth([(10, -58), (-34, -52), (-58, -10), (-62, 50), (-52, 88), (-14, 92), (-14, 20)], 8, closed=True),
            look.hair,
        )
    if look.head == "bun":
        place.circle(-52, -34, 20, look.hair)
    shoulders = [(-118, 150), (-108, 112), (-72, 88), (-34, 74), (18, 74), (52, 92), (74, 118), (82, 150)]
    place.polygon(smooth(shoulders, 8), look.top)
    place.polygon(smooth(FACE, 6, closed=True), look.skin)
    place.polygon(smooth([(-26, 52), (-6, 50), (5, 50), (8, 66), (-8, 64)], 5, closed=True), darker(look.skin, 0.14))
    place.polygon(
        smooth([(-44, 74), (-10, 84), (24, 72), (30, 88), (-10, 100), (-52, 90)], 6, closed=True), darker(look.top, 0.2)
    )
    if look.beard:
        beard = [(-10, 10), (0, 28), (24, 30), (37, 35), (38, 48), (30, 62), (10, 62), (-10, 48)]
        place.polygon(smooth(beard, 6, closed=True), look.hair if look.head != "cap" else darker(BROWN, 0.5))
        place.stroke([(30, 29), (38, 27)], 4.4, darker(look.skin, 0.4))
    HEADS[look.head](place, look)
    _features(place, look, glasses=glasses)


def _features(place: Canvas, look: Look, *, glasses: bool) -> None:
    line = darker(look.skin, 0.78)
    place.stroke(bow((17, -9), (23, -4), (29, -8)), 2.4, line)
    place.stroke(bow((14, -20), (22, -25), (30, -20)), 2.8, line)
    if not look.beard:
        place.stroke(bow((27, 28), (31, 29), (36, 26)), 2.2, line)
    if glasses:
        place.stroke(arc(22, -7, 11.5, 11.5, 0, 360), 2.6, INK)
        if look.head not in ("scarf", "long", "curly"):
            place.stroke([(10.5, -9), (-14, -12)], 2.6, INK)
        place.stroke([(33, -9), (37, -8)], 2.6, INK)


def _ear(place: Canvas, look: Look) -> None:
    place.ellipse(-13, 2, 8, 12, darker(look.skin, 0.1))
    place.stroke(arc(-12, 1, 4, 6, 150, 320, 12), 1.8, darker(look.skin, 0.35))


def _short(place: Canvas, look: Look) -> None:
    hair = [
        (33, -36),
        (22, -56),
        (-8, -64),
        (-40, -50),
        (-54, -16),
        (-48, 12),
        (-32, 34),
        (-26, 12),
        (-18, -8),
        (-6, -8),
        (-4, -24),
        (16, -34),
    ]
    place.polygon(smooth(hair, 7, closed=True), look.hair)
    _ear(place, look)


def _long(place: Canvas, look: Look) -> None:
    hair = [
        (34, -34),
        (20, -60),
        (-14, -66),
        (-46, -48),
        (-58, -10),
        (-56, 40),
        (-34, 62),
        (-20, 40),
        (-16, 4),
        (2, -28),
        (18, -34),
    ]
    place.polygon(smooth(hair, 7, closed=True), look.hair)


def _bun(place: Canvas, look: Look) -> None:
    hair = [
        (34, -36),
        (20, -58),
        (-14, -62),
        (-44, -46),
        (-54, -14),
        (-42, 18),
        (-28, 24),
        (-20, -4),
        (-4, -26),
        (18, -34),
    ]
    place.polygon(smooth(hair, 7, closed=True), look.hair)
    _ear(place, look)
    place.circle(-12, 18, 4, SAFFRON)


CURLS = (
    *((26, -48, 15), (6, -60, 18), (-18, -62, 19), (-40, -50, 19), (-56, -30, 18), (-60, -8, 17)),
    *((-54, 14, 16), (-42, 30, 14), (-30, -30, 26), (-6, -40, 20), (-36, 4, 22)),
)


def _curly(place: Canvas, look: Look) -> None:
    for x, y, radius in CURLS:
        place.circle(x, y, radius, look.hair)
    _ear(place, look)


def _scarf(place: Canvas, look: Look) -> None:
    cloth = [
        (20, -38),
        (26, -58),
        (-6, -70),
        (-44, -56),
        (-62, -16),
        (-58, 34),
        (-78, 84),
        (-40, 106),
        (20, 102),
        (44, 84),
        (26, 66),
        (14, 58),
        (4, 40),
        (-2, 10),
        (4, -20),
    ]
    place.polygon(smooth(cloth, 7, closed=True), look.hair)
    place.stroke(smooth([(-4, 62), (-30, 40), (-42, 4), (-34, -34)]), 2.6, darker(look.hair, 0.18))
    place.stroke(smooth([(16, 72), (-16, 70), (-48, 50)]), 2.6, darker(look.hair, 0.18))


def _cap(place: Canvas, look: Look) -> None:
    under = [(-4, -26), (-6, -8), (-18, -8), (-26, 12), (-32, 34), (-48, 12), (-52, -20)]
    place.polygon(smooth(under, 6, closed=True), darker(BROWN, 0.5))
    _ear(place, look)
    crown = [(34, -30), (26, -58), (-6, -70), (-42, -56), (-56, -22), (-30, -26), (6, -32)]
    place.polygon(smooth(crown, 7, closed=True), look.hair)
    place.stroke(bow((-54, -24), (-8, -34), (34, -30)), 9, darker(look.hair, 0.2))


HEADS = {"short": _short, "long": _long, "bun": _bun, "curly": _curly, "scarf": _scarf, "cap": _cap}


def _microphone(canvas: Canvas, light: Light, rng: Random) -> None:
    place = canvas.at(750, 1000)
    table = room(light, rng.choice((NIGHT, PLUM, INK)), 0.4)
    place.rect(-780, -104, 1560, 130, table)
    place.rect(-780, -104, 1560, 14, paler(table, 0.2))
    place.rect(-7, -330, 14, 230, INK)
    place.dome(0, -100, 66, 22, INK)
    place.rounded(-46, -480, 92, 160, 46, INK)
    place.rounded(-34, -468, 68, 136, 34, room(light, rng.choice((SAFFRON, CORAL, PAPER)), 0.2))
    for y in (-440, -412, -384, -356):
        place.rect(-34, y, 68, 8, INK)
    for x, paint in ((-300, rng.choice((CREAM, TEAL))), (300, rng.choice((CREAM, CORAL)))):
        cup = room(light, paint, 0.4)
        place.polygon([(x - 34, -168), (x + 34, -168), (x + 26, -98), (x - 26, -98)], cup)
        place.ellipse(x, -168, 34, 8, darker(cup, 0.3))
        place.stroke(arc(x + 36, -138, 18, 18, -80, 80, 14), 8, cup)
