"""Files that are a picture, and something else as well, or that take hours to decode."""

import io
import struct

import pytest
from django.utils.translation import override
from pictures import flag, saved
from PIL import Image as Pillow
from PIL import ImageFile

from articles.images import uploads

JPEG = saved(flag(), "JPEG")


@pytest.mark.parametrize(
    "added",
    [
        b"<svg onload=alert(1)>",
        b"<svg width='1' xmlns='http://www.w3.org/2000/svg'>",
        b"<svg/onload=alert(1)>",
        b"<script/x>alert(1)</script>",
        b"<body onload=alert(1)>",
        b"<img src=x onerror=alert(1)>",
        b"<?=system($_GET[0])?>",
        b"<?php __HALT_COMPILER(); ?>",
        b"7z\xbc\xaf\x27\x1c" + b"0" * 99,
        b"Rar!\x1a\x07\0" + b"0" * 99,
        b"x" * 2000 + b"%PDF-1.4",
    ],
    ids=lambda added: ascii(added[:12]),
)
def test_what_is_added_to_a_picture_makes_it_something_else(added):
    with override("en"), pytest.raises(uploads.PictureRefused, match="something else as well"):
        uploads.decode(io.BytesIO(JPEG + added))


@pytest.mark.parametrize(
    "added", [b"\0" * 5 + b"PK\5\6" + b"\0" * 40, b"<svg \x93\x01", b"<?=\x80\x02", b"7z", b"Rar!"]
)
def test_what_pixels_hold_by_chance_is_no_reason(added):
    assert uploads.decode(io.BytesIO(JPEG + added)).size == (600, 400)


def with_scans(times: int) -> bytes:
    """Return a progressive JPEG whose last scan comes so many times more."""
    content = saved(flag("L"), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * times + b"\xff\xd9"


def test_a_picture_of_endless_scans_is_refused_before_it_is_decoded(monkeypatch):
    assert uploads.decode(io.BytesIO(with_scans(20))).size == (600, 400)
    endless = io.BytesIO(with_scans(2000))
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)
    with override("en"), pytest.raises(uploads.PictureRefused, match="damaged"):
        uploads.decode(endless)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_the_frame_of_an_avif_counts_and_not_what_it_says_of_itself(mode, monkeypatch):
    content = saved(Pillow.new(mode, (1200, 900)), "AVIF", speed=10)
    size = content.index(b"ispe") + 8
    lying = io.BytesIO(content[:size] + struct.pack(">II", 100, 100) + content[size + 8 :])
    assert uploads.decode(io.BytesIO(content)).size == (1200, 900)
    monkeypatch.setattr(uploads, "MOST_PIXELS", 1_000_000)
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)
    with override("en"), pytest.raises(uploads.PictureRefused, match="more than 40 million pixels"):
        uploads.decode(lying)
