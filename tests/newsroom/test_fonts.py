"""What the style sheet says of the font files is what was cut, so that a page fetches the one that has its letters."""

import re
from collections import defaultdict
from pathlib import Path

from font_letters import BASIC, CORE, FIGURES, LATIN_NAMES, NAME

STATIC = Path(__file__).parents[2] / "static"
FACE = re.compile(
    r'url\("\.\./fonts/(?P<file>[^"]+)-wght-normal\.woff2"\).*?unicode-range: (?P<range>[^;]+);', re.DOTALL
)
PART = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def letters_by_file() -> dict[str, set[frozenset[int]]]:
    """Return, for each file, the letters that its faces name: more than one set where they contradict each other."""
    found = defaultdict(set)
    for face in FACE.finditer((STATIC / "css/fonts.css").read_text()):
        parts = PART.findall(face["range"])
        letters = (number for first, last in parts for number in range(int(first, 16), int(last or first, 16) + 1))
        found[face["file"]].add(frozenset(letters))
    return found


def test_the_sheet_names_the_letters_of_each_file_alike_wherever_it_names_it() -> None:
    named = letters_by_file()
    for file, letters in (("libre-franklin-basic", BASIC), ("rubik-arabic-core", CORE), ("rubik-arabic-name", NAME)):
        assert named[file] == {frozenset(letters)}, file
    # Of one file two faces are made, which share no letter.
    assert named.pop("libre-franklin-figures") == {frozenset(FIGURES), frozenset(LATIN_NAMES)}
    assert not {*FIGURES} & {*LATIN_NAMES}
    assert {file: len(sets) for file, sets in named.items()} == dict.fromkeys(named, 1)


def test_a_letter_of_the_first_file_fetches_no_second() -> None:
    named = {file: set().union(*sets) for file, sets in letters_by_file().items()}
    assert not named["libre-franklin-basic"] & named["libre-franklin-rest"]
    assert not named["rubik-arabic-core"] & named["rubik-arabic-rest"]


def test_no_file_lies_there_for_nothing() -> None:
    files = {file.name.removesuffix("-wght-normal.woff2") for file in (STATIC / "fonts").glob("*.woff2")}
    assert files == set(letters_by_file())
