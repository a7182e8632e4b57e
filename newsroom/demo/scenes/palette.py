"""The few colours of the drawings, and what each hour does to them."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def _hex(text: str) -> Colour:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


INK = _hex("141310")
PAPER = _hex("FFFFFF")
CREAM = _hex("FFF6E2")
BUTTER = _hex("FFE6A8")
MOON = _hex("FFDD75")
SAFFRON = _hex("FFC400")
AMBER = _hex("FFB347")
SAND = _hex("F4E4C1")
DUNE = _hex("E3C88F")
CRUST = _hex("E9A94B")
CLAY = _hex("CB6A30")
RUST = _hex("A0481F")
BROWN = _hex("6B3715")
CORAL = _hex("FF5B36")
SALMON = _hex("FF8C69")
PEACH = _hex("FFB79F")
BLUSH = _hex("FFDCCB")
ROSE = _hex("EE7480")
MAUVE = _hex("A9588E")
PLUM = _hex("7B2150")
PLUM_DEEP = _hex("3B1B50")
COBALT = _hex("1F49D6")
SKY_BLUE = _hex("5B7CF0")
PERIWINKLE = _hex("C9D2FA")
ICE = _hex("BFE0F3")
INDIGO = _hex("271C5C")
NIGHT = _hex("141E5A")
NIGHT_DEEP = _hex("0A1033")
AQUA = _hex("D3ECE4")
TEAL_LIGHT = _hex("6DC5BD")
TEAL = _hex("0F7E7B")
TEAL_DEEP = _hex("0B4E57")
PETROL = _hex("0B2E3A")
LEAF = _hex("2E9E67")
MINT = _hex("DCE6B8")
SAGE = _hex("B9CF8A")
OLIVE = _hex("9CBF7B")

WALLS = (PAPER, CORAL, CREAM, SAFFRON, SAND, SKY_BLUE, PAPER, TEAL_LIGHT, CREAM, SALMON)
ACCENTS = (CORAL, SAFFRON, COBALT, TEAL, PLUM, SALMON, TEAL_LIGHT, SKY_BLUE)
SKINS = (_hex("F2C7A2"), _hex("DFA173"), _hex("C98450"), _hex("9A5F38"), _hex("6E4227"))
HAIRS = (INK, _hex("2B1A12"), _hex("5A2F17"), INK, _hex("8A5325"))
GREYS = (_hex("E7E1D4"), _hex("C9C3B8"), _hex("A9A49B"))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour laid over the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.16) -> Colour:
    return mix(colour, INK, share)


def paler(colour: Colour, share: float = 0.35) -> Colour:
    return mix(colour, CREAM, share)


def contrast(first: Colour, second: Colour) -> int:
    """How far apart two colours are, enough to tell a figure from its ground."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True))


def unlike(ground: Colour, choices: tuple[Colour, ...], least: int = 170) -> tuple[Colour, ...]:
    """The choices that stand out from the ground (all of them if none does)."""
    return tuple(colour for colour in choices if contrast(colour, ground) >= least) or choices


@dataclass(frozen=True)
class Light:
    """One hour: its sky, its sun or moon, its water, and the coloured glass it holds before everything else."""

    hour: str
    sky: Colour
    disc: Colour
    sea: tuple[Colour, Colour, Colour]
    filter: Colour
    strength: float
    lit: float  # the share of windows with a lamp on

    @property
    def dark(self) -> bool:
        return self.hour == "night"

    @property
    def line(self) -> Colour:
        """For thin strokes against the sky."""
        return CREAM if self.dark else INK

    @property
    def lamp(self) -> Colour:
        return SAFFRON if self.dark else MOON

    def tone(self, colour: Colour, share: float = 1.0) -> Colour:
        """A colour as it looks at this hour; a share under 1 keeps lamps, trains and heroes bright.

        The filter multiplies instead of covering, so that a red roof at night is a dark red and not a grey.
        """
        red, green, blue = (round(own * glass / 255) for own, glass in zip(colour, self.filter, strict=True))
        return mix(colour, (red, green, blue), self.strength * share)

    def haze(self, share: float) -> Colour:
        """Things so far away that they are almost sky."""
        return mix(self.sky, PERIWINKLE, share * 0.4) if self.dark else mix(self.sky, self.tone(PLUM), share)


_BLUE_SEA = (SKY_BLUE, COBALT, NIGHT)
_GREEN_SEA = (TEAL_LIGHT, TEAL, TEAL_DEEP)
_DUSK_BLUE_SEA = (mix(SKY_BLUE, PLUM, 0.25), mix(COBALT, PLUM, 0.35), mix(NIGHT, PLUM, 0.2))
_DUSK_GREEN_SEA = (mix(TEAL_LIGHT, PLUM, 0.12), mix(TEAL, PLUM, 0.15), mix(TEAL_DEEP, PLUM, 0.25))
_NIGHT_BLUE_SEA = (mix(COBALT, NIGHT, 0.35), mix(COBALT, NIGHT, 0.72), NIGHT_DEEP)
_NIGHT_GREEN_SEA = (mix(TEAL, NIGHT, 0.2), mix(TEAL_DEEP, NIGHT, 0.2), mix(PETROL, NIGHT_DEEP, 0.5))

_SKIES: dict[str, tuple[tuple[Colour, Colour], ...]] = {
    "day": ((BUTTER, CORAL), (ICE, SAFFRON), (BLUSH, CORAL), (AQUA, CORAL)),
    "dusk": ((SALMON, SAFFRON), (AMBER, CORAL), (ROSE, BUTTER), (MAUVE, AMBER)),
    "night": ((NIGHT, MOON), (PLUM_DEEP, BUTTER), (PETROL, MOON), (INDIGO, PEACH)),
}
_SEAS = {
    "day": (_BLUE_SEA, _GREEN_SEA),
    "dusk": (_DUSK_BLUE_SEA, _DUSK_GREEN_SEA),
    "night": (_NIGHT_BLUE_SEA, _NIGHT_GREEN_SEA),
}
_MOONLIGHT = _hex("C8C4FF")
_FILTERS = {"day": (PAPER, 0.0, 0.0), "dusk": (_hex("F6CFCB"), 1.0, 0.45), "night": (_MOONLIGHT, 0.93, 0.7)}

HOURS = tuple(_SKIES)


def light_for(hour: str, turn: int) -> Light:
    """The turn moves the wheel of skies on by one, so that neighbouring seeds never share one."""
    sky, disc = _SKIES[hour][turn % len(_SKIES[hour])]
    sea = _SEAS[hour][turn // 2 % 2]
    glass, strength, lit = _FILTERS[hour]
    if hour == "night":  # a plum night is plum all over
        glass = mix(sky, _MOONLIGHT, 0.46)
    return Light(hour, sky, disc, sea, glass, strength, lit)
