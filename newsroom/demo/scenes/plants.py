"""Trees of the coast, the street and the mountain."""

import math
from random import Random

from .canvas import Canvas
from .curves import bow
from .palette import BROWN, INK, LEAF, TEAL, Colour, Light, darker, mix, paler


def palm(canvas: Canvas, light: Light, rng: Random, x: float, base: float, height: float, leaf: Colour = TEAL) -> None:
    """A leaning date palm; its fronds fall under their own weight."""
    lean = rng.choice((-1, 1)) * rng.uniform(0.06, 0.2) * height
    crown_x, crown_y = x + lean, base - height
    trunk = bow((x, base), (x - lean * 0.2, base - height * 0.5), (crown_x, crown_y))
    bark = light.tone(BROWN if light.hour == "dusk" else INK, 0.4)
    canvas.stroke(trunk, height * 0.055, bark, end=height * 0.034, blunt=True)
    frond = light.tone(leaf, 0.55)
    for dx in (-0.09, -0.04, 0.05, 0.1):  # the tuft that hides the foot
        tip = (x + dx * height, base - height * (0.12 - abs(dx) * 0.5))
        canvas.blade(bow((x + dx * 30, base + 4), (x + dx * height * 0.3, tip[1] + 8), tip), height * 0.04, frond)
    reach = height * 0.42
    for index, angle in enumerate((-168, -12, -142, -38, -112, -66, 168, 12)):
        turn = math.radians(angle + rng.uniform(-6, 6))
        dx, dy = math.cos(turn) * reach, math.sin(turn) * reach
        droop = reach * (0.3 if index < 6 else 0.36)
        spine = bow((crown_x, crown_y), (crown_x + dx * 0.6, crown_y + dy * 0.95), (crown_x + dx, crown_y + dy + droop))
        canvas.blade(spine, height * 0.085, frond if index % 2 else darker(frond, 0.12))
    for dx in (-0.03, 0.03):
        canvas.circle(crown_x + dx * height, crown_y + height * 0.03, height * 0.024, light.tone((203, 106, 48), 0.5))


def pine(canvas: Canvas, x: float, base: float, height: float, colour: Colour) -> None:
    """Three tiers, the right half in shade."""
    canvas.rect(x - height * 0.035, base - height * 0.16, height * 0.07, height * 0.16, darker(BROWN, 0.35))
    for tier in range(3):
        bottom = base - height * (0.12 + 0.25 * tier)
        top, half = bottom - height * (0.46 - 0.05 * tier), height * (0.25 - 0.055 * tier)
        canvas.polygon([(x - half, bottom), (x, top), (x + half, bottom)], colour)
        canvas.polygon([(x, bottom), (x, top), (x + half, bottom)], darker(colour, 0.22))


def round_tree(canvas: Canvas, light: Light, x: float, base: float, height: float, colour: Colour = LEAF) -> None:
    shade = light.tone(colour, 0.8)
    radius = height * 0.34
    canvas.stroke([(x, base), (x, base - height * 0.5)], height * 0.06, light.tone(BROWN, 0.6), blunt=True)
    canvas.circle(x, base - height + radius, radius, shade)
    canvas.dome(x, base - height + radius, radius, radius, paler(shade, 0.14))
    fork = [(x, base - height * 0.42), (x + radius * 0.42, base - height * 0.62)]
    canvas.stroke(fork, height * 0.03, darker(shade, 0.28))


def cypress(canvas: Canvas, light: Light, x: float, base: float, height: float) -> None:
    shade = light.tone(mix(TEAL, LEAF, 0.3), 0.7)
    canvas.rect(x - 4, base - height * 0.12, 8, height * 0.12, light.tone(BROWN, 0.6))
    canvas.blade([(x, base - height * (0.06 + 0.94 * t / 16)) for t in range(17)], height * 0.26, shade)


def pot_plant(canvas: Canvas, light: Light, x: float, base: float, height: float, pot: Colour) -> None:
    """A pot of long leaves, for rooms and roofs."""
    top = base - height * 0.34
    half = height * 0.16
    leaf = light.tone(TEAL, 0.5)
    for index, dx in enumerate((-0.42, 0.42, -0.26, 0.26, -0.08, 0.1)):
        tip = (x + dx * height, base - height * (0.62 + 0.08 * index))
        canvas.blade(
            bow((x, top), (x + dx * height * 0.35, tip[1]), tip), height * 0.13, darker(leaf, 0.2 * (index % 2))
        )
    shade = light.tone(pot, 0.7)
    canvas.polygon([(x - half, top), (x + half, top), (x + half * 0.7, base), (x - half * 0.7, base)], shade)
    canvas.rect(x - half * 1.15, top - height * 0.03, half * 2.3, height * 0.08, darker(shade, 0.12))
