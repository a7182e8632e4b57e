"""Small people: how they look, and the ways they stand, walk, sit at a table and run."""

from dataclasses import dataclass
from random import Random

from .canvas import Canvas
from .curves import Path, Point, arc, bow, smooth
from .palette import (
    CORAL,
    CREAM,
    GREYS,
    HAIRS,
    INK,
    NIGHT,
    SAFFRON,
    SKINS,
    TEAL,
    Colour,
    Light,
    contrast,
    darker,
    unlike,
)

COATS = (CORAL, SAFFRON, (31, 73, 214), TEAL, CREAM, (123, 33, 80), (109, 197, 189), (255, 140, 105), NIGHT)


@dataclass(frozen=True)
class Look:
    """One person, already in the colours of the hour."""

    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour
    head: str  # short, long, bun, scarf, cap, curly
    gown: bool
    beard: bool


def look_for(light: Light, rng: Random, ground: Colour | None = None, *, shade: float = 0.5) -> Look:
    """Somebody, dressed to stand out from the ground behind; under a lamp the hour shades them less."""
    head = rng.choice(("short", "long", "bun", "scarf", "scarf", "cap", "curly", "short"))
    coats = unlike(ground, COATS) if ground else COATS
    top = rng.choice(coats)
    bottom = rng.choice([c for c in (INK, NIGHT, (107, 55, 21), CREAM) if contrast(c, top) > 150])
    complexion = rng.choice(SKINS)
    hair = rng.choice(GREYS if rng.random() < 0.16 else unlike(complexion, HAIRS, 140))
    if head in ("scarf", "cap"):
        hair = rng.choice([c for c in coats if contrast(c, top) > 150] or coats)
    gown = head == "scarf" or rng.random() < 0.18
    beard = head in ("short", "cap") and rng.random() < 0.45
    skin, hair, top, bottom = (light.tone(colour, shade) for colour in (complexion, hair, top, bottom))
    return Look(skin, hair, top, bottom, head, gown, beard)


def head(place: Canvas, look: Look, *, back: bool = False) -> None:
    """A head 14 units tall around (0, 0), turned a little to the right unless seen from the back."""
    if look.head == "scarf":
        _scarf(place, look, back=back)
        return
    if look.head == "long":
        place.rounded(-7.6, -7, 13.6, 19, 6, look.hair)
    if look.head == "bun":
        place.circle(-6.2, -5.6, 3.4, look.hair)
    if look.head == "curly":
        for x, y in ((-6, -1), (-5.4, -5.4), (-1.6, -8), (2.8, -7.6), (5.4, -4.6), (-5.6, 2.6)):
            place.circle(x, y, 3.5, look.hair)
    if back:
        _back_of_head(place, look)
        return
    place.ellipse(0, 0, 5.9, 7, look.skin)
    hairline = [*arc(0, -0.6, 6.4, 7.2, 150, 345), (2, -4.4), (-3.8, -3)]
    place.polygon(hairline, look.hair)
    if look.head == "cap":
        place.rounded(-6.4, -5, 14.6, 2.4, 1.2, darker(look.hair))
    if look.beard:
        beard = HAIRS[1] if look.head == "cap" else look.hair
        place.polygon([*arc(0, 0.4, 6, 7.6, 18, 168), (-3.6, 3), (1, 4), (4, 3.6)], beard)


def _back_of_head(place: Canvas, look: Look) -> None:
    if look.head in ("long", "curly"):
        place.ellipse(0, 0, 5.9, 7, look.hair)
        return
    for side in (-1, 1):
        place.ellipse(5.9 * side, 1, 1.4, 2.2, look.skin)
    place.ellipse(0, 0, 5.9, 7, look.skin)
    below = look.hair if look.head != "cap" else HAIRS[1]
    place.polygon([*arc(0, -0.4, 6.1, 7.2, 165, 375, 24), (5.2, 3.6), (4, 4.7), (-4, 4.7), (-5.2, 3.6)], below)
    if look.head == "cap":
        place.polygon([*arc(0, -0.4, 6.4, 7.6, 180, 360, 24), (0, 1)], look.hair)


def calm_face(place: Canvas, look: Look) -> None:
    """Lowered eyes and a mouth, for heads large enough to show them."""
    line = darker(look.skin, 0.72)
    for x in (-0.9, 3.5):
        place.stroke(bow((x - 1.2, 0.4), (x, 1.4), (x + 1.2, 0.4), 6), 0.45, line)
        place.stroke(bow((x - 1.4, -1.7), (x, -2.5), (x + 1.4, -1.6), 6), 0.5, line)
    if not look.beard:
        place.stroke(bow((0, 4), (1.5, 4.7), (2.9, 3.8), 6), 0.45, line)


def _scarf(place: Canvas, look: Look, *, back: bool) -> None:
    outline = [
        (-1, -8.6),
        (5, -6.8),
        (7, -1),
        (6.4, 5),
        (10, 13),
        (0, 15),
        (-10, 13),
        (-7.4, 5),
        (-7.6, -2),
        (-5.6, -7),
    ]
    place.polygon(smooth(outline, 6, closed=True), look.hair)
    if not back:
        place.ellipse(1.6, 0, 4.2, 5.5, look.skin)


def standing(
    canvas: Canvas, x: float, foot: float, height: float, look: Look, *, facing: int = 1, pose: str = "still"
) -> None:
    """A whole person on (x, foot); poses: still, walk, point, bag, hold."""
    place = canvas.at(x, foot, height / 100, facing=facing)
    _far_arm(place, look, pose)
    _legs(place, look, walking=pose == "walk")
    _trunk(place, look)
    place.stroke([(0, -84), (0.4, -78)], 4.6, darker(look.skin, 0.14))
    head(place.at(0.8, -91, 0.98), look)
    _near_arm(place, look, pose)


def _legs(place: Canvas, look: Look, *, walking: bool) -> None:
    shoe = darker(look.bottom, 0.5)
    stance = ((-9, 0), (10, 0)) if walking else ((-4, 0), (4.2, 0))
    for index, (ankle, _) in enumerate(stance):
        cloth = darker(look.bottom, 0.22) if index == 0 else look.bottom
        hip = -2.6 if index == 0 else 2.6
        knee = (ankle * 0.5 + (2.4 if walking else 0.4), -25)
        if not look.gown:
            place.stroke([(hip, -47), knee, (ankle, -5)], 8.4, cloth, end=5.2)
        place.polygon([*arc(ankle + 1.6, -0.6, 4.6, 4.4, 180, 360, 12)], shoe)
        place.rect(ankle - 3, -1.4, 9.2, 1.8, shoe)


def _trunk(place: Canvas, look: Look) -> None:
    if look.gown:
        gown = [
            (-4, -81),
            (-9, -78),
            (-10.4, -70),
            (-9.4, -50),
            (-12.5, -6),
            (13.5, -6),
            (9.6, -50),
            (10.4, -70),
            (9, -78),
        ]
        place.polygon([*gown, (4, -81)], look.top)
        place.polygon([(1, -48), (5.6, -6), (13.5, -6), (9.6, -50)], darker(look.top, 0.12))
        return
    coat = [
        (-4, -81),
        (-9, -78.6),
        (-10.6, -72),
        (-8.6, -58),
        (-9.6, -42),
        (9.6, -42),
        (8.8, -58),
        (10.6, -72),
        (9, -78.6),
    ]
    place.polygon([*coat, (4, -81)], look.top)
    for shoulder in (-7.4, 7.4):
        place.circle(shoulder, -75.6, 3.6, look.top)


def _far_arm(place: Canvas, look: Look, pose: str) -> None:
    paths: dict[str, Path] = {
        "walk": [(7, -75), (8, -61), (10, -50)],
        "hold": [(7, -75), (7, -62), (11, -58)],
    }
    path = paths.get(pose, [(-8, -75), (-11.6, -61), (-10.6, -47)])
    place.stroke(path, 6, darker(look.top, 0.3), end=4.6)
    _hand(place, look, path[-1])


def _hand(place: Canvas, look: Look, spot: Point) -> None:
    place.circle(spot[0], spot[1], 2.7, look.skin)


def _near_arm(place: Canvas, look: Look, pose: str) -> None:
    paths: dict[str, Path] = {
        "walk": [(-6.4, -74), (-10, -62), (-7, -50)],
        "point": [(7, -74.6), (17, -70), (27, -79)],
        "hold": [(-7, -74), (-5, -61), (9, -57)],
        "bag": [(7.4, -74), (10.6, -61), (11, -47)],
    }
    path = paths.get(pose, [(7.4, -74), (10.8, -61), (9.6, -47)])
    if pose == "bag":
        place.polygon([(6, -45), (16, -45), (17.5, -29), (4.5, -29)], SAFFRON)
        place.polygon([(13, -45), (16, -45), (17.5, -29), (13, -29)], darker(SAFFRON))
    place.stroke(path, 6.2, darker(look.top, 0.18), end=4.8)
    _hand(place, look, path[-1])


def at_table(canvas: Canvas, x: float, table: float, height: float, look: Look, *, facing: int = 1) -> None:
    """Head, shoulders and folded arms of somebody sitting behind a table whose far edge is at `table`."""
    place = canvas.at(x, table, height / 46, facing=facing)
    body = [(-5, -32), (-13, -29), (-16.5, -20), (-15, 2), (15, 2), (16.5, -20), (13, -29), (5, -32)]
    place.polygon(smooth(body, 6), look.top)
    place.stroke([(0, -35), (0, -30)], 5.6, darker(look.skin, 0.14))
    skull = place.at(0.8, -40, 1.06)
    head(skull, look)
    calm_face(skull, look)
    for side in (-1, 1):
        place.stroke([(14 * side, -23), (17.5 * side, -8), (6 * side, -1)], 6.6, darker(look.top, 0.18), end=5)
        place.circle(5.4 * side, -1.4, 2.8, look.skin)


def from_behind(canvas: Canvas, x: float, y: float, radius: float, look: Look, coat: Colour) -> None:
    """The back of a head of the given radius at (x, y), over round shoulders."""
    place = canvas.at(x, y, radius / 7)
    place.polygon([*arc(0, 24, 19, 15.5, 180, 360, 24), (19, 60), (-19, 60)], coat)
    place.stroke([(0, 4), (0, 12)], 6, darker(look.skin, 0.2))
    head(place, look, back=True)


STRIDES: tuple[
    tuple[Path, Path, Path, Path], ...
] = (  # near leg, far leg, near arm, far arm: hip or shoulder first, hand or toe last
    (
        ((1, -50), (15, -41), (11, -21), (18, -19)),
        ((-1, -50), (-8, -28), (-25, -17), (-27, -11)),
        ((-1, -76), (-12, -65), (-4, -54)),
        ((2, -76), (9, -63), (21, -72)),
    ),
    (
        ((-1, -50), (-4, -26), (-17, -6), (-12, -1)),
        ((1, -50), (17, -46), (17, -25), (24, -24)),
        ((1, -76), (11, -64), (23, -70)),
        ((-1, -76), (-13, -68), (-9, -55)),
    ),
)


def runner(
    canvas: Canvas,
    x: float,
    foot: float,
    height: float,
    look: Look,
    *,
    stride: int = 0,
    baton: bool = False,
    facing: int = 1,
) -> None:
    """A runner in full stride to the right (or the left), over (x, foot)."""
    place = canvas.at(x, foot, height / 100, turn=6, facing=facing)
    near_leg, far_leg, near_arm, far_arm = STRIDES[stride % len(STRIDES)]
    far = darker(look.skin, 0.3)
    shoe = darker(look.bottom, 0.4)
    place.stroke(far_arm, 5.4, far, end=3.8)
    if baton and far_arm[-1][0] > 0:
        place.at(*far_arm[-1], turn=-35).rounded(-4, -1.6, 15, 3.2, 1.6, CREAM)
    _running_leg(place, far_leg, far, darker(look.bottom, 0.25), shoe)
    _running_leg(place, near_leg, look.skin, look.bottom, shoe)
    vest = [(-6, -79), (-7.6, -72), (-6, -48), (6.4, -48), (8, -72), (6.4, -79), (2, -80.5)]
    place.polygon(smooth(vest, 5, closed=True), look.top)
    place.stroke([(1, -84), (0.6, -78)], 4.8, darker(look.skin, 0.15))
    head(place.at(3, -91, 0.95), look)
    if baton and near_arm[-1][0] > 0:
        place.at(*near_arm[-1], turn=-35).rounded(-4, -1.6, 15, 3.2, 1.6, CREAM)
    place.stroke(near_arm, 5.6, look.skin, end=4)


def _running_leg(place: Canvas, leg: Path, skin: Colour, shorts: Colour, shoe: Colour) -> None:
    hip, knee, ankle, toe = leg
    place.stroke([hip, knee, ankle], 9, skin, end=4.6)
    thigh = (hip[0] + (knee[0] - hip[0]) * 0.55, hip[1] + (knee[1] - hip[1]) * 0.55)
    place.stroke(bow(hip, ((hip[0] + thigh[0]) / 2, (hip[1] + thigh[1]) / 2), thigh, 3), 11, shorts, end=10.4)
    place.stroke([ankle, toe], 4.8, shoe, end=3.2)
