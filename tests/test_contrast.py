"""The colours of static/css/tokens.css against each other, by the formula of WCAG 2.2 (relative luminance, 1.4.3)."""

import re
from pathlib import Path

import pytest

from comments.lines import AVATAR_COLOURS
from newsroom import identity
from newsroom.contrast import GRAPHIC, TEXT, contrast

CSS = Path(__file__).parent.parent / "static/css"
TOKENS = (CSS / "tokens.css").read_text()
COMMENT = (CSS / "components/comment.css").read_text()
ACCENTS = tuple(identity.ACCENTS)

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


def test_what_the_settings_measure_against_is_what_the_pages_have():
    light, dark = tokens("light"), tokens("dark")
    assert tuple(light[name] for name in ("paper", "wash", "op")) == identity.PAPERS
    assert tuple(dark[name] for name in ("paper", "wash", "op")) == identity.DARK_PAPERS
    assert (light["night"], dark["night"]) == identity.NIGHTS
    assert (light["brand"], light["on-brand"], light["focus-on-brand"]) == (
        identity.BRAND, identity.INK, identity.FOCUS
    )  # fmt: skip
    assert {name: light[f"accent-{name}"] for name in ACCENTS} == identity.ACCENTS
