"""How the face of the share cards was made: one weight of the site's fonts, both scripts in one file.

Pillow draws a text with one face and has no other to turn to for a letter that it lacks. Run it
again only where the fonts of static/fonts/ change; the file it writes is committed.

    python -m pip install fonttools brotli
    python tests/share_font.py FOLDER

FOLDER as for tests/font_cuts.py. The names of Central Europe and Turkey are on the cards alone: the
site itself leaves these letters to the reader's machine.
"""

import io
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "articles/share_card/newsroom-800.ttf"
WEIGHT = 800
# Of two that have a letter the first gives it, so that digits and « » are the Latin face's, as on the site.
FACES = ("libre-franklin-latin", "libre-franklin-latin-ext", "rubik-arabic")
RARE = ROOT / "static/fonts/noto-sans-arabic-rare-wght-normal.woff2"
# By their numbers in the table of names; the licence asks for a name of its own.
NAMES = {1: "Newsroom Card", 2: "Regular", 3: "Newsroom Card 800", 4: "Newsroom Card ExtraBold", 6: "NewsroomCard-800"}


def one_weight(file: Path, without: set[int]) -> TTFont:
    """Return the font at one weight, with the letters that none of those before it had."""
    font = instantiateVariableFont(TTFont(file), {"wght": WEIGHT})
    options = Options(
        layout_features=["*"], layout_scripts=["DFLT", "arab", "latn"], notdef_outline=True, hinting=False,
        name_IDs=["*"], drop_tables=["STAT", "DSIG", "MVAR", "HVAR", "avar"],
    )  # fmt: skip
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) - without)
    subsetter.subset(font)
    return font


def merged(files: list[Path]) -> TTFont:
    parts: list[io.BytesIO] = []
    covered: set[int] = set()
    for file in files:
        font = one_weight(file, covered)
        covered |= set(font.getBestCmap())
        font.flavor = None
        parts.append(io.BytesIO())
        font.save(parts[-1])
    font = Merger().merge(parts)
    # The same fonts give the same file.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = TTFont(files[0])["head"].created
    for number, words in NAMES.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    return font


def main() -> None:
    folder = Path(sys.argv[1])
    font = merged([*(folder / f"{name}-wght-normal.woff2" for name in FACES), RARE])
    font.save(TARGET)
    print(f"{TARGET.name}: {len(font.getBestCmap())} letters, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
