"""Two texts that began as one: what only one side changed is taken, what both changed is chosen, nothing vanishes."""

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.merging import CHOICES, merge, merge_value, paragraphs, resolve

TEXTS = st.lists(st.sampled_from(["أ", "ب", "ج", "د", "ه", "و", "ز"]), max_size=7)
ANY_CHOICE = st.dictionaries(st.integers(0, 12), st.sampled_from(CHOICES))


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS, ANY_CHOICE)
def test_where_i_changed_nothing_it_is_theirs(base, theirs, choices):
    assert resolve(merge(base, base, theirs), choices) == theirs


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS, ANY_CHOICE)
def test_where_they_changed_nothing_it_is_mine(base, mine, choices):
    assert resolve(merge(base, mine, base), choices) == mine


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS, ANY_CHOICE)
def test_where_both_wrote_the_same_it_is_that(base, both, choices):
    assert resolve(merge(base, both, both), choices) == both


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS, TEXTS)
def test_the_pieces_are_the_three_texts(base, mine, theirs):
    pieces = merge(base, mine, theirs)
    for name, text in (("base", base), ("mine", mine), ("theirs", theirs)):
        assert [paragraph for piece in pieces for paragraph in getattr(piece, name)] == text


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_was_typed_vanishes_unless_it_is_chosen_away(base, mine, theirs):
    pieces = merge(base, mine, theirs)
    both = resolve(pieces, dict.fromkeys(range(len(pieces)), "both"))
    assert {*mine, *theirs} - {*base} <= {*both}
    left = resolve(pieces, {})
    assert {*mine} - {*base} <= {*left}
    given_up = {paragraph for piece in pieces if piece.kind == "conflict" for paragraph in piece.theirs}
    assert {*theirs} - {*base} - given_up <= {*left}


@settings(max_examples=examples(200))
@given(TEXTS, TEXTS)
def test_where_the_beginning_is_unknown_nothing_of_either_is_left_out(mine, theirs):
    pieces = merge(None, mine, theirs)
    both = resolve(pieces, dict.fromkeys(range(len(pieces)), "both"))
    assert {*mine, *theirs} == {*both}
    assert resolve(merge(None, mine, mine), {}) == mine


def test_changes_side_by_side_are_no_conflict():
    pieces = merge(["1", "2", "3"], ["1", "2 لي", "3"], ["1", "2", "3 لهم"])
    assert [piece.kind for piece in pieces] == ["same", "mine", "theirs"]
    assert resolve(pieces, {}) == ["1", "2 لي", "3 لهم"]


def test_the_same_paragraph_is_one_and_its_neighbour_another():
    pieces = merge(["1", "2", "3"], ["1 لي", "2 لي", "3"], ["1 لهم", "2 لهم", "3"])
    assert [piece.kind for piece in pieces] == ["conflict", "conflict", "same"]
    assert resolve(pieces, {}) == ["1 لي", "2 لي", "3"]
    assert resolve(pieces, {0: "theirs", 1: "both"}) == ["1 لهم", "2 لهم", "2 لي", "3"]


def test_two_additions_at_one_place_are_both_kept():
    pieces = merge(["1", "2"], ["1", "لي", "2"], ["1", "لهم", "2"])
    assert resolve(pieces, {}) == ["1", "لهم", "لي", "2"]
    assert resolve(pieces, {1: "theirs"}) == ["1", "لهم", "2"]


def test_what_one_has_twice_stays_twice_where_both_are_kept():
    pieces = merge(["a"], ["a", "***", "b", "***"], ["a", "c"])
    assert resolve(pieces, {}) == ["a", "c", "***", "b", "***"]


def test_an_addition_beside_a_change_keeps_its_place():
    assert resolve(merge(["1", "2"], ["1 لي", "2"], ["1", "لهم", "2"]), {}) == ["1 لي", "لهم", "2"]
    assert resolve(merge(["1", "2"], ["1", "2 لي"], ["1", "لهم", "2"]), {}) == ["1", "لهم", "2 لي"]


def test_what_one_deleted_and_the_other_changed_is_chosen():
    pieces = merge(["1", "2"], ["2"], ["1 لهم", "2"])
    assert [piece.kind for piece in pieces] == ["conflict", "same"]
    assert resolve(pieces, {0: "theirs"}) == ["1 لهم", "2"]


def test_values_of_a_field():
    assert merge_value("a", "a", "a") == "same"
    assert merge_value("a", "b", "b") == "alike"
    assert merge_value("a", "b", "a") == "mine"
    assert merge_value("a", "a", "b") == "theirs"
    assert merge_value("a", "b", "c") == "conflict"
    assert merge_value(None, "b", None, base_is_known=False) == "conflict"


def test_a_body_is_cut_at_its_outermost_elements():
    body = "<h2>أ</h2><p>ب<br><strong>ج</strong></p><ul><li><p>د</p></li></ul>كلام <em>حر</em>"
    body += '<figure data-image="1"></figure>'
    assert paragraphs(body) == [
        "<h2>أ</h2>",
        "<p>ب<br><strong>ج</strong></p>",
        "<ul><li><p>د</p></li></ul>",
        "كلام <em>حر</em>",
        '<figure data-image="1"></figure>',
    ]
    assert paragraphs("") == []


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.sampled_from(
            ["<p>أ</p>", "<ul><li>ب</li></ul>", "<h2>ج</h2>", "<p></p>", "<blockquote><p>د</p></blockquote>"]
        )
    )
)
def test_cut_and_put_together_it_is_the_same_body(elements):
    assert paragraphs("".join(elements)) == elements
