"""Pictures as browsers get them: kept for ever, in parts where asked for, never run, never an original.

On a disk and, in `make test-services`, in a bucket.
"""

import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
FOLDER = f"renditions/a1/{KEY}"
NAME = f"{FOLDER}/16x9-640.webp"
ADDRESS = f"/media/{NAME}"


@pytest.fixture
def content():
    """Store a rendition, and one of each kind beside it, and return what is in them."""
    content = os.urandom(3000)
    for name in ("16x9-640.webp", "whole-1280.jpg", "3x4-640.avif", "share-1200.jpg", "card.jpg"):
        default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    return content


@pytest.fixture
def broken(monkeypatch):
    """Let every file of the storage be unreadable, as on a disk that fails."""

    def fail(*arguments, **options):
        raise OSError("the disk is gone")

    for verb in ("_open", "exists", "size"):
        monkeypatch.setattr(type(storages["default"]), verb, fail)


def get(path, **headers):
    return Client(raise_request_exception=False).get(path, headers=headers)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_rendition_is_served_whole_and_for_ever(content):
    answer = get(ADDRESS)
    assert (answer.status_code, body(answer)) == (200, content)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Vary" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("16x9-640.webp", "image/webp"),
        ("whole-1280.jpg", "image/jpeg"),
        ("3x4-640.avif", "image/avif"),
        ("share-1200.jpg", "image/jpeg"),
        ("card.jpg", "image/jpeg"),
    ],
)
def test_each_kind_is_served_as_what_it_is(content, name, content_type):
    answer = get(f"/media/{FOLDER}/{name}")
    assert (answer.status_code, answer.headers["Content-Type"], body(answer)) == (200, content_type, content)


def test_no_two_addresses_have_one_tag(content):
    names = ("16x9-640.webp", "whole-1280.jpg", "3x4-640.avif", "share-1200.jpg", "card.jpg")
    assert len({get(f"/media/{FOLDER}/{name}").headers["ETag"] for name in names}) == len(names)


def test_a_head_request_gets_the_headers_alone(content):
    answer = Client().head(ADDRESS)
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("known", ["{}", '"other", {}', "W/{}", "*"])
def test_who_has_it_already_is_told_so(content, known):
    tag = get(ADDRESS).headers["ETag"]
    answer = get(ADDRESS, **{"If-None-Match": known.format(tag)})
    assert (answer.status_code, body(answer), answer.headers["ETag"]) == (304, b"", tag)
    assert "immutable" in answer.headers["Cache-Control"]


def test_who_has_another_gets_this_one(content):
    assert body(get(ADDRESS, **{"If-None-Match": '"0123456789"'})) == content


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
def test_a_part_is_served_as_a_part(content, asked, first, last):
    answer = get(ADDRESS, Range=asked)
    part = content[first : None if last is None else last + 1]
    assert (answer.status_code, body(answer)) == (206, part)
    start = len(content) - len(part) if last is None else first
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(content)}"
    assert answer.headers["Content-Length"] == str(len(part))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0", "bytes=999999999-9999999999"])
def test_a_part_beyond_the_end_is_none(content, asked):
    answer = get(ADDRESS, Range=asked)
    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "items=0-5", "bytes=0-1\t", "bytes=--1",
     "bytes=1-2-3", "bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000, "bytes=0x1-2", "bytes= 1 - 2", "bytes=²-"],
)  # fmt: skip
def test_a_range_that_is_not_understood_gets_the_whole(content, asked):
    answer = get(ADDRESS, Range=asked)
    assert (answer.status_code, body(answer)) == (200, content)


@pytest.mark.parametrize(
    "path",
    [
        "nothing.webp",
        "renditions/",
        FOLDER,
        f"{FOLDER}/",
        f"renditions/a1/{KEY.replace('f90', 'f91')}/16x9-640.webp",
        f"{FOLDER}/16x9-641.webp",
        f"renditions/a2/{KEY}/16x9-640.webp",
        f"renditions/A1/{KEY.upper()}/16x9-640.webp",
        f"{FOLDER}/../{KEY}/16x9-640.webp",
        f"renditions/a1/{KEY[:24]}/16x9-640.webp",
        f"{FOLDER}/card.webp",
        f"{FOLDER}/16x9-640.html",
        f"{FOLDER}/16x9-٦٤٠.webp",
        f"{NAME}%0A",
        f"RENDITIONS/a1/{KEY}/16x9-640.webp",
        "renditions/00/../../originals/x",
        "../originals/x.png",
        "..%2Foriginals%2Fx.png",
        "/etc/passwd",
        "renditions/aa/%00",
        "x" * 5000,
    ],
    ids=lambda path: path[:60],
)
def test_nothing_else_has_an_address(content, path):
    answer = get(f"/media/{path}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/")


def test_that_a_picture_is_not_there_is_not_kept_for_long(content):
    absent = f"/media/{FOLDER}/16x9-960.webp"
    assert get(absent).headers["Cache-Control"] == "public, max-age=5"
    assert get(absent, **{"If-None-Match": "*"}).status_code == 404


def test_a_file_that_somebody_put_beside_the_renditions_has_no_address():
    for path in (f"{FOLDER}/page.html", f"{FOLDER}/16x9-640.html", "secret.webp"):
        default_storage.save(path, ContentFile(b"content"))
        assert default_storage.exists(path)
        assert get(f"/media/{path}").status_code == 404


def test_an_original_has_no_address():
    name = storages["originals"].save("0a1b2c3d4e5f60718293a4b5c6d7e8f9.png", ContentFile(b"content"))
    for folder in ("media", "media/originals", "originals", "static", "media/renditions", f"media/{FOLDER}"):
        assert get(f"/{folder}/{name}").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}])
def test_while_the_storage_does_not_answer_nothing_is_said_about_the_picture(content, broken, caplog, headers):
    answer = get(ADDRESS, **headers)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert int(answer.headers["Retry-After"]) <= 10
    assert "the disk is gone" in caplog.text
    assert b"disk" not in body(answer)


def test_a_picture_is_asked_for_and_not_sent_to(content):
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(ADDRESS).status_code == 405
