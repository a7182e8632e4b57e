"""Which part of a picture is shown, for every size, shape and focal point."""

from hypothesis import example, given
from hypothesis import strategies as st

from articles.images.crops import RATIOS, box

sizes = st.integers(1, 9000)
shares = st.integers(0, 100).map(lambda part: part / 100)


@example(width=1, height=1900, ratio=(1, 1), focus=(0.0, 0.01))
@given(width=sizes, height=sizes, ratio=st.sampled_from(sorted(RATIOS.values())), focus=st.tuples(shares, shares))
def test_a_crop_lies_in_the_picture_has_its_shape_and_holds_the_focal_point(width, height, ratio, focus):
    left, top, right, bottom = box(width, height, ratio, focus)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    # The largest there can be: it reaches two opposite edges.
    assert right - left == width or bottom - top == height
    # Of whole pixels, so that a side may differ from the shape by half of one.
    assert abs((right - left) * ratio[1] - (bottom - top) * ratio[0]) <= max(ratio) or 1 in (right - left, bottom - top)
    for start, end, whole, share in ((left, right, width, focus[0]), (top, bottom, height, focus[1])):
        assert start <= min(int(whole * share), whole - 1) < end


def test_the_focal_point_is_in_the_middle_where_the_edges_allow_it():
    assert box(1000, 1000, (16, 9), (0.5, 0.5)) == (0, 219, 1000, 781)
    assert box(2000, 1000, (1, 1), (0.25, 0.9)) == (0, 0, 1000, 1000)
    assert box(2000, 1000, (1, 1), (0.4, 0)) == (300, 0, 1300, 1000)
