"""What differs between two texts: nothing is lost, and what is shown is what a reader would call the change."""

import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles import blocks as read_blocks
from articles import diff
from articles.diff import Piece
from newsroom.sanitize import clean_article, plain

WORDS = [
    "الماء",
    "الماءُ",
    "في",
    "المدينة",
    "،",
    "«قال»",
    "AH-64E",
    "3.5",
    "the",
    "city",
    "!",
    "\u200c",
    "َ",
    " ",
    "\n",
    "👩‍👩‍👧",
]
texts = st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text()
INLINE = ["نص", "كلمة أخرى", "<strong>غامق</strong>", '<a href="https://a.example/">رابط</a>', "a b c", "&amp; &lt;"]
inline = st.lists(st.sampled_from(INLINE), max_size=6).map(" ".join)
block = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "h2", "blockquote"]), inline) | st.builds(
    "<ul><li>{}</li><li>{}</li></ul>".format, inline, inline
)
bodies = st.lists(block | st.just('<figure data-image="7"></figure>'), max_size=8).map("".join).map(clean_article)


@given(texts, texts)
@example("", "")
@example("a  b", "a b")
@example("و\u064e", "و")
def test_the_pieces_give_back_both_texts_exactly(before, after):
    pieces = diff.words(before, after)
    assert diff.side(pieces, "removed") == before
    assert diff.side(pieces, "added") == after
    assert all(piece.text for piece in pieces)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert diff.words(text, text) == ([Piece("same", text)] if text else [])


@given(bodies, bodies)
def test_the_blocks_give_back_the_blocks_of_both_bodies(before, after):
    changes = diff.blocks(before, after)
    for html, left_out, kept in ((before, "added", "removed"), (after, "removed", "added")):
        texts = [diff.side(change.pieces, kept) for change in changes if change.kind != left_out]
        assert texts == [block.text for block in read_blocks.read(html)]


@given(bodies)
def test_a_body_does_not_differ_from_itself(body):
    assert {change.kind for change in diff.blocks(body, body)} <= {"same"}


@given(bodies, bodies)
def test_two_bodies_that_are_read_differently_are_never_called_the_same(before, after):
    if all(change.kind == "same" for change in diff.blocks(before, after)):
        assert plain(before) == plain(after)
        assert before.count("href") == after.count("href")


@given(bodies)
def test_a_body_keeps_all_its_words_in_blocks(body):
    assert " ".join(block.text for block in read_blocks.read(body)).split() == plain(body).split()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("قال الوزير", "قال الرئيس", [("same", "قال "), ("removed", "الوزير"), ("added", "الرئيس")]),
        # A vowel sign belongs to its word, which is shown whole.
        ("كَتَبَ الولد", "كُتِبَ الولد", [("removed", "كَتَبَ "), ("added", "كُتِبَ "), ("same", "الولد")]),
        ("نعم، لا", "نعم؛ لا", [("same", "نعم"), ("removed", "،"), ("added", "؛"), ("same", " لا")]),
        ("مروحية AH-64E", "مروحية AH-64D", [("same", "مروحية "), ("removed", "AH-64E"), ("added", "AH-64D")]),
        ("نسبة 3.5 %", "نسبة 3.7 %", [("same", "نسبة "), ("removed", "3.5"), ("added", "3.7"), ("same", " %")]),
        ("it’s late", "it’s too late", [("same", "it’s "), ("added", "too "), ("same", "late")]),
        ("the end", "the end.", [("same", "the end"), ("added", ".")]),
        ("one two", "one", [("same", "one"), ("removed", " two")]),
        # One change, not two with a preposition of their own between them.
        ("سافر أمس في القطار", "سافر اليوم في الطائرة",
         [("same", "سافر "), ("removed", "أمس في القطار"), ("added", "اليوم في الطائرة")]),
        ("", "جديد", [("added", "جديد")]),
    ],
)  # fmt: skip
def test_whole_words_are_removed_and_added(before, after, expected):
    # To which side of a change the space between two words falls is nobody's concern.
    pieces = [(piece.kind, piece.text.strip()) for piece in diff.words(before, after)]
    assert pieces == [(kind, text.strip()) for kind, text in expected]


def test_a_changed_paragraph_shows_its_words_and_the_others_stay():
    before = "<p>المقدمة كما هي.</p><p>قال الوزير إن المدينة بخير اليوم.</p><p>الخاتمة.</p>"
    after = "<p>المقدمة كما هي.</p><p>قال الوزير إن المدينة بخير الآن.</p><p>الخاتمة.</p>"
    changes = diff.blocks(before, after)
    assert [change.kind for change in changes] == ["same", "changed", "same"]
    assert [(p.kind, p.text.strip()) for p in changes[1].pieces] == [
        ("same", "قال الوزير إن المدينة بخير"), ("removed", "اليوم"), ("added", "الآن"), ("same", "."),
    ]  # fmt: skip


def test_a_paragraph_put_in_between_leaves_its_neighbours_alone():
    body = "<p>الأول عن الماء.</p><p>الثاني عن الهواء.</p>"
    changes = diff.blocks(body, body.replace("</p><p>", "</p><p>جديد تماما.</p><p>"))
    assert [change.kind for change in changes] == ["same", "added", "same"]


@pytest.mark.parametrize(
    ("before", "after", "name", "values"),
    [
        ('<p>انظر <a href="https://a.example/">هنا</a></p>', '<p>انظر <a href="https://b.example/">هنا</a></p>',
         "link", ["https://a.example/", "https://b.example/"]),
        ("<p>قال بوضوح</p>", "<p>قال <strong>بوضوح</strong></p>", "bold", ["بوضوح"]),
        ('<figure data-image="7"></figure>', '<figure data-image="8"></figure>', "image", ["7", "8"]),
    ],
)  # fmt: skip
def test_what_the_words_do_not_tell_is_told(before, after, name, values):
    (change,) = diff.blocks(before, after)
    assert change.kind == "changed"
    assert [(detail.name, detail.value) for detail in change.details] == [(name, value) for value in values]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p><strong>قديم تماما</strong> هنا والآن</p>", "<p><strong>جديد تماما</strong> هنا والآن</p>"),
        ("", "<p><strong>جديد</strong></p>"),
        ("<p><em>قديم</em></p>", ""),
    ],
)
def test_how_words_look_is_not_told_where_the_words_are_news_themselves(before, after):
    assert [change.details for change in diff.blocks(before, after)] == [[]]


def test_a_paragraph_that_becomes_a_heading_is_a_change_of_its_kind():
    (change,) = diff.blocks("<p>أزمة الماء</p>", "<h2>أزمة الماء</h2>")
    assert (change.kind, change.was, change.name) == ("changed", "p", "h2")


def test_long_unchanged_stretches_are_folded_away_but_for_the_nearest():
    before = "".join(f"<p>الفقرة رقم {number} كما هي.</p>" for number in range(12))
    after = before.replace("رقم 6 كما هي", "رقم 6 كما صارت")
    folded = diff.folded(diff.blocks(before, after))
    assert [change.kind for change in folded] == ["unchanged", "same", "changed", "same", "unchanged"]
    assert [len(change.blocks) for change in folded if change.kind == "unchanged"] == [5, 4]


def news(count, seed):
    dice = random.Random(seed)
    # As in any language: a few words everywhere, most of them seldom.
    return [f"كلمة{int(dice.paretovariate(1))}" for _ in range(count)]


def edited(before):
    dice, after = random.Random(3), list(before)
    for _ in range(len(after) // 20):
        after[dice.randrange(len(after))] = "جديد"
    return after


@pytest.mark.parametrize(
    "after", [lambda words: edited(words), lambda words: news(20_000, 2), lambda words: words[::-1]]
)
@pytest.mark.parametrize("per_block", [80, 20_000])
def test_two_texts_of_20_000_words_are_compared_in_seconds(after, per_block):
    before = news(20_000, 1)
    bodies = [
        "".join(f"<p>{' '.join(words[at : at + per_block])}</p>" for at in range(0, 20_000, per_block))
        for words in (before, after(before))
    ]
    start = time.process_time()
    diff.blocks(*bodies)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("word", ["ا", "، "])
def test_one_word_20_000_times_is_no_burden(word):
    start = time.process_time()
    diff.words(f"{word} " * 20_000, f"{word} " * 19_000 + "x")
    assert time.process_time() - start < 10
