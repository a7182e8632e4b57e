"""The pictures of a page as a browser chooses among them: format, width, crop, and nothing that is not there."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from html_page import page_of
from makers import make_article, make_image, picture_file

from articles.images.renditions import ENDINGS
from articles.models import Image

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(
    rf"{settings.MEDIA_URL}renditions/[0-9a-f]{{2}}/[0-9a-f]{{32}}/[a-z0-9]+-\d+\.(?:{'|'.join(ENDINGS)})"
)


@pytest.fixture
def image():
    return make_image(original=picture_file("JPEG", (2000, 1500)), focus_x=80, focus_y=20)


def lead_of(client, image):
    article = make_article(lead_image=image)
    return page_of(client.get(article.get_absolute_url())).one("figure", class_="figure--main")


def linked(answer):
    return set(ADDRESS.findall(answer.content.decode()))


def test_the_lead_is_offered_in_the_crop_of_the_window_best_format_first(client, image):
    image.finish()
    figure = lead_of(client, image)
    sources = [(source["type"], "media" in source.attributes, source["srcset"]) for source in figure.all("source")]
    assert [(kind, narrow) for kind, narrow, _files in sources] == [
        ("image/avif", True),
        ("image/webp", True),
        ("image/jpeg", True),
        ("image/avif", False),
        ("image/webp", False),
    ]
    assert all("/4x3-" in files for _kind, narrow, files in sources if narrow)
    assert all("/16x9-" in files for _kind, narrow, files in sources if not narrow)
    widths = [int(part.split()[1].removesuffix("w")) for part in sources[0][2].split(", ")]
    assert widths == [480, 640, 736, 960, 1280]


def test_every_file_has_its_size_so_that_nothing_moves(client, image):
    image.finish()
    figure = lead_of(client, image)
    for element in (*figure.all("source"), figure.one("img")):
        shape = 4 / 3 if "media" in element.attributes else 16 / 9
        assert int(element["width"]) / int(element["height"]) == pytest.approx(shape, abs=0.01)
        assert element["sizes"]


def test_the_lead_is_fetched_first_and_the_others_when_they_are_near(client, image):
    article = make_article(lead_image=image, body=f'<p>نص</p><figure data-image="{make_image().pk}"></figure>')
    first, *others = page_of(client.get(article.get_absolute_url())).all("img", class_="picture")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first.attributes
    assert others
    assert all(other["loading"] == "lazy" and "fetchpriority" not in other.attributes for other in others)


@pytest.mark.parametrize("finished", [False, True])
def test_no_page_links_a_file_that_is_not_there(client, image, finished):
    if finished:
        image.finish()
    article = make_article(lead_image=image, body=f'<p>نص</p><figure data-image="{image.pk}"></figure>')
    for address in (article.get_absolute_url(), "/ar/", article.section.get_absolute_url()):
        found = linked(client.get(address))
        assert found
        for link in found:
            assert default_storage.exists(link.removeprefix(settings.MEDIA_URL))
        assert any(link.endswith(".avif") for link in found) is finished


def test_a_picture_of_which_nothing_is_there_is_not_shown(client, image):
    Image.objects.update(renditions={})
    figure = lead_of(client, Image.objects.get())
    assert not figure.all("img")


def test_a_reader_makes_no_file(client, image):
    before = default_storage.listdir(f"renditions/{image.key[:2]}/{image.key}")
    lead_of(client, image)
    assert client.get(image.url("16x9", 1920, "avif")).status_code == 404
    assert default_storage.listdir(f"renditions/{image.key[:2]}/{image.key}") == before


def test_credit_source_and_licence_stand_under_the_picture(client, image):
    Image.objects.update(source="https://photos.example.org/12", licence="CC BY 4.0")
    figure = lead_of(client, Image.objects.get())
    credit = figure.one("span", class_="figure__credit")
    assert "المصوّر" in credit.words
    assert "CC BY 4.0" in credit.words
    assert credit.one("a")["href"] == "https://photos.example.org/12"
