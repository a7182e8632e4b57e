"""Author portraits: head and shoulders on a coloured ground, with the calm closed eyes of the opinion pages."""

from random import Random
from typing import Literal

from PIL import Image

from .canvas import Canvas
from .curves import arc, bow, smooth
from .palette import (
    AMBER,
    COBALT,
    CORAL,
    CREAM,
    GREYS,
    HAIRS,
    INK,
    NIGHT,
    PAPER,
    PEACH,
    PERIWINKLE,
    PLUM,
    SAFFRON,
    SALMON,
    SKINS,
    TEAL,
    TEAL_LIGHT,
    Colour,
    contrast,
    darker,
    unlike,
)

Hair = Literal["short", "long", "curly", "bald"]
HAIRSTYLES: tuple[Hair, ...] = ("short", "long", "curly", "bald")

GROUNDS = (SAFFRON, TEAL_LIGHT, PEACH, PERIWINKLE, CORAL, AMBER, SALMON, TEAL)
CLOTHES = (NIGHT, TEAL, CORAL, INK, PLUM, COBALT, CREAM, SAFFRON)


def portrait(
    seed: int,
    *,
    size: int = 640,
    headscarf: bool = False,
    beard: bool = False,
    glasses: bool = False,
    hair: Hair = "short",
    grey: bool = False,
) -> Image.Image:
    """A square portrait; the seed chooses skin, clothes and ground, the keywords what the person wears."""
    if hair not in HAIRSTYLES:
        raise ValueError(f"Unknown hair {hair!r}; known: {', '.join(HAIRSTYLES)}")
    rng = Random(seed)
    skin = SKINS[seed % len(SKINS)]
    grounds = unlike(skin, GROUNDS, 130)
    ground = grounds[(seed * 3 + 1) % len(grounds)]
    clothes = rng.choice(unlike(ground, CLOTHES, 260))
    strands = rng.choice(GREYS) if grey else rng.choice(unlike(skin, HAIRS, 120))
    cloth = rng.choice(
        [colour for colour in unlike(ground, CLOTHES, 200) if contrast(colour, clothes) > 200] or [CREAM]
    )
    sheet = Canvas((size, size), ground, (640, 640))
    face = sheet.at(320, 296)
    if not headscarf:
        _hair_behind(face, hair, strands)
    _shoulders(face, rng, clothes, skin)
    _head(face, skin, ears=not headscarf and hair != "long")
    if beard:
        _beard(face, strands, skin)
    if headscarf:
        _scarf(face, cloth)
    else:
        _hair_in_front(face, rng, hair, strands)
    _features(face, rng, skin, beard=beard)
    if glasses:
        _glasses(face, rng, CREAM if contrast(skin, INK) < 200 else INK)
    return sheet.finish()


def _shoulders(face: Canvas, rng: Random, clothes: Colour, skin: Colour) -> None:
    face.polygon([*arc(0, 346, 272, 148, 180, 360), (272, 400), (-272, 400)], clothes)
    shade = darker(skin, 0.16)
    style = rng.choice(("round", "vee", "collar", "high"))
    if style == "vee":
        face.polygon([(-66, 204), (66, 204), (0, 296)], PAPER if clothes != CREAM else CORAL)
    elif style == "collar":
        face.polygon([(-46, 196), (46, 196), (0, 262)], shade)
    face.polygon([(-44, 90), (44, 90), (44, 200), (0, 222), (-44, 200)], shade)
    if style == "round":
        face.dome(0, 200, 62, 14, shade)
        face.polygon(arc(0, 198, 62, 32, 0, 180), shade)
    elif style == "high":
        face.rounded(-58, 168, 116, 58, 20, darker(clothes, 0.2))
    elif style == "collar":
        tip = darker(clothes, 0.22)
        face.polygon([(-44, 176), (-84, 206), (-52, 262), (0, 226)], tip)
        face.polygon([(44, 176), (84, 206), (52, 262), (0, 226)], tip)


def _head(face: Canvas, skin: Colour, *, ears: bool) -> None:
    if ears:
        for side in (-1, 1):
            face.ellipse(112 * side, 12, 18, 28, darker(skin, 0.1))
    oval = [
        (0, -134),
        (74, -116),
        (110, -50),
        (108, 30),
        (82, 104),
        (34, 142),
        (0, 148),
        (-34, 142),
        (-82, 104),
        (-108, 30),
    ]
    face.polygon(smooth([*oval, (-110, -50), (-74, -116)], 8, closed=True), skin)


def _features(face: Canvas, rng: Random, skin: Colour, *, beard: bool) -> None:
    """Brows, closed eyes, a nose in one line, the trace of a smile."""
    line = darker(skin, 0.82)
    lift = rng.uniform(-4, 4)
    for side in (-1, 1):
        face.stroke(bow((24 * side, 2), (48 * side, 18), (74 * side, 0)), 7, line)
        face.stroke(bow((20 * side, -32 + lift), (48 * side, -52 + lift), (78 * side, -30)), 8, line)
    face.stroke([(2, -4), (6, 42), (-12, 50)], 6.5, line)
    smile = rng.uniform(8, 18)
    mouth = bow((-28, 84), (0, 84 + smile * 1.6), (30, 80))
    face.stroke(mouth, 7, darker(skin, 0.6) if beard else line)


def _beard(face: Canvas, strands: Colour, skin: Colour) -> None:
    outer = [(-112, -14), (-108, 62), (-84, 128), (-40, 166), (0, 172), (40, 166), (84, 128), (108, 62), (112, -14)]
    inner = [(98, -14), (84, 52), (40, 60), (0, 66), (-40, 60), (-84, 52), (-98, -14)]
    face.polygon([*smooth(outer, 8), *smooth(inner, 8)], strands)
    face.ellipse(1, 90, 40, 15, skin)


def _scarf(face: Canvas, cloth: Colour) -> None:
    """The cloth with the face cut out: an outline joined to its hole, drawn in two halves."""
    outer = [(0, -186), (86, -172), (142, -104), (150, 0), (150, 100), (186, 206), (150, 268), (0, 304)]
    inner = [(0, 140), (56, 122), (92, 62), (98, 0), (92, -60), (60, -104), (0, -118)]
    half = [*smooth(outer, 8), *smooth(inner, 8)]
    face.polygon(half, cloth)
    face.polygon([(-x, y) for x, y in half], cloth)
    fold = darker(cloth, 0.18)
    face.stroke(smooth([(-84, 116), (-20, 182), (70, 206), (158, 196)]), 7, fold)
    face.stroke(smooth([(-130, 120), (-90, 196), (-10, 246), (90, 262)]), 7, fold)


def _hair_behind(face: Canvas, hair: Hair, strands: Colour) -> None:
    if hair == "long":
        fall = [
            (0, -176),
            (98, -158),
            (146, -70),
            (148, 60),
            (158, 170),
            (120, 214),
            (0, 200),
            (-120, 214),
            (-158, 170),
            (-148, 60),
            (-146, -70),
            (-98, -158),
        ]
        face.polygon(smooth(fall, 8, closed=True), strands)
    elif hair == "curly":
        for x, y, radius in CURLS:
            face.circle(x, y, radius, strands)
            face.circle(-x, y, radius, strands)


CURLS = ((0, -166, 52), (62, -156, 48), (112, -116, 46), (140, -62, 42), (140, -8, 36), (126, 36, 28))


def _hair_in_front(face: Canvas, rng: Random, hair: Hair, strands: Colour) -> None:
    if hair == "bald":
        return
    if hair == "curly":
        for x, y, radius in ((-78, -106, 40), (-28, -122, 42), (28, -122, 42), (78, -106, 40)):
            face.circle(x, y, radius, strands)
        return
    crown = [(-118, 4), (-128, -80), (-86, -158), (0, -180), (86, -158), (128, -80), (118, 4)]
    if hair == "long":
        parting = rng.choice((-38, 0, 38))
        inner = [
            (104, 0),
            (92, -52),
            (parting + 20, -100),
            (parting, -112),
            (parting - 20, -100),
            (-92, -52),
            (-104, 0),
        ]
        sides = [(-126, 60), *crown, (126, 60)]
        face.polygon([*smooth(sides, 8), *smooth(inner, 8)], strands)
        return
    part = rng.choice((-1, 1))
    inner = [(104, -4), (98, -54), (70, -92), (10, -82), (-50, -98), (-92, -66), (-104, -4)]
    if part < 0:
        inner = [(-x, y) for x, y in reversed(inner)]
    face.polygon([*smooth(crown, 8), *smooth(inner, 8)], strands)


def _glasses(face: Canvas, rng: Random, frame: Colour) -> None:
    shape = rng.choice(("round", "square"))
    for side in (-1, 1):
        if shape == "round":
            face.stroke(arc(50 * side, 4, 36, 36, 0, 360), 8, frame)
        else:
            box = [(14, -22), (88, -22), (84, 32), (18, 32), (14, -22)]
            face.stroke([(x * side, y) for x, y in box], 8, frame)
        face.stroke([(87 * side, -4), (108 * side, -10)], 8, frame)
    face.stroke(bow((-14, 0), (0, -8), (14, 0)), 8, frame)
