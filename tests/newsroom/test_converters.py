import pytest
from django.urls import Resolver404, resolve, reverse

from newsroom.converters import Month, Word, Year


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/ar/", "front_page"),
        ("/en/2026/07/the-slug/", "article"),
        ("/ar/2026/07/أزمة-المياه-2026/", "article"),
        ("/ar/section/اقتصاد/", "section"),
        ("/ar/archive/2026/12/", "archive"),
        ("/ar/archive/1999/01/", "archive"),
    ],
)
def test_an_address_of_ours_is_understood(path, name):
    assert resolve(path).url_name == name


@pytest.mark.parametrize(
    "path",
    [
        "/fr/",
        "/AR/",
        "/ar-ma/",
        "/arab/",
        "/ar/2026/13/slug/",
        "/ar/2026/00/slug/",
        "/ar/2026/7/slug/",
        "/ar/1899/07/slug/",
        "/ar/2100/07/slug/",
        "/ar/٢٠٢٦/07/slug/",
        "/ar/2026/07/two words/",
        "/ar/2026/07/../slug/",
        "/ar/2026/07/a.b/",
        "/ar/2026/07/a\u202eb/",
        "/ar/2026/07/a\x00b/",
        f"/ar/2026/07/{'a' * 201}/",
    ],
)
def test_another_is_not(path):
    with pytest.raises(Resolver404):
        resolve(path)


def test_what_a_view_gets_leads_back_to_the_address():
    match = resolve("/ar/2026/07/أزمة-المياه/")
    assert match.kwargs == {"language": "ar", "year": 2026, "month": 7, "slug": "أزمة-المياه"}
    assert reverse("articles:article", kwargs=match.kwargs).startswith("/ar/2026/07/%D8%A3")


def test_numbers_are_written_with_all_their_digits():
    assert (Year().to_url(2026), Month().to_url(7)) == ("2026", "07")
    assert (Year().to_python("2026"), Month().to_python("07")) == (2026, 7)
    assert Word().to_url("كلمة") == "كلمة"
