"""Running and playing: the relay on the curve, the stadium on a match day."""

import math
from random import Random

from .canvas import Canvas
from .curves import arc, bow
from .palette import (
    ACCENTS,
    CLAY,
    COBALT,
    CORAL,
    CREAM,
    ICE,
    INK,
    LEAF,
    MOON,
    NIGHT,
    OLIVE,
    PAPER,
    PLUM,
    SAFFRON,
    SKY_BLUE,
    TEAL,
    TEAL_LIGHT,
    Colour,
    Light,
    darker,
    mix,
)
from .people import Look, look_for, runner
from .sky import sky

TRACKS = ((CORAL, LEAF), (mix(COBALT, SKY_BLUE, 0.4), OLIVE), (CLAY, LEAF), (mix(PLUM, CORAL, 0.35), TEAL_LIGHT))
KITS = ((SAFFRON, INK), (PAPER, NIGHT), (SKY_BLUE, INK), (CREAM, PLUM), (TEAL_LIGHT, NIGHT), (NIGHT, CREAM))


def relay_race(canvas: Canvas, light: Light, rng: Random) -> None:
    """The bend from the stands: lanes as wide rings, runners from far to near, shadows on the track."""
    ground, field = rng.choice(TRACKS)
    track = light.tone(ground, 0.75)
    canvas.rect(-20, -20, 1540, 1040, light.tone(field, 0.9))
    outer = rng.uniform(1500, 1580)
    centre = (rng.uniform(1050, 1250), outer + rng.uniform(120, 170))
    canvas.circle(*centre, outer + 62, light.tone(darker(field, 0.12), 0.9))
    for turn in range(184, 330, 4):
        angle = math.radians(turn)
        spot = (centre[0] + (outer + 62) * math.cos(angle), centre[1] + (outer + 62) * math.sin(angle))
        canvas.diamond(*spot, 11, light.tone(CREAM if turn % 8 else ground, 0.5))
    canvas.circle(*centre, outer, track)
    width, lanes = rng.uniform(112, 126), 8
    chalk = light.tone(PAPER, 0.45)
    for lane in range(lanes + 1):
        radius = outer - 26 - lane * width
        canvas.stroke(arc(*centre, radius, radius, 175, 330, 90), 7, chalk, blunt=True)
    inner = outer - 26 - lanes * width - 40
    canvas.circle(*centre, inner, light.tone(darker(field, 0.1), 0.9))
    if rng.random() < 0.6:
        _exchange_marks(canvas, light, rng, centre, outer, width)
    _runners(canvas, light, rng, centre, outer - 26, width)


def _exchange_marks(
    canvas: Canvas, light: Light, rng: Random, centre: tuple[float, float], outer: float, width: float
) -> None:
    """The triangles that open and close the exchange zone."""
    for lane in range(6):
        radius = outer - 26 - (lane + 0.5) * width
        turn = math.radians(240 + lane * 2.2 + rng.uniform(-0.4, 0.4))
        place = canvas.at(
            centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn), turn=math.degrees(turn) + 90
        )
        place.polygon([(-22, -30), (22, 0), (-22, 30)], light.tone(SAFFRON, 0.5))


def _runners(canvas: Canvas, light: Light, rng: Random, centre: tuple[float, float], edge: float, width: float) -> None:
    kits = list(KITS)
    rng.shuffle(kits)
    places = rng.choice(
        (
            ((1080, 1.4), (770, 2.5), (480, 3.6)),
            ((930, 2.0), (560, 3.9)),
            ((1130, 1.2), (920, 1.9), (700, 2.6), (460, 3.2)),
        )
    )
    for index, (spot, lane) in enumerate(places):
        x = spot + rng.uniform(-40, 40)
        radius = edge - lane * width
        y = centre[1] - math.sqrt(max(radius**2 - (x - centre[0]) ** 2, 0))
        height = 200 + (y - 330) * 0.5
        top, shorts = kits[index % len(kits)]
        look = look_for(light, rng)
        head = "curly" if look.head == "long" else look.head
        hair = look.hair if head != "scarf" else light.tone(top, 0.5)
        dress = Look(look.skin, hair, light.tone(top, 0.35), light.tone(shorts, 0.35), head, False, look.beard)
        reach = height / 100
        shadow = [
            (x - 14 * reach, y),
            (x + 10 * reach, y + 4),
            (x + 92 * reach, y + 32 * reach),
            (x + 70 * reach, y + 36 * reach),
        ]
        canvas.glass(shadow, INK, 0.22)
        runner(canvas, x, y, height, dress, stride=index + rng.randint(0, 1), baton=True)


def stadium(canvas: Canvas, light: Light, rng: Random) -> None:
    sky(canvas, light, rng, rng.choice((420, 750, 1080)), 150, 84, floor=220, clouds=2)
    home, away = rng.sample([CORAL, SAFFRON, COBALT, TEAL, CREAM], 2)
    for x in (270, 1230):
        _floodlight(canvas, light, x, rng.uniform(70, 110))
    _stands(canvas, light, rng, home, away)
    _pitch(canvas, light, rng)
    if light.hour != "day":
        for x, aim in ((270, 1), (1230, -1)):
            canvas.glass([(x - 70, 110), (x + 70, 110), (x + aim * 640, 1010), (x + aim * 60, 1010)], MOON, 0.13)
    _goal(canvas, light, rng.uniform(660, 840))
    _match(canvas, light, rng, home, away)


def _floodlight(canvas: Canvas, light: Light, x: float, top: float) -> None:
    canvas.rect(x - 7, top, 14, 300, light.line)
    canvas.rounded(x - 80, top - 36, 160, 76, 8, light.line)
    bulb = PAPER if light.hour != "day" else ICE
    for column in range(4):
        for row in range(2):
            canvas.circle(x - 54 + column * 36, top - 16 + row * 36, 13, bulb)


def _stands(canvas: Canvas, light: Light, rng: Random, home: Colour, away: Colour) -> None:
    """A bowl: two tiers that sag to the middle, every seat a dot."""
    roof = light.tone(PAPER, 0.8)
    canvas.polygon([*bow((-30, 190), (750, 330), (1530, 190)), *bow((1530, 280), (750, 390), (-30, 280))], roof)
    canvas.polygon(
        [*bow((-30, 262), (750, 376), (1530, 262)), *bow((1530, 640), (750, 660), (-30, 640))], light.tone(NIGHT, 0.8)
    )
    split = rng.uniform(600, 900)
    rows = 11
    for row in range(rows):
        share = row / (rows - 1)
        edge, middle = 300 + share * 300, 372 + share * 236
        line = bow((-30, edge), (750, 2 * middle - edge), (1530, edge), 62)
        for x, y in line:
            if row == 5 or rng.random() < 0.07:
                continue
            club = home if x + rng.uniform(-160, 160) < split else away
            paint = rng.choice((club, club, club, CREAM, rng.choice(ACCENTS)))
            canvas.circle(x + (row % 2) * 12, y, 9.5, light.tone(paint, 0.5))
    canvas.polygon(
        [*bow((-30, 618), (750, 620), (1530, 618)), (1530, 660), (-30, 660)], light.tone(darker(NIGHT, 0.3), 0.8)
    )
    for index in range(9):
        paint = light.tone((home, CREAM, away, SAFFRON)[index % 4], 0.4)
        canvas.rect(-20 + index * 172, 622, 168, 32, paint)
    _flags(canvas, light, rng, home, away)


def _flags(canvas: Canvas, light: Light, rng: Random, home: Colour, away: Colour) -> None:
    for _ in range(rng.randint(4, 7)):
        x, y = rng.uniform(180, 1320), rng.uniform(440, 590)
        paint = light.tone(home if x < 750 else away, 0.3)
        canvas.stroke([(x, y), (x + 14, y - 76)], 4, light.tone(CREAM, 0.4))
        canvas.polygon(
            [
                (x + 14, y - 78),
                *bow((x + 14, y - 78), (x + 46, y - 92), (x + 74, y - 74)),
                (x + 66, y - 36),
                *bow((x + 66, y - 36), (x + 40, y - 54), (x + 7, y - 40)),
            ],
            paint,
        )


def _pitch(canvas: Canvas, light: Light, rng: Random) -> None:
    grass = light.tone(LEAF, 0.55)
    canvas.rect(-20, 654, 1540, 370, grass)
    count = 9
    for index in range(0, count, 2):
        left, right = -200 + index * 1900 / count, -200 + (index + 1) * 1900 / count
        upper = [(750 + (edge - 750) * 0.55, 654) for edge in (left, right)]
        canvas.polygon(
            [*upper, (right + (right - 750) * 0.4, 1010), (left + (left - 750) * 0.4, 1010)], darker(grass, 0.12)
        )
    chalk = light.tone(PAPER, 0.4)
    canvas.rect(-20, 676, 1540, 6, chalk)
    box = [(430, 676), (350, 782), (1150, 782), (1070, 676)]
    canvas.stroke(box, 6, chalk)
    canvas.stroke([(570, 676), (540, 722), (960, 722), (930, 676)], 5, chalk)
    canvas.stroke(arc(750, 782, 150, 44, 0, 180), 6, chalk)
    canvas.stroke(arc(750, 1010, 330, 70, 180, 360), 7, chalk)


def _goal(canvas: Canvas, light: Light, x: float) -> None:
    post = light.tone(PAPER, 0.2)
    x = 750 + (x - 750) * 0.1
    mesh = mix(post, light.tone(NIGHT), 0.35)
    for step in range(1, 9):
        canvas.rect(x - 135 + step * 30, 558, 2.5, 118, mesh)
    for step in range(1, 4):
        canvas.rect(x - 130, 560 + step * 29, 260, 2.5, mesh)
    canvas.stroke([(x - 135, 680), (x - 135, 556), (x + 135, 556), (x + 135, 680)], 10, post)


def _match(canvas: Canvas, light: Light, rng: Random, home: Colour, away: Colour) -> None:
    spots = [(430, 800, 190), (1050, 770, 170), (rng.uniform(900, 1130), 960, 290), (rng.uniform(560, 740), 915, 260)]
    if rng.random() < 0.5:
        spots.append((rng.uniform(250, 360), 930, 270))
    spots.sort(key=lambda spot: spot[1])
    for index, (x, y, height) in enumerate(spots):
        club = home if index % 2 else away
        look = look_for(light, rng)
        hair = look.hair if look.head not in ("scarf", "cap") else light.tone(INK, 0.5)
        head = look.head if look.head not in ("scarf", "long", "cap") else "short"
        kit = Look(
            look.skin,
            hair,
            light.tone(club, 0.25),
            light.tone(NIGHT if index % 2 else PAPER, 0.3),
            head,
            False,
            look.beard,
        )
        canvas.glass(arc(x + 30, y + 2, height * 0.3, height * 0.045, 0, 360), INK, 0.25)
        facing = rng.choice((-1, 1)) if index < len(spots) - 1 else 1
        runner(canvas, x, y, height, kit, stride=rng.randint(0, 1), facing=facing)
    _ball(canvas, light, spots[-1][0] + 110, spots[-1][1] - 16)


def _ball(canvas: Canvas, light: Light, x: float, y: float) -> None:
    canvas.glass(arc(x + 10, y + 22, 34, 8, 0, 360), INK, 0.25)
    canvas.circle(x, y, 24, light.tone(PAPER, 0.15))
    canvas.at(x, y, turn=12).polygon(arc(0, 0, 10, 10, -90, 270, 5), INK)
    for turn in range(5):
        canvas.at(x, y, turn=12 + turn * 72).polygon([(-6, -23), (6, -23), (0, -16)], INK)
