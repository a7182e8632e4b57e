import pytest
from django.http import Http404

from newsroom.pagination import LAST_PAGE, links, page_of

ROWS = list(range(25))


@pytest.mark.parametrize(
    ("asked", "shown"), [(None, ROWS[:10]), ("1", ROWS[:10]), ("2", ROWS[10:20]), ("3", [*ROWS[20:]])]
)
def test_the_page_asked_for_is_shown(asked, shown):
    assert list(page_of(ROWS, asked, size=10)) == shown


@pytest.mark.parametrize(
    "asked", ["", "0", "-1", "01", "4", "99999", "x", "1.0", "1e1", " 1", "+1", "１", "٢", "1\x00", "9" * 5000]
)
def test_everything_else_is_not_found(asked):
    with pytest.raises(Http404):
        page_of(ROWS, asked, size=10)


def test_an_empty_list_has_one_page():
    page = page_of([], None, size=10)
    assert list(page) == []
    assert links(page, "/ar/latest/")["next_url"] == ""
    with pytest.raises(Http404):
        page_of([], "2", size=10)


def test_a_list_ends_at_its_last_page_however_long_it_is():
    rows = range(5000)
    last = page_of(rows, str(LAST_PAGE), size=10)
    assert links(last, "/ar/latest/")["next_url"] == ""
    assert max(number for number, _address, _current in links(last, "/ar/latest/")["page_links"] if number) == LAST_PAGE
    with pytest.raises(Http404):
        page_of(rows, str(LAST_PAGE + 1), size=10)


def test_the_first_page_has_the_address_of_the_list_itself():
    made = links(page_of(ROWS, "2", size=10), "/ar/latest/")
    assert made["previous_url"] == "/ar/latest/"
    assert made["next_url"] == "/ar/latest/?page=3"
    assert made["page_links"] == [
        (1, "/ar/latest/", False),
        (2, "/ar/latest/?page=2", True),
        (3, "/ar/latest/?page=3", False),
    ]


def test_a_query_is_kept():
    made = links(page_of(ROWS, None, size=10), "/ar/search/?q=%D9%85%D8%A7%D8%A1")
    assert made["previous_url"] == ""
    assert made["next_url"] == "/ar/search/?q=%D9%85%D8%A7%D8%A1&page=2"


def test_pages_far_away_are_left_out():
    made = links(page_of(range(500), "25", size=10), "/")["page_links"]
    assert [number for number, _address, _current in made] == [1, None, 24, 25, 26, None, 50]
