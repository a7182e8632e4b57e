"""The colours of static/css/tokens.css against each other, by the formula of WCAG 2.2 (relative luminance, 1.4.3)."""

import re
from pathlib import Path

import pytest

from comments.lines import AVATAR_COLOURS

CSS = Path(__file__).parent.parent / "static/css"
TOKENS = (CSS / "tokens.css").read_text()
COMMENT = (CSS / "components/comment.css").read_text()
ACCENTS = ("blue", "green", "magenta", "teal", "orange", "purple", "olive")
TEXT, GRAPHIC = 4.5, 3.0

PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "ink-2", "ink-3") for ground in ("paper", "wash", "op")),
    *((f"accent-{name}", ground, TEXT) for name in ACCENTS for ground in ("paper", "wash", "op")),
    *((f"accent-{name}-night", "night", TEXT) for name in ACCENTS),
    ("on-brand", "brand", TEXT),
    ("on-night", "night", TEXT),
    ("on-night-2", "night", TEXT),
    ("on-foot", "foot", TEXT),
    ("on-foot-2", "foot", TEXT),
    ("err", "paper", TEXT),
    ("err", "err-bg", TEXT),
    ("rule-2", "paper", GRAPHIC),
    ("focus", "paper", GRAPHIC),
]


def tokens(mode: str) -> dict[str, str]:
    """Return the colours by name, in `mode` where they are written for both."""
    both = r"--([\w-]+):\s*var\(--light, (#[0-9a-fA-F]{6})\) var\(--dark, (#[0-9a-fA-F]{6})\);"
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6});", TOKENS))
    return found | {name: {"light": light, "dark": dark}[mode] for name, light, dark in re.findall(both, TOKENS)}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_can_be_read_on_its_ground(mode, text, ground, least):
    colours = tokens(mode)
    assert contrast(colours[text], colours[ground]) >= least


def test_the_letters_of_commenters_are_in_colours_that_are_checked_on_their_ground():
    colours = re.findall(r"\.comment__avatar--(\w+) {\s*--avatar-colour: var\(--accent-(\w+)\);", COMMENT)
    assert colours == [(name, name) for name in AVATAR_COLOURS]
    assert set(AVATAR_COLOURS) <= set(ACCENTS)


def test_dark_mode_has_its_own_colours():
    assert tokens("dark")["paper"] != tokens("light")["paper"]
