"""What is seen of an article where its address is shared: its headline, set right in either script."""

import io
import re
import tomllib
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from pictures import BLUE, RED, close, flag
from PIL import Image as Pillow
from PIL import ImageDraw

from articles.choices import Accent
from articles.share_card import draw
from articles.share_card.drawing import ACCENTS, LARGE, LARGE_HEIGHT, MARGIN, MEASURE, SIZE, SMALL, SMALL_HEIGHT
from articles.share_card.setting import ARABIC_LETTER_MARK, set_lines, settable, width_of
from newsroom.identity import BRAND

ROOT = Path(__file__).resolve().parents[2]
STORIES = [tomllib.loads(file.read_text()) for file in sorted((ROOT / "newsroom/demo/stories").glob("*.toml"))]
DEMO = [(story[language]["headline"], language) for story in STORIES for language in ("ar", "en") if language in story]
SAMPLES = [
    ("زلزال", "ar"),
    ("طائرات AH-64E تصل إلى ميناء Tangier Med", "ar"),
    ("«لن نغادر»: أهالي أڭادير يقولون إنَّ المَدّ بلغ العتبة… فهل تسمع الحكومة؟", "ar"),
    ("Parliament passes coastal retreat law by 112 votes to 74", "en"),
    ("Erdoğan, Kovačić and Łukasz meet in “Tétouan” – أهلاً", "en"),
    ("كلمة " * 40, "ar"),
    ("Word after word " * 13, "en"),
    ("W" * 200, "en"),
    ("ستستستستست" * 20, "ar"),
]
BLACK = 90


def card(headline: str = "عنوان الخبر", language: str = "ar", **over: Any) -> Pillow.Image:
    words = {"section_name": "العالم", "accent": Accent.BLUE, "site_name": "غرفة الأخبار"} | over
    return Pillow.open(io.BytesIO(draw(headline=headline.strip(), language=language, **words)))


def line_of(headline: str, language: str) -> Pillow.Image:
    """Return the headline, one line of it, as it is drawn on a card without a picture: dark on white."""
    setting = set_lines(headline, language, tries=LARGE, width=MEASURE, height=LARGE_HEIGHT)
    assert len(setting.lines) == 1
    return card(headline, language).convert("L").crop((0, SIZE[1] - 44 - setting.height, *SIZE))


def blocks(picture: Pillow.Image, gap: int) -> list[tuple[int, int]]:
    """Return where ink begins and ends, from left to right, what is nearer than `gap` taken together."""
    width, height = picture.size
    inked = [x for x in range(width) if picture.crop((x, 0, x + 1, height)).getextrema()[0] < BLACK]
    breaks = [(before, after) for before, after in pairwise(inked) if after - before > gap]
    starts, ends = [inked[0], *(after for _, after in breaks)], [*(before for before, _ in breaks), inked[-1]]
    return list(zip(starts, ends, strict=True))


def widths_of_words(headline: str, language: str) -> list[int]:
    line = line_of(headline, language)
    size = set_lines(headline, language, tries=LARGE, width=MEASURE, height=LARGE_HEIGHT).size
    return [end - start for start, end in blocks(line, gap=size // 6)]


def test_it_is_what_networks_ask_for():
    content = draw(headline="A", language="en", section_name="World", accent=Accent.BLUE, site_name="N", picture=flag())
    picture = Pillow.open(io.BytesIO(content))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1200, 630))
    assert len(content) < 300_000


def test_the_same_words_give_the_same_card():
    first, second = (card("طائرات AH-64E", picture=flag()).tobytes() for _ in range(2))
    assert first == second


def test_arabic_letters_are_joined():
    assert width_of("بيتنا", 100, "ar") < 0.9 * sum(width_of(letter, 100, "ar") for letter in "بيتنا")
    # Apart, by the sign that keeps letters from joining, the same five are other shapes.
    assert len(blocks(line_of("بيت", "ar"), gap=1)) < len(blocks(line_of("ب\u200cي\u200cت", "ar"), gap=1))


def test_arabic_reads_from_the_right_and_what_is_latin_in_it_from_the_left():
    words = widths_of_words("طن AH-64E لا", "ar")
    alone = {word: widths_of_words(word, "ar")[0] for word in ("طن", "AH-64E", "لا")}
    assert len(words) == 3
    for width, word in zip(words, ("لا", "AH-64E", "طن"), strict=True):
        assert abs(width - alone[word]) <= 4
    latin, in_arabic = (blocks(line_of("I  WWW", language), gap=12) for language in ("en", "ar"))
    assert latin[0][1] - latin[0][0] < latin[-1][1] - latin[-1][0]
    assert [end - start for start, end in latin] == [end - start for start, end in in_arabic]


def test_a_number_that_begins_a_line_stands_as_in_the_middle_of_a_text():
    """On its own the per cent sign would jump to the other side of it."""
    assert set_lines("زاد %41", "ar", tries=((140, 3),), width=360, height=900).lines[-1] == f"{ARABIC_LETTER_MARK}%41"
    assert set_lines("زاد IBM 41", "ar", tries=((140, 3),), width=360, height=900).lines[-1] == "41"


@pytest.mark.parametrize(("headline", "language"), DEMO, ids=lambda value: value[:12])
def test_a_headline_of_the_demo_is_whole_in_three_lines(headline, language):
    for tries, height in ((SMALL, SMALL_HEIGHT), (LARGE, LARGE_HEIGHT)):
        setting = set_lines(headline, language, tries=tries, width=MEASURE, height=height)
        assert len(setting.lines) <= 3
        assert setting.height <= height
        assert " ".join(line.strip(ARABIC_LETTER_MARK) for line in setting.lines) == headline
        assert setting.width <= MEASURE


@pytest.mark.parametrize(("headline", "language"), SAMPLES, ids=lambda value: value[:12])
@pytest.mark.parametrize("picture", [None, flag()], ids=["alone", "picture"])
def test_letters_stay_off_the_edges(headline, language, picture):
    drawn = card(headline, language, picture=picture, section_name="قسم " * 15, site_name="اسم " * 15).convert("L")
    width, height = drawn.size
    panel = height - 280 if picture is None else height - 80
    for side in ((0, panel, MARGIN - 12, height), (width - MARGIN + 12, panel, width, height), (0, height - 14, *SIZE)):
        assert drawn.crop(side).getextrema()[0] > 200


def test_what_is_too_long_is_cut_after_a_word():
    setting = set_lines(" ".join(["كلمة"] * 60), "ar", tries=SMALL, width=MEASURE, height=SMALL_HEIGHT)
    assert len(setting.lines) == 3
    assert setting.lines[-1].endswith("كلمة…")
    assert setting.size == SMALL[-1][0]
    comma = set_lines("first, " * 60, "en", tries=SMALL, width=MEASURE, height=SMALL_HEIGHT)
    assert comma.lines[-1].endswith("first…")


def test_one_long_word_is_cut_and_the_words_after_it_follow():
    setting = set_lines(f"He said {'A' * 150} and left", "en", tries=SMALL, width=MEASURE, height=SMALL_HEIGHT)
    assert [line[-2:] for line in setting.lines] == ["id", "A…", "ft"]
    assert setting.width <= MEASURE


def test_lines_are_filled_evenly():
    setting = set_lines("The mayor of the old harbour town says no", "en", tries=((100, 3),), width=1088, height=384)
    widths = [width_of(line, 100, "en") for line in setting.lines]
    assert len(widths) == 2
    assert min(widths) > 0.75 * max(widths)


def test_a_short_headline_is_larger_than_a_long_one():
    sizes = [set_lines(text, "en", tries=LARGE, width=MEASURE, height=LARGE_HEIGHT).size for text in ("No", "No " * 30)]
    assert sizes[0] == LARGE[0][0] > sizes[1]


LETTERS = {
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي پچڤڨڭگکی ًٌٍَُِّْ ٠١٢٣٤٥٦٧٨٩ ،؛؟ـ٪ ﷺ ٱلله",
    "Latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ÀÂÄÅÆÇÉÈÊËÎÏÑÔÖØŒÙÛÜßàâäåæçéèêëîïñôöøœùûüÿ",
    "names": "ĄĆČĎĐĘĚĞİŁŃŇŐŘŚŠŞŤŮŰŹŻŽąćčďđęěğıłńňőřśšşťůűźżž",
    "signs": ".,:;!?…'\"()[]/&%+=*#@$€£ «» ‹› “” ‘’ – — - − × ½ °",
}


@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_the_face_has_every_letter_that_newspapers_print(letters):
    assert [one for one in letters if one != " " and settable(one) != one] == []


def test_the_face_has_every_letter_of_the_demo():
    assert [headline for headline, _ in DEMO if settable(headline) != headline] == []


def test_emoji_are_left_out_and_a_script_that_it_lacks_has_no_card():
    assert settable("Go 🚀👍🏽 now") == "Go now"
    assert settable("خبر ⚽ عاجل") == "خبر عاجل"
    for headline in ("Новости", "日本 in Rabat", "₪5 for a coffee"):
        assert draw(headline=headline, language="en", section_name="", accent=Accent.INK, site_name="") == b""


@pytest.mark.parametrize("accent", Accent.values)
def test_the_section_is_named_in_its_colour(accent):
    wanted = bytes.fromhex(ACCENTS[Accent(accent)][1:])
    for picture in (None, flag()):
        drawn = card("I", "en", accent=accent, picture=picture)
        # Where the section stands: above the headline, at the start.
        colours = drawn.crop((MARGIN, 400, 240, 560)).getcolors(1 << 24)
        assert sum(count for count, colour in colours if close(colour, wanted)) > 100


def test_the_colours_are_those_of_the_site():
    tokens = (ROOT / "static/css/tokens.css").read_text()
    named = dict(re.findall(r"--([\w-]+):\s*(?:var\(--light, )?(#[0-9a-f]{6})\)?", tokens))
    assert named["brand"] == BRAND
    assert {accent: named["ink" if accent == Accent.INK else f"accent-{accent}"] for accent in Accent} == ACCENTS


def test_a_newsroom_with_colours_of_its_own_has_them_on_its_cards():
    drawn = card("I", "en", accent=Accent.TEAL, accents={**ACCENTS, Accent.TEAL: "#7a0033"}, brand="#5b9dff")
    assert close(drawn.getpixel((8, 8)), bytes.fromhex("5b9dff"))
    colours = drawn.crop((MARGIN, 400, 240, 560)).getcolors(1 << 24)
    assert sum(count for count, colour in colours if close(colour, bytes.fromhex("7a0033"))) > 100


@pytest.mark.parametrize(("language", "picture"), product(("ar", "en"), (None, flag())))
def test_the_newsroom_is_named_where_reading_starts(language, picture):
    drawn = card("A", language, picture=picture)
    start = drawn.width - 8 if language == "ar" else 8
    assert close(drawn.getpixel((start, 8)), bytes.fromhex(BRAND[1:]))


@pytest.mark.parametrize(("across", "colour"), [(0.1, RED), (0.9, BLUE)])
def test_the_crop_keeps_the_point_that_matters(across, colour):
    """Of a picture much wider than the card's, whose halves have two colours."""
    drawn = card("No", "en", picture=flag(size=(4000, 600)), focus=(across, 0.5))
    assert close(drawn.getpixel((600, 200)), colour)
    tall = Pillow.new("RGB", (600, 2000), RED)
    ImageDraw.Draw(tall).rectangle((0, 1000, 600, 2000), fill=BLUE)
    assert close(card("No", "en", picture=tall, focus=(0.5, across)).getpixel((600, 200)), colour)
