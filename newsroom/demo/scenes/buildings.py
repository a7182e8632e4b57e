"""Flat houses: a lit front, a shaded side, windows with or without a lamp, and something on the roof."""

from random import Random

from .canvas import Canvas
from .palette import (
    BUTTER,
    COBALT,
    CREAM,
    INK,
    NIGHT_DEEP,
    PAPER,
    SAFFRON,
    TEAL,
    Colour,
    Light,
    contrast,
    darker,
    mix,
)


def pane(light: Light, rng: Random, wall: Colour) -> Colour:
    """One window: a lamp, or darkness (pale by day on a strong wall, as paint would be)."""
    if rng.random() < light.lit:
        return SAFFRON if light.dark or contrast(wall, SAFFRON) > 140 else BUTTER
    if light.dark:
        return mix(NIGHT_DEEP, light.sky, 0.4)
    return CREAM if contrast(wall, INK) < 400 else INK


def windows(
    canvas: Canvas,
    light: Light,
    rng: Random,
    box: tuple[float, float, float, float],
    grid: tuple[int, int],
    wall: Colour,
    *,
    arched: bool = False,
) -> None:
    """A grid of (columns, rows) windows inside the box (x, y, width, height)."""
    x, y, width, height = box
    columns, rows = grid
    step_x, step_y = width / columns, height / rows
    wide, high = step_x * 0.5, step_y * 0.56
    for row in range(rows):
        for column in range(columns):
            left, top = x + (column + 0.25) * step_x, y + (row + 0.22) * step_y
            (canvas.arch if arched else canvas.rect)(left, top, wide, high, pane(light, rng, wall))


def house(
    canvas: Canvas,
    light: Light,
    rng: Random,
    x: float,
    base: float,
    width: float,
    height: float,
    wall: Colour,
    *,
    roof: str | None = None,
) -> None:
    """A block with its left foot at (x, base)."""
    front, top = width * 0.72, base - height
    shade = light.tone(wall)
    rooftop(canvas, light, rng, roof or rng.choice(("flat", "flat", "chimney", "dome", "tank")), x, top, width)
    canvas.rect(x, top, front, height, shade)
    canvas.rect(x + front, top, width - front, height, darker(shade, 0.18))
    columns, rows = max(2, round(front / 36)), max(1, round(height / 52))
    box = (x + front * 0.06, top + height * 0.06, front * 0.88, height * 0.9)
    windows(canvas, light, rng, box, (columns, rows), wall, arched=rng.random() < 0.45)


def rooftop(canvas: Canvas, light: Light, rng: Random, kind: str, x: float, top: float, width: float) -> None:
    front = width * 0.72
    middle = x + front / 2
    if kind == "chimney":
        canvas.rect(x + front * 0.2, top - width * 0.2, width * 0.2, width * 0.22, light.tone(INK, 0.5))
    elif kind == "dome":
        paint = light.tone(rng.choice((COBALT, CREAM, TEAL, SAFFRON)), 0.8)
        canvas.dome(middle, top + 1, front * 0.4, front * 0.4, paint)
        canvas.stroke([(middle, top - front * 0.36), (middle, top - front * 0.66)], width * 0.035, light.tone(INK, 0.5))
        canvas.diamond(middle, top - front * 0.7, width * 0.075, SAFFRON)
    elif kind == "tank":
        canvas.rect(x + front * 0.48, top - width * 0.12, width * 0.03, width * 0.13, light.tone(INK, 0.5))
        canvas.rect(x + front * 0.78, top - width * 0.12, width * 0.03, width * 0.13, light.tone(INK, 0.5))
        canvas.rounded(x + front * 0.42, top - width * 0.3, width * 0.32, width * 0.2, 5, light.tone(PAPER))


def distant_town(canvas: Canvas, rng: Random, base: float, tall: float, colour: Colour, lamp: Colour | None) -> None:
    """A skyline of plain blocks, for behind things; a few lamps if there is a colour for them."""
    x = -20.0
    while x < 1520:
        width, height = rng.uniform(60, 130), tall * rng.uniform(0.45, 1)
        canvas.rect(x, base - height, width + 1, height + 4, colour)
        if rng.random() < 0.25:
            canvas.dome(x + width / 2, base - height + 1, width * 0.32, width * 0.32, colour)
        elif rng.random() < 0.25:
            canvas.rect(x + width * 0.4, base - height - 46, 9, 48, colour)
        if lamp:
            for _ in range(rng.randint(1, 3)):
                spot = x + rng.uniform(0.15, 0.75) * width, base - height * rng.uniform(0.35, 0.85)
                canvas.rect(*spot, 9, 13, lamp)
        x += width
