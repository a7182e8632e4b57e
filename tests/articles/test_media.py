"""Pictures as browsers get them: kept for ever, in parts where asked for, never run, and never an original."""

import pytest
from django.core.files.storage import default_storage, storages
from django.test import Client
from makers import make_image

from articles.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return make_image()


@pytest.fixture
def address(image):
    return image.scaled[0]["url"]


@pytest.fixture
def content(image):
    with default_storage.open(image.scaled[0]["path"]) as file:
        return file.read()


def get(path, **headers):
    return Client(raise_request_exception=False).get(path, headers=headers)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_rendition_is_served_whole_and_for_ever(image, address, content):
    answer = get(address)
    assert (answer.status_code, body(answer)) == (200, content)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Vary" not in answer.headers
    assert not answer.cookies
    assert get(image.share["url"]).headers["Content-Type"] == "image/jpeg"


def test_a_head_request_gets_the_headers_alone(address, content):
    answer = Client().head(address)
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("known", ["{}", '"other", {}', "W/{}", "*"])
def test_who_has_it_already_is_told_so(address, known):
    tag = get(address).headers["ETag"]
    answer = get(address, **{"If-None-Match": known.format(tag)})
    assert (answer.status_code, body(answer), answer.headers["ETag"]) == (304, b"", tag)
    assert "immutable" in answer.headers["Cache-Control"]


def test_who_has_another_gets_this_one(address, content):
    assert body(get(address, **{"If-None-Match": '"0123456789"'})) == content


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=10-", 10, None),
        ("bytes=-10", -10, None),
        ("bytes=5-999999999", 5, None),
        ("bytes=-999999999", 0, None),
    ],
)
def test_a_part_is_served_as_a_part(address, content, asked, first, last):
    answer = get(address, Range=asked)
    part = content[first : None if last is None else last + 1]
    assert (answer.status_code, body(answer)) == (206, part)
    start = len(content) - len(part) if last is None else first
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(content)}"
    assert answer.headers["Content-Length"] == str(len(part))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0", "bytes=999999999-9999999999"])
def test_a_part_beyond_the_end_is_none(address, content, asked):
    answer = get(address, Range=asked)
    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "items=0-5", "bytes=0-1\t", "bytes=--1",
     "bytes=1-2-3", "bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000, "bytes=0x1-2", "bytes= 1 - 2", "bytes=²-"],
)  # fmt: skip
def test_a_range_that_is_not_understood_gets_the_whole(address, content, asked):
    answer = get(address, Range=asked)
    assert (answer.status_code, body(answer)) == (200, content)


@pytest.mark.parametrize(
    "path",
    [
        "nothing.webp",
        "renditions/",
        "renditions/00/000000000000000000000000-480.webp",
        "renditions/00/../../originals/x",
        "../originals/x.png",
        "..%2Foriginals%2Fx.png",
        "/etc/passwd",
        "renditions/aa/%00",
        "renditions/aa/aaaaaaaaaaaaaaaaaaaaaaaa-480.html",
        "renditions/aa/aaaaaaaaaaaaaaaaaaaaaaaa-480.webp%0A",
        "RENDITIONS/aa/aaaaaaaaaaaaaaaaaaaaaaaa-480.webp",
        "x" * 5000,
    ],
    ids=lambda path: path[:40],
)
def test_nothing_else_has_an_address(image, path):
    answer = get(f"/media/{path}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/")


def test_a_file_that_somebody_put_beside_the_renditions_has_no_address(image):
    default_storage.save("renditions/aa/page.html", image.original)
    default_storage.save("secret.webp", image.original)
    for path in ("renditions/aa/page.html", "secret.webp"):
        assert default_storage.exists(path)
        assert get(f"/media/{path}").status_code == 404


def test_the_original_has_no_address(image):
    name = image.original.name
    assert storages["originals"].exists(name)
    for folder in ("media", "media/originals", "originals", "static", "media/renditions"):
        assert get(f"/{folder}/{name}").status_code == 404


def test_a_picture_is_asked_for_and_not_sent_to(address):
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(address).status_code == 405
