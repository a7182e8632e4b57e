"""How the files of static/fonts/ were cut: what nearly every page needs is one small file a script, the rest another.

The browser fetches a file only where one of its letters stands: `unicode-range` of static/css/fonts.css
names the same letters as this file. Run it again only where one of them moves.

    python -m pip install fonttools brotli
    python tests/font_cuts.py FOLDER

FOLDER holds what the npm packages @fontsource-variable/libre-franklin and @fontsource-variable/rubik
have in theirs of the name files (version 5).
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

FONTS = Path(__file__).resolve().parent.parent / "static/fonts"
LATIN = "libre-franklin-{}-wght-normal.woff2"
ARABIC = "rubik-arabic-{}-wght-normal.woff2"
# ASCII with « » “ ” ‘ ’ – — … • · − © and é; what a page without a foreign name needs.
BASIC = [*range(0x20, 0x7F), *map(ord, "\xa0©«·»é–—‘’“”•…−")]
# The letters and marks of Arabic, its figures and signs, the four in which it writes foreign names, پ چ ڤ گ, and three
# that a Persian or Kurdish keyboard types for ours, ک ی ٱ: no word of these is parted between two files.
CORE = [
    *(0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x656), *range(0x660, 0x66D), 0x670),
    *(0x671, 0x67E, 0x686, 0x6A4, 0x6A9, 0x6AF, 0x6CC, *range(0x200C, 0x2010), 0x2010, 0x2011),
]


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
    cut(latin, LATIN.format("rest"), every_latin - set(BASIC), ["kern"])
    cut(arabic, ARABIC.format("core"), every_arabic & set(CORE), ["*"])
    cut(arabic, ARABIC.format("rest"), {letter for letter in every_arabic - set(CORE) if letter > 0x500}, ["*"])
    # A face of its own on English pages, since letters of two faces do not join.
    cut(arabic, ARABIC.format("name"), set(map(ord, "العربية")), ["*"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
