"""How the files of static/fonts/ were cut: what nearly every page needs is one small file a script, the rest another.

The browser fetches a file only where one of its letters stands: `unicode-range` of static/css/fonts.css
names the letters of tests/font_letters.py. Run it again only where one of them moves.

    python -m pip install fonttools brotli
    python tests/font_cuts.py FOLDER

FOLDER holds what the npm packages @fontsource-variable/libre-franklin and @fontsource-variable/rubik
have in theirs of the name files (version 5).
"""

import sys
from pathlib import Path

from font_letters import BASIC, CORE, FIGURES, LATIN_NAMES, NAME
from fontTools.subset import Options, Subsetter, load_font, save_font

FONTS = Path(__file__).resolve().parent.parent / "static/fonts"
LATIN = "libre-franklin-{}-wght-normal.woff2"
ARABIC = "rubik-arabic-{}-wght-normal.woff2"


def cut(source: Path, name: str, letters: set[int], features: list[str]) -> None:
    options = Options(flavor="woff2", layout_features=features, notdef_outline=True, hinting=False)
    options.drop_tables += ["prep", "gasp"]
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    save_font(font, str(FONTS / name), options)
    print(f"{name}: {len(font.getBestCmap())} letters, {(FONTS / name).stat().st_size:,} bytes")


def main(folder: Path) -> None:
    latin, arabic = folder / LATIN.format("latin"), folder / ARABIC.replace("{}-", "")
    every_latin, every_arabic = (set(load_font(str(file), Options()).getBestCmap()) for file in (latin, arabic))
    cut(latin, LATIN.format("basic"), every_latin & set(BASIC), ["kern"])
    cut(latin, LATIN.format("figures"), {*FIGURES, *LATIN_NAMES}, ["kern"])
    cut(latin, LATIN.format("rest"), every_latin - set(BASIC), ["kern"])
    cut(arabic, ARABIC.format("core"), every_arabic & set(CORE), ["*"])
    cut(arabic, ARABIC.format("rest"), {letter for letter in every_arabic - set(CORE) if letter > 0x500}, ["*"])
    # A face of its own on English pages, since letters of two faces do not join.
    cut(arabic, ARABIC.format("name"), set(NAME), ["*"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
