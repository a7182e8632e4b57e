"""Points along the curves that the drawings are made of."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Path = Sequence[Point]

LEFT, RIGHT, FLOOR = -30.0, 1530.0, 1010.0


def smooth(points: Path, steps: int = 10, *, closed: bool = False) -> list[Point]:
    """A soft curve through all the points (Catmull-Rom)."""
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return curve if closed else [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def bow(start: Point, bend: Point, end: Point, steps: int = 14) -> list[Point]:
    """A single bend pulled towards a point (quadratic Bezier)."""
    curve = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        curve.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return curve


def arc(x: float, y: float, wide: float, high: float, start: float, end: float, steps: int = 40) -> list[Point]:
    """Part of an ellipse, in degrees clockwise from three o'clock."""
    turns = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + wide * math.cos(turn), y + high * math.sin(turn)) for turn in turns]


def arch(x: float, y: float, width: float, height: float) -> list[Point]:
    """A doorway: straight sides and a round head; (x, y) is its top left."""
    radius = width / 2
    head = arc(x + radius, y + min(radius, height), radius, min(radius, height), 180, 360, 20)
    return [(x, y + height), *head, (x + width, y + height)]


def wave(y: float, rise: float, length: float, shift: float = 0.0) -> list[Point]:
    """A line of waves from edge to edge."""
    return graph(lambda x: y + rise * math.sin((x + shift) * math.tau / length), step=length / 16)


def graph(curve: Callable[[float], float], step: float = 15.0, left: float = LEFT, right: float = RIGHT) -> list[Point]:
    count = max(1, math.ceil((right - left) / step))
    places = [left + (right - left) * index / count for index in range(count + 1)]
    return [(x, curve(x)) for x in places]


def down(line: Path, floor: float = FLOOR) -> list[Point]:
    """Close a line into a ground that reaches the floor."""
    return [*line, (line[-1][0], floor), (line[0][0], floor)]


def height_at(line: Path, x: float) -> float:
    """The height of a left-to-right line at x."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1e-6)
    return line[-1][1]


def part(line: Path, start: float, end: float) -> list[Point]:
    """The stretch of a polyline between two shares (0 to 1) of its points."""
    last = len(line) - 1
    return list(line[round(start * last) : round(end * last) + 1])
