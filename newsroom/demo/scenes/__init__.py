"""The demo's picture desk: flat editorial illustrations, drawn on the spot instead of shipped as files.

A demo newsroom needs about fifty pictures that belong together, may be published by anybody, and weigh
nothing in the repository. So each is a drawing in code: a scene (what is seen), an hour (its palette, sky and
lamps) and a seed (who stands where, how many, in which accents). The same three give the same picture, pixel
for pixel; another seed gives visibly another picture of the same place.

`draw` makes the pictures of stories and `portrait` those of their authors. Below them lie the parts:
`palette` (colours and hours), `canvas` and `curves` (how to draw), `sky`, `plants`, `buildings`, `people` and
`indoors` (what scenes share), and one module for each kind of place. The important things of a scene stay in
the middle 60%, so that centre crops to 16:9, 3:2, 4:3 and 1:1 all work.
"""

from collections.abc import Callable
from random import Random

from PIL import Image

from .canvas import Canvas
from .cinema import open_air_cinema
from .city import city_street, rooftop_solar
from .coast import harbour, hill_town
from .craft import bread_chart, workshop
from .desert import oasis, observatory
from .land import night_train, river_fields
from .market import market
from .mountain import mountain_snow
from .palette import HOURS, Light, light_for
from .portrait import portrait
from .sea import reef, sea_cable
from .sport import relay_race, stadium
from .study import classroom, library
from .talk import portrait_talk

__all__ = ["HOURS", "SCENES", "draw", "portrait"]

_PAINTERS: dict[str, Callable[[Canvas, Light, Random], None]] = {
    painter.__name__: painter
    for painter in (
        hill_town,
        harbour,
        night_train,
        river_fields,
        bread_chart,
        open_air_cinema,
        observatory,
        relay_race,
        rooftop_solar,
        sea_cable,
        market,
        oasis,
        reef,
        library,
        stadium,
        mountain_snow,
        workshop,
        classroom,
        city_street,
        portrait_talk,
    )
}

SCENES = tuple(_PAINTERS)


def draw(scene: str, *, hour: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """The picture of a scene at an hour; the seed also decides whether it is mirrored."""
    if scene not in _PAINTERS:
        raise ValueError(f"Unknown scene {scene!r}; known: {', '.join(SCENES)}")
    if hour not in HOURS:
        raise ValueError(f"Unknown hour {hour!r}; known: {', '.join(HOURS)}")
    light, rng = light_for(hour, seed + SCENES.index(scene)), Random(f"{scene} {seed}")
    canvas = Canvas(size, light.sky)
    _PAINTERS[scene](canvas, light, rng)
    return canvas.finish(mirrored=rng.random() < 0.5)
