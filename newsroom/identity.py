"""The newsroom's colours: what they may be, and the small style sheet that carries those which are its own."""

import functools
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from newsroom.contrast import GRAPHIC, HEX, TEXT, contrast, lightened, mixed

# As static/css/tokens.css has them; tests/test_contrast.py compares.
BRAND = "#ffc400"
INK, FOCUS = "#141310", "#1f49d6"
PAPERS = ("#ffffff", "#f7f5ef", "#fff3c9")
NIGHTS = ("#171512", "#242017")
DARK_PAPERS = ("#141311", "#1e1c18", "#221f17")
ACCENTS = {
    "blue": "#1f49d6",
    "green": "#0b7a4b",
    "magenta": "#a81e6b",
    "teal": "#0a6f80",
    "orange": "#c23a0a",
    "purple": "#6a34b0",
    "olive": "#5f6408",
}


# So much of the brand is in the ground of opinion and of what the newsroom says itself, on white and in the dark.
TINT, DARK_TINT = 0.21, 0.06


class Sheet(NamedTuple):
    """A style sheet and the name of its content, by which it can be kept for ever; both "" where there is none."""

    text: str = ""
    digest: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def tint_of(brand: str) -> str:
    """Return white with as much of `brand` in it as leaves the colours of the house readable, at most `TINT`."""
    tints = (mixed(brand, PAPERS[0], hundredths / 100) for hundredths in range(round(TINT * 100), 0, -1))
    return next(tint for tint in tints if all(contrast(colour, tint) >= TEXT for colour in ACCENTS.values()))


def papers(brand: str) -> tuple[str, ...]:
    """Return the light grounds that text stands on in a newsroom of this colour."""
    return PAPERS if brand == BRAND or not HEX.fullmatch(brand) else (*PAPERS[:2], tint_of(brand))


def dark_of(light: str) -> str:
    return lightened(light, (*DARK_PAPERS, *NIGHTS))


@functools.lru_cache(maxsize=8)
def sheet_of(colours: tuple[tuple[str, str], ...]) -> Sheet:
    """Return the style sheet that sets `colours`, by the names that the settings give them."""
    own = {name: colour for name, colour in colours if HEX.fullmatch(colour)}
    tokens = _brand(own) | _accents(own)
    if not tokens:
        return Sheet()
    text = "".join(f"--{name}:{value};" for name, value in tokens.items())
    # Ours come after those of site.css, and in the same layer.
    text = f"@layer tokens{{:root{{{text}}}}}\n"
    return Sheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])


def _brand(own: Mapping[str, str]) -> dict[str, str]:
    brand = own.get("brand", BRAND)
    if brand == BRAND:
        return {}
    seen = contrast(FOCUS, brand) >= GRAPHIC
    dark_tint = mixed(brand, DARK_PAPERS[0], DARK_TINT)
    tint = {"op": f"var(--light,{tint_of(brand)}) var(--dark,{dark_tint})"}
    return {"brand": brand} | tint | ({} if seen else {"focus-on-brand": INK})


def _accents(own: Mapping[str, str]) -> dict[str, str]:
    tokens = {}
    for name, drawn in ACCENTS.items():
        light, dark = own.get(name, ""), own.get(f"{name}_dark", "")
        if light or dark:
            night = dark or dark_of(light)
            tokens[f"accent-{name}"] = f"var(--light,{light or drawn}) var(--dark,{night})"
            tokens[f"accent-{name}-night"] = night
    return tokens
